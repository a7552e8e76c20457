package com.pickatime.sso.accounts;

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

    @Override
    public String toString() {
        return "ListedAdministrator[" + id + ']';
    }
}
