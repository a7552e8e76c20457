package com.pickatime.imports.source.oneroster;

import com.pickatime.events.RecordType;
import com.pickatime.imports.source.Reading;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of one pull have in common: how much is asked for at once, the revision all of them must have, and what they were. Safe for use by
 * many threads: its collections are read side by side.
 */
final class Pull {

    private final SourceType source;
    private final int smallestPage;
    private @Nullable String filter;
    private int limit;
    private @Nullable String revision;
    private final List<Reading.Page> pages = new ArrayList<>();
    private boolean told = true;

    Pull(SourceType source, PullSettings settings) {
        this(source, settings, null);
    }

    /** @param filter that every collection is asked for with; null for all of them whole */
    Pull(SourceType source, PullSettings settings, @Nullable String filter) {
        this.source = source;
        this.filter = filter;
        smallestPage = settings.smallestPage();
        limit = settings.pageSize();
    }

    SourceType source() {
        return source;
    }

    synchronized int limit() {
        return limit;
    }

    /** Null for whole collections. */
    synchronized @Nullable String filter() {
        return filter;
    }

    /** Collections that are begun from here on are asked for whole. */
    synchronized void dropFilter() {
        filter = null;
    }

    /**
     * Asks for less than {@code asked}, which was too much; whoever had asked for as much, and is told so later, finds it done. False
     * when it is as small already as it gets.
     */
    synchronized boolean halveLimit(int asked) {
        limit = Math.min(limit, Math.max(asked / 2, Math.min(asked, smallestPage)));
        return limit < asked;
    }

    /** Notes a page's revision. */
    synchronized void accept(@Nullable String pageRevision) {
        if (pageRevision == null) {
            return;
        }
        if (revision == null) {
            revision = pageRevision;
        } else if (!revision.equals(pageRevision)) {
            throw changed("its revision is another now");
        }
    }

    /** Notes what came, and for which question. */
    synchronized void read(RecordType type, int asked, long offset, CollectionPage page) {
        var digest = page.digest();
        told &= digest != null && pages.size() < Reading.MOST_PAGES;
        if (told && digest != null) {
            pages.add(new Reading.Page(type, asked, offset, page.records(), page.total(), digest));
        }
    }

    /** All that came; null where some of it cannot be known again. */
    synchronized @Nullable List<Reading.Page> pages() {
        return told ? List.copyOf(pages) : null;
    }

    /** The roster is not one roster from its first page to its last; {@code sign} is how that shows. */
    RosterIncompleteException changed(String sign) {
        return new RosterIncompleteException(
                "ROSTER_CHANGED",
                "The roster changed while it was read, or " + SourceWords.inSentence(source)
                        + " does not keep its records in one order: " + sign
                        + ". Nothing was changed in pickAtime; the import will be tried again. If it fails like this every"
                        + " time, " + SourceWords.tellWhoRunsIt(source) + ".");
    }
}
