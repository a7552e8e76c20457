package com.pickatime.sso.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a business's list of local administrators.
 *
 * @param canSignIn whether a password was chosen
 * @param invitedUntil when an unused invitation ends or ended; null without one
 */
public record ListedAdministrator(
        String id,
        String displayName,
        String email,
        boolean canSignIn,
        @Nullable Instant invitedUntil) {

    /** Names the invitation, or that there is none, for the header If-Match of a new one. */
    @JsonProperty("etag")
    public String tag() {
        return tag(invitedUntil);
    }

    static String tag(@Nullable Instant invitedUntil) {
        return '"' + (invitedUntil == null ? "0" : String.valueOf(invitedUntil.toEpochMilli())) + '"';
    }

    @Override
    public String toString() {
        return "ListedAdministrator[" + id + ']';
    }
}
