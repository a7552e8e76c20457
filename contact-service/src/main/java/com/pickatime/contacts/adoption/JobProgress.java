package com.pickatime.contacts.adoption;

import java.util.concurrent.atomic.AtomicLong;

/** How far a job is, for whoever asks in between. */
final class JobProgress {

    /** What a job does one after the other. */
    enum Phase {
        KEYS,
        COMPARING,
        CHILDREN,
        SETTLING,
        ADOPTING
    }

    private final AtomicLong done = new AtomicLong();
    private volatile Phase phase = Phase.KEYS;

    void begin(Phase next) {
        phase = next;
        done.set(0);
    }

    void add(long more) {
        done.addAndGet(more);
    }

    Phase phase() {
        return phase;
    }

    /** Contacts that are through in this phase. */
    long done() {
        return done.get();
    }
}
