package com.pickatime.contacts.moves;

import java.util.concurrent.atomic.AtomicLong;

/** How far a run is, for whoever asks in between. */
final class MoveProgress {

    /** What is done one after the other. */
    enum Phase {
        FINDING,
        LEADING,
        SETTLING,
        PARKING,
        MOVING
    }

    private final AtomicLong done = new AtomicLong();
    private volatile Phase phase = Phase.FINDING;

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

    /** Lines that were looked at in this phase, some of them twice. */
    long done() {
        return done.get();
    }
}
