package com.pickatime.imports.oneroster;

import com.pickatime.imports.source.RosterIncompleteException;
import org.jspecify.annotations.Nullable;

/** What the pages of one pull have in common: how much is asked for at once, and the revision all of them must have. */
final class Pull {

    private final int smallestPage;
    private volatile int limit;
    private volatile @Nullable String revision;

    Pull(PullSettings settings) {
        smallestPage = settings.smallestPage();
        limit = settings.pageSize();
    }

    int limit() {
        return limit;
    }

    void halveLimit() {
        limit = Math.max(limit / 2, Math.min(limit, smallestPage));
    }

    /** Notes a page's revision. */
    void accept(@Nullable String pageRevision) {
        if (pageRevision == null) {
            return;
        }
        if (revision == null) {
            revision = pageRevision;
        } else if (!revision.equals(pageRevision)) {
            throw changed();
        }
    }

    static RosterIncompleteException changed() {
        return new RosterIncompleteException(
                "ROSTER_CHANGED",
                "The roster changed in ClassLink while it was read. Nothing was changed in pickAtime; the import will be"
                        + " tried again.");
    }
}
