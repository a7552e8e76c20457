package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import org.jspecify.annotations.Nullable;

/** What the pages of one pull have in common: how much is asked for at once, and the revision all of them must have. */
final class Pull {

    private final SourceType source;
    private final int smallestPage;
    private volatile int limit;
    private volatile @Nullable String revision;

    Pull(SourceType source, PullSettings settings) {
        this.source = source;
        smallestPage = settings.smallestPage();
        limit = settings.pageSize();
    }

    SourceType source() {
        return source;
    }

    int limit() {
        return limit;
    }

    /** False when it is as small already as it gets. */
    boolean halveLimit() {
        int before = limit;
        limit = Math.max(before / 2, Math.min(before, smallestPage));
        return limit < before;
    }

    /** Notes a page's revision. */
    void accept(@Nullable String pageRevision) {
        if (pageRevision == null) {
            return;
        }
        if (revision == null) {
            revision = pageRevision;
        } else if (!revision.equals(pageRevision)) {
            throw changed("its revision is another now");
        }
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
