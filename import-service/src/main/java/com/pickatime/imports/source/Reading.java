package com.pickatime.imports.source;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * How a roster was read: what was asked for, page by page, and what came. Where the same questions get the same answers the roster is
 * the same, and need not be read to know it.
 *
 * @param from where it was read, and how
 * @param choice which part of it was wanted
 * @param until the first day, in UTC, on which the same rows may mean something else: a role ends, somebody grows too old
 * @param pages in no particular order
 */
public record Reading(String from, RosterChoice choice, LocalDate until, List<Page> pages) {

    /** So many pages make a reading at most: it is kept in one document. */
    public static final int MOST_PAGES = 20_000;

    /**
     * One page.
     *
     * @param limit rows that were asked for
     * @param offset the row from which on they were asked for
     * @param rows that came
     * @param total of the type, or {@link FetchProgress#UNKNOWN}
     * @param digest of the answer; as long as it is kept it is sealed, for what few rows say can be guessed
     */
    public record Page(RecordType type, int limit, long offset, int rows, long total, byte[] digest) {

        /** Whether the same came. */
        public boolean is(byte[] another) {
            return Arrays.equals(digest, another);
        }

        /** Names nothing that can be guessed. */
        @Override
        public String toString() {
            return "Page[" + type + ", " + offset + "]";
        }
    }

    public Reading {
        pages = List.copyOf(pages);
    }

    /** The same, of which only a part was wanted. */
    public Reading choosing(RosterChoice wanted) {
        return new Reading(from, wanted, until, pages);
    }
}
