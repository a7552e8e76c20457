package com.pickatime.platform.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret by which the services of one installation, and its operators, know each other. */
public final class ServiceToken {

    private static final String SCHEME = "Bearer ";

    private final @Nullable String value;

    /** A token; null or blank lets nobody in. */
    public ServiceToken(@Nullable String value) {
        this.value = value == null || value.isBlank() ? null : value;
    }

    /**
     * The {@code Authorization} header for a call to another service.
     *
     * @throws IllegalStateException if no token is configured
     */
    public String authorization() {
        if (value == null) {
            throw new IllegalStateException("no service token is configured: set PICKATIME_SERVICE_TOKEN");
        }
        return SCHEME + value;
    }

    /** Whether an {@code Authorization} header carries this token; takes the same time for any wrong one. */
    boolean isCarriedBy(@Nullable String authorization) {
        return value != null
                && authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8),
                        (SCHEME + value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return value == null ? "ServiceToken(none)" : "ServiceToken(set)";
    }
}
