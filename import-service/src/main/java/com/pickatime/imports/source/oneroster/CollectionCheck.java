package com.pickatime.imports.source.oneroster;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a first look at one collection of a OneRoster server shows.
 *
 * @param collection the last part of its path
 * @param rows how many there are; null where the server does not say
 * @param looked how many of them were looked at
 * @param bad how many of those cannot be used
 * @param studentsWithout of birth dates: how many students have none by the server's own counts; null where it does not say, and of
 *     other collections
 * @param reason what is wrong and what to do, in words for an administrator, without personal data; null if nothing is
 */
public record CollectionCheck(
        String collection,
        State state,
        @Nullable Long rows,
        int looked,
        int bad,
        @Nullable Long studentsWithout,
        @Nullable String reason) {

    /** What became of the look. */
    public enum State {
        READ,
        EMPTY,
        /** Birth dates alone may be withheld. */
        NOT_SHARED,
        FAILED
    }

    static CollectionCheck of(RosterCollection collection, CollectionPage page) {
        var total = page.total() < 0 ? null : Long.valueOf(page.total());
        return new CollectionCheck(
                collection.path(),
                page.records() == 0 ? State.EMPTY : State.READ,
                total,
                page.records(),
                page.batch().refused(),
                null,
                null);
    }

    static CollectionCheck without(RosterCollection collection, State state, String reason) {
        return new CollectionCheck(collection.path(), state, null, 0, 0, null, reason);
    }

    /**
     * The same, of birth dates, where so many students are that have one or not.
     *
     * @param words what to do about birth dates that are not shared
     */
    CollectionCheck amongStudents(long students, String words) {
        long without = state == State.READ ? students - (rows == null ? students : rows) : students;
        return without <= 0
                ? this
                : new CollectionCheck(
                        collection,
                        state,
                        rows,
                        looked,
                        bad,
                        without,
                        String.format(
                                        Locale.ENGLISH,
                                        "%,d of %,d students would have no birth date. ",
                                        without,
                                        students)
                                + (state == State.READ
                                        ? "Enter the missing ones in your student information system, or parents of these"
                                                + " students cannot link."
                                        : words));
    }
}
