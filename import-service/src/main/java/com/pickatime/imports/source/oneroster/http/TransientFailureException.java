package com.pickatime.imports.source.oneroster.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request failed in a way that may pass; holds nothing of the answer. */
public final class TransientFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean tooMuch;
    private final boolean standstill;
    private final transient @Nullable Duration retryAfter;

    private TransientFailureException(
            String message, boolean tooMuch, boolean standstill, @Nullable Duration retryAfter) {
        super(message);
        this.tooMuch = tooMuch;
        this.standstill = standstill;
        this.retryAfter = retryAfter;
    }

    static TransientFailureException status(int status, @Nullable Duration retryAfter) {
        return new TransientFailureException("status " + status, status == 502 || status == 504, false, retryAfter);
    }

    /** The page is too large. */
    static TransientFailureException tooMuch(String message) {
        return new TransientFailureException(message, true, false, null);
    }

    /** The page took too long. */
    static TransientFailureException standstill(String message) {
        return new TransientFailureException(message, true, true, null);
    }

    /** The answer is not what it should be. */
    public static TransientFailureException broken(String message) {
        return new TransientFailureException(message, false, false, null);
    }

    /** True when half as much is likelier to succeed. */
    boolean isTooMuch() {
        return tooMuch;
    }

    /** True when a whole time limit was spent on waiting. */
    boolean isStandstill() {
        return standstill;
    }

    /** What the server asked for, or null. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
