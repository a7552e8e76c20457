package com.pickatime.simulator.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a client shows in the {@code Authorization} header.
 *
 * @param value without the scheme
 */
public record BearerToken(String value) {

    private static final String SCHEME = "Bearer ";

    /** Whether the header shows this token. */
    public boolean isShownBy(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && isSame(authorization.substring(SCHEME.length()).trim());
    }

    private boolean isSame(String shown) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "BearerToken[]";
    }
}
