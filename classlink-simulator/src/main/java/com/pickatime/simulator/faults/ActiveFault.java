package com.pickatime.simulator.faults;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fault that is switched on.
 *
 * @param id to switch it off by
 * @param hits how many requests it has met so far
 */
public record ActiveFault(
        long id, Fault fault, Instant since, @JsonIgnore AtomicInteger hits) {

    /** Takes one of the requests that a counted fault has left; false when there is none. */
    boolean take(int times) {
        return hits.getAndUpdate(taken -> Math.min(taken + 1, times)) < times;
    }
}
