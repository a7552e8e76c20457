package com.pickatime.imports.run.work;

import com.pickatime.events.RecordType;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunProgress.Fetched;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.source.FetchProgress;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far a run is, told by whichever threads work on it, and read by the one that writes it down. */
final class ProgressTracker implements FetchProgress {

    private final Map<RecordType, Fetched> fetched = new ConcurrentHashMap<>();
    private volatile Step step = Step.FETCHING;
    private volatile long toPublish;
    private volatile long published;

    /** Goes on from what is written down about the run. */
    static ProgressTracker from(RunProgress written) {
        var tracker = new ProgressTracker();
        if (written.step() != Step.QUEUED) {
            written.fetched().forEach(type -> tracker.fetched.put(type.type(), type));
            tracker.toPublish = written.toPublish();
            tracker.published = written.published();
            tracker.step = written.step();
        }
        return tracker;
    }

    public void step(Step next) {
        step = next;
    }

    /** Begins to count anew. */
    public void fetchAgain() {
        fetched.clear();
        step = Step.FETCHING;
    }

    @Override
    public void fetched(RecordType type, long rows, long total) {
        fetched.put(type, new Fetched(type, rows, total));
    }

    public void toPublish(long records) {
        toPublish = records;
        step = Step.PUBLISHING;
    }

    /** Barriers, which are acknowledged too, are not counted. */
    public void published(long acknowledged) {
        published = Math.min(acknowledged, toPublish);
    }

    public RunProgress now() {
        var rows = fetched.values().stream()
                .sorted(Comparator.comparing(Fetched::type))
                .toList();
        return new RunProgress(step, rows, toPublish, published, 0);
    }
}
