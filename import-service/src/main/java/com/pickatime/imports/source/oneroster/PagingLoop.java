package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceWords;
import com.pickatime.imports.source.oneroster.http.Answer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one collection, and knows when it was read whole.
 *
 * <p>No single word of a server is believed. The collection ends with a page that is empty and announces no further one:
 * totals count the page instead of the whole on some servers, and short pages stand in the middle on others. A next page
 * that is announced without saying where it begins is none that can be passed over. No source ID
 * may come on two pages, for then the order shifted while it was read, and another one came on none. Totals and the last
 * link must agree with what came.
 *
 * <p>The offset moves by the rows that came, not by those asked for, because servers cap the limit in silence. Where the
 * next link goes further, rows were either left out after the page was cut or not sent because of a cap: what lies between
 * is asked for, and is new only in the second case.
 *
 * <p>Where an empty page is all that tells of the end, one question more is asked: what comes at the second row. Some servers
 * count pages there, have an empty one long behind their last, and would give rows that never came.
 */
final class PagingLoop {

    private final RosterCollection collection;
    private final Pull pull;
    private final int mostPages;
    private @Nullable String filter;
    private int asked;
    private int wanted;
    private final Set<Long> firstIds = new HashSet<>();
    private final SeenIds seen = new SeenIds();
    private int pages;
    private long rows;
    private long offset;
    private long announced = Answer.UNKNOWN;
    private long total = Answer.UNKNOWN;
    private long lastPage = Answer.UNKNOWN;
    private boolean endTold;
    private boolean finished;

    /** The offset that is asked for to learn what offsets count; 0 for none. */
    private long probe;

    PagingLoop(RosterCollection collection, Pull pull, int mostPages) {
        this.collection = collection;
        this.pull = pull;
        this.mostPages = mostPages;
        filter = pull.filter();
    }

    /** Where the next page begins. */
    long offset() {
        return probe > 0 ? probe : offset;
    }

    /** How many rows the next page shall have at most. */
    int limit() {
        asked = pull.limit();
        wanted = isBetween() ? (int) Math.min(asked, announced - offset) : asked;
        return wanted;
    }

    /** What was asked for last was too much; false when less cannot be asked for. */
    boolean halveLimit() {
        return pull.halveLimit(asked);
    }

    /** Null for all of the collection: it is filtered from its first page to its last, or not at all. */
    @Nullable
    String filter() {
        return filter;
    }

    /** Asks for all of the collection; false when it does so already, or has begun. */
    boolean dropFilter() {
        boolean dropped = isFiltered();
        if (dropped) {
            filter = null;
            pull.dropFilter();
        }
        return dropped;
    }

    /** Number of the next page, from 1. */
    int nextPage() {
        return pages + 1;
    }

    boolean isFinished() {
        return finished;
    }

    /** Whether the next page is the first of a collection that is asked for with a filter. */
    boolean isFiltered() {
        return pages == 0 && filter != null;
    }

    /** Whether there is a reason to think that everything has come, so that a refusal may mean that nothing is left. */
    boolean isEndLikely() {
        return probe > 0 || offset > 0 && (total == Answer.UNKNOWN ? endTold : rows >= total);
    }

    /**
     * Takes in the next page.
     *
     * @return what of it is new: the page, or an empty one
     * @throws RosterIncompleteException if it shows that the collection cannot be read whole
     */
    CollectionPage accept(CollectionPage page) {
        pull.accept(page.revision());
        pull.read(collection.type(), wanted, offset(), page);
        rememberTotal(page);
        pages++;
        var news = probe > 0 ? probed(page) : isBetween() ? between(page) : inOrder(page);
        if (finished) {
            checkWhole();
        } else if (pages == mostPages) {
            throw incomplete("TOO_MANY_PAGES", "did not end after " + pages + " pages");
        }
        return news;
    }

    private boolean isBetween() {
        return announced > offset;
    }

