package com.pickatime.imports.oneroster;

import com.pickatime.imports.oneroster.http.Answer;
import com.pickatime.imports.source.RosterIncompleteException;
import java.util.HashSet;
import java.util.Set;

/**
 * Walks through one collection, and knows when it was read whole.
 *
 * <p>The offset moves by the rows that came, not by those asked for: servers cap the limit in silence. A short page is
 * the last one only when no count contradicts it and a longer page came before under the same limit.
 */
final class PagingLoop {

    private final Collection collection;
    private final Pull pull;
    private final int mostPages;
    private final Set<String> firstIds = new HashSet<>();
    private int pages;
    private long rows;
    private long total = Answer.UNKNOWN;
    private int limit;
    private int longestPage;
    private boolean finished;

    PagingLoop(Collection collection, Pull pull, int mostPages) {
        this.collection = collection;
        this.pull = pull;
        this.mostPages = mostPages;
    }

    /** Rows read so far: where the next page begins. */
    long offset() {
        return rows;
    }

    /** Number of the next page, from 1. */
    int nextPage() {
        return pages + 1;
    }

    boolean isFinished() {
        return finished;
    }

    /**
     * Takes in the next page.
     *
     * @throws RosterIncompleteException if it shows that the collection cannot be read whole
     */
    void accept(Page page) {
        pull.accept(page.revision());
        rememberTotal(page.total());
        rememberFirst(page);
        pages++;
        rows += page.records();
        finished = isLast(page);
        if (finished) {
            checkWhole();
        } else if (pages == mostPages) {
            throw incomplete("TOO_MANY_PAGES", "did not end after " + pages + " pages");
        }
    }

    private void rememberTotal(long told) {
        if (told == Answer.UNKNOWN) {
            return;
        }
        if (total != Answer.UNKNOWN && total != told) {
            throw Pull.changed();
        }
        total = told;
    }

    private void rememberFirst(Page page) {
        if (page.firstId() != null && !firstIds.add(page.firstId())) {
            throw incomplete("OFFSET_IGNORED", "answered with the same page twice");
        }
    }

    private boolean isLast(Page page) {
        if (page.records() == 0 || (total != Answer.UNKNOWN && rows >= total)) {
            return true;
        }
        if (total != Answer.UNKNOWN) {
            return false;
        }
        if (limit != pull.limit()) {
            limit = pull.limit();
            longestPage = page.records();
            return false;
        }
        boolean isShort = page.records() < longestPage;
        longestPage = Math.max(longestPage, page.records());
        return isShort;
    }

    private void checkWhole() {
        if (total != Answer.UNKNOWN && rows != total) {
            throw incomplete("COUNT_MISMATCH", "gave " + rows + " rows where it had announced " + total);
        }
    }

    private RosterIncompleteException incomplete(String code, String what) {
        return new RosterIncompleteException(
                code,
                "ClassLink " + what + " of /" + collection.path()
                        + ". Nothing was changed; if it happens again, tell ClassLink's support.");
    }
}
