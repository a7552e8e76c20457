package com.pickatime.local.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class MovableClock extends Clock {

    /**
     * A moment when nothing special happens, so far ahead that no server's sweep, which goes by the time of its machine,
     * takes what a test keeps for a while.
     */
    public static final Instant START = Instant.parse("2126-11-24T08:00:00Z");

    private final AtomicReference<Instant> now;

    /** Stands at {@link #START}. */
    public MovableClock() {
        this(START);
    }

    public MovableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    public void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("tests live in UTC");
    }
}