    /** A page with rows that the next link passed over. */
    private CollectionPage between(CollectionPage page) {
        if (page.records() > 0 && seenOf(page) == 0) {
            take(page);
            return page;
        }
        if (seenOf(page) < page.ids().length) {
            throw shifted();
        }
        offset = announced;
        announced = Answer.UNKNOWN;
        return nothing(page);
    }

    private CollectionPage inOrder(CollectionPage page) {
        boolean told = endTold;
        rememberLinks(page.links());
        if (page.records() == 0) {
            if (page.links().more() && announced == Answer.UNKNOWN && total == Answer.UNKNOWN) {
                throw incomplete(
                        "NEXT_PAGE_UNKNOWN",
                        "announced a next page behind an empty one, in a link without its offset,");
            }
            finished = announced <= offset;
            offset = Math.max(offset, announced);
            if (finished && rows > 0 && total == Answer.UNKNOWN && !told) {
                finished = false;
                probe = 1;
            }
            return page;
        }
        if (seenOf(page) > 0) {
            checkRepetition(page);
            return nothing(page);
        }
        firstIds.add(page.ids().length == 0 ? 0 : page.ids()[0]);
        take(page);
        return page;
    }

    /** Where offsets are rounded down to whole pages, or pages counted from 1, the first page comes again; the third row tells these two apart. */
    private CollectionPage probed(CollectionPage page) {
        if (page.ids().length > 0 && seenOf(page) == 0) {
            throw incomplete("OFFSET_COUNTS_PAGES", "counts pages, where OneRoster counts rows, in the offset");
        }
        finished = probe > 1 || page.ids().length == 0 || !firstIds.contains(page.ids()[0]);
        probe++;
        return nothing(page);
    }

    private void take(CollectionPage page) {
        for (long id : page.ids()) {
            seen.add(id);
        }
        rows += page.records();
        offset += page.records();
        if (total != Answer.UNKNOWN && rows > total) {
            throw incomplete("COUNT_MISMATCH", "gave more than the " + total + " rows that it had announced");
        }
    }

    /** A server that ignores the offset is fine when everything comes at once. */
    private void checkRepetition(CollectionPage page) {
        boolean whole = seenOf(page) == page.ids().length;
        if (!whole || !firstIds.contains(page.ids()[0])) {
            throw shifted();
        }
        if (pages > 2 || total != rows || page.records() != rows) {
            throw incomplete("OFFSET_IGNORED", "answered with the same page twice");
        }
        finished = true;
    }

    private int seenOf(CollectionPage page) {
        int count = 0;
        for (long id : page.ids()) {
            count += seen.has(id) ? 1 : 0;
        }
        return count;
    }

    private static CollectionPage nothing(CollectionPage page) {
        return new CollectionPage(
                page.batch().empty(), new long[0], page.total(), page.links(), page.revision(), page.digest());
    }

    /** Behind the last row some servers count nothing. */
    private void rememberTotal(CollectionPage page) {
        long told = page.total();
        if (told == Answer.UNKNOWN || (told == 0 && page.records() == 0)) {
            return;
        }
        if (total != Answer.UNKNOWN && total != told) {
            throw pull.changed("it gave two totals for /" + collection.path());
        }
        total = told;
    }

    private void rememberLinks(Links links) {
        announced = links.next();
        lastPage = Math.max(lastPage, links.last());
        endTold = links.told() && !links.more();
    }

    private void checkWhole() {
        if (total != Answer.UNKNOWN && rows != total) {
            throw incomplete("COUNT_MISMATCH", "gave " + rows + " rows where it had announced " + total);
        }
        if (lastPage > offset) {
            throw incomplete("COUNT_MISMATCH", "gave " + rows + " rows, but its links had announced more");
        }
    }

    private RosterIncompleteException shifted() {
        return pull.changed("it sent the same record on two pages of /" + collection.path()
                + ", so that another one may have come on none");
    }

    private RosterIncompleteException incomplete(String code, String what) {
        var source = pull.source();
        return new RosterIncompleteException(
                code,
                SourceWords.name(source) + " " + what + " of /" + collection.path()
                        + ". Nothing was changed; if it happens again, " + SourceWords.tellWhoRunsIt(source) + ".");
    }
}
