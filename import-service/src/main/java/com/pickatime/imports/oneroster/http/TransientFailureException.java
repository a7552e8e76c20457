package com.pickatime.imports.oneroster.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request failed in a way that may pass; holds nothing of the answer. */
public final class TransientFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String SILENCE = "no answer in time";

    private final boolean tooMuch;
    private final transient @Nullable Duration retryAfter;

    private TransientFailureException(String message, boolean tooMuch, @Nullable Duration retryAfter) {
        super(message);
        this.tooMuch = tooMuch;
        this.retryAfter = retryAfter;
    }

    static TransientFailureException status(int status, @Nullable Duration retryAfter) {
        return new TransientFailureException("status " + status, status == 502 || status == 504, retryAfter);
    }

    /** The page took too long, or is too large. */
    static TransientFailureException tooMuch(String message) {
        return new TransientFailureException(message, true, null);
    }

    /** The answer is not what it should be. */
    public static TransientFailureException broken(String message) {
        return new TransientFailureException(message, false, null);
    }

    /** True when half as much is likelier to succeed. */
    boolean isTooMuch() {
        return tooMuch;
    }

    /** The server took the question and said nothing more. */
    static TransientFailureException silence() {
        return new TransientFailureException(SILENCE, true, null);
    }

    boolean isSilence() {
        return SILENCE.equals(getMessage());
    }

    /** What the server asked for, or null. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
