package com.pickatime.web.importer;

import com.pickatime.web.importer.Run.Count;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import as somebody watches it: how fast it goes is known from the second look at a step on.
 *
 * @param since when this step was seen first
 * @param before what was done by then
 * @param looked when it was seen last
 * @param news whether the state is another one than at the last look
 */
record Pace(Run run, Instant since, long before, Instant looked, boolean news) {

    private static final int MILLIS = 1000;

    static Pace begin(Run run, Instant now) {
        return new Pace(run, now, run.progress().count().done(), now, true);
    }

    Pace next(Run seen, Instant now) {
        boolean news = !seen.state().equals(run.state());
        return seen.progress().step().equals(run.progress().step())
                ? new Pace(seen, since, before, now, news)
                : new Pace(seen, now, seen.progress().count().done(), now, news);
    }

    public Count count() {
        return run.progress().count();
    }

    /** In a second; null while nobody can tell. */
    public @Nullable Long rate() {
        long millis = Duration.between(since, looked).toMillis();
        long done = count().done() - before;
        return millis < MILLIS || done <= 0 ? null : Math.max(1, done * MILLIS / millis);
    }

    /** In whole minutes, 0 for less than one; null while nobody can tell. */
    public @Nullable Long minutesLeft() {
        var rate = rate();
        return rate == null || !count().isKnown()
                ? null
                : Duration.ofSeconds((count().total() - count().done()) / rate).toMinutes();
    }
}
