package com.pickatime.web.setup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in with a password of the business's own.
 *
 * @param invitedUntil when an invitation that nobody has used yet ends or ended; null without one
 * @param etag names the invitation, or that there is none
 */
public record Administrator(
        String id,
        String displayName,
        String email,
        boolean canSignIn,
        @Nullable Instant invitedUntil,
        String etag) {

    /** Names nobody. */
    @Override
    public String toString() {
        return "Administrator[" + id + "]";
    }
}
