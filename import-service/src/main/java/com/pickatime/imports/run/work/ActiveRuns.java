package com.pickatime.imports.run.work;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.queue.OwnedRuns;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Takes up runs that this instance has claimed. */
@Component
public class ActiveRuns {

    private final OwnedRuns owned;
    private final RunSettings settings;
    private final Clock clock;

    public ActiveRuns(OwnedRuns owned, RunSettings settings, Clock clock) {
        this.owned = owned;
        this.settings = settings;
        this.clock = clock;
    }

    /** The claimed run, as far as it is. */
    public ActiveRun take(ImportRun claimed) {
        var progress = ProgressTracker.from(claimed.progress());
        return new ActiveRun(claimed, progress, new HeldLease(claimed, progress, owned, settings, clock));
    }
}
