package com.pickatime.sso.accounts;

import java.time.Instant;

/**
 * Lets one person choose a password, once.
 *
 * @param administratorId whose password
 * @param token 256 random bits, URL-safe; whoever has it can choose the password, and nothing here stores it
 */
public record Invitation(String administratorId, String token, Instant expiresAt) {

    /** Where it is used, on our pages; as good as the token. */
    public String path() {
        return "/invitations/" + token;
    }

    @Override
    public String toString() {
        return "Invitation[" + administratorId + ']';
    }
}
