package com.pickatime.imports.publish.sourceindex;

import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.staging.Staging;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer of the contact service on its way into the staging area. Used by one thread at a time. */
final class IndexCopy {

    private final Staging staging;
    private final StoredTotals stored = new StoredTotals();
    private @Nullable Long announced;
    private volatile boolean begun;

    IndexCopy(Staging staging) {
        this.staging = staging;
    }

    /** Whether some of it is in the staging area, so that another answer cannot be copied there any more. */
    boolean hasBegun() {
        return begun;
    }

    /** The first line, which is read before any other. */
    void begin(String line) {
        stored.highestRevision(IndexLine.highestRevision(line));
        stored.lastChange(IndexLine.lastChange(line));
    }

    /** Blocks. */
    void take(List<String> lines) {
        begun = true;
        var entries = new ArrayList<StoredEntry>(lines.size());
        for (var line : lines) {
            if (announced != null) {
                throw new SourceIndexException("goes on after its last line");
            }
            announced = IndexLine.entries(line);
            if (announced == null) {
                entries.add(IndexLine.entry(line));
            } else {
                stored.own(IndexLine.own(line));
            }
        }
        staging.addStored(entries);
        stored.add(entries);
    }

    /** What was copied, if that is all. */
    StoredTotals whole() {
        if (announced == null) {
            throw new SourceIndexException("is cut off");
        }
        if (announced != stored.entries()) {
            throw new SourceIndexException("has " + stored.entries() + " entries and says " + announced);
        }
        return stored;
    }
}
