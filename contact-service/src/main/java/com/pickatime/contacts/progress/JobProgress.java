package com.pickatime.contacts.progress;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a job is, for whoever asks in between.
 *
 * @param <P> what the job does one after the other
 */
public final class JobProgress<P extends Enum<P>> {

    private final AtomicLong done = new AtomicLong();
    private volatile P phase;

    /** Of a job that has done nothing yet of its first phase. */
    public JobProgress(P first) {
        phase = first;
    }

    public void begin(P next) {
        phase = next;
        done.set(0);
    }

    public void add(long more) {
        done.addAndGet(more);
    }

    public P phase() {
        return phase;
    }

    /** How much of this phase is through; some of it may have been looked at twice. */
    public long done() {
        return done.get();
    }
}
