package com.pickatime.platform.security;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where access tokens come from.
 *
 * @param issuer base address of the sso-service, as its tokens name it
 * @param jwksUri where its public keys are; below the issuer unless said otherwise
 * @param tokenUri where it hands out tokens; below the issuer unless said otherwise
 * @param keysTimeout how long fetching the keys may take
 * @param clientId with which this service gets its own tokens; null when it calls no other service
 * @param clientSecret belongs to it
 */
@ConfigurationProperties("pickatime.security")
record SecuritySettings(
        @DefaultValue("http://127.0.0.1:8104") String issuer,
        @Nullable URI jwksUri,
        @Nullable URI tokenUri,
        @DefaultValue("2s") Duration keysTimeout,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    private static final String KEYS_PATH = "/.well-known/jwks.json";
    private static final String TOKEN_PATH = "/oauth2/token";

    URI keys() {
        return Objects.requireNonNullElseGet(jwksUri, () -> at(KEYS_PATH));
    }

    URI tokenEndpoint() {
        return Objects.requireNonNullElseGet(tokenUri, () -> at(TOKEN_PATH));
    }

    private URI at(String path) {
        return URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + path);
    }

    @Override
    public String toString() {
        return "SecuritySettings(issuer=" + issuer + ", clientId=" + clientId + ")";
    }
}
