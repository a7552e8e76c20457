package com.pickatime.local.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The access tokens of one client or person: kept while they last, then asked for anew. */
public final class AccessTokens {

    /** How long before its end a token is no longer used, so that none ends under way. */
    private static final Duration RESERVE = Duration.ofSeconds(30);

    private static final int UNAUTHORIZED = 401;
    private static final String OTHER_SECRETS =
            "; the stack that runs there was started with another data directory: name that one with --data";

    private final Supplier<JsonNode> issuer;
    private final Clock clock;
    private @Nullable AccessToken current;

    /** Those of a client of the issuer at {@code issuer}, by its credentials (RFC 6749, section 4.4). */
    public AccessTokens(URI issuer, String clientId, String secret) {
        this(issuer, clientId, secret, Clock.systemUTC());
    }

    AccessTokens(URI issuer, String clientId, String secret, Clock clock) {
        this(byCredentials(issuer, clientId, secret), clock);
    }

    private AccessTokens(Supplier<JsonNode> issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Those of whoever is signed in to the pages at {@code pages} in this browser, as its scripts get them. */
    public static AccessTokens ofSession(CookieBrowser browser, URI pages) {
        return new AccessTokens(
                () -> answered(
                        browser.fetch("POST", pages.resolve("/session/token"), "{}"),
                        "the session at " + pages + " gives no token",
                        "; sign in again"),
                Clock.systemUTC());
    }

    /** A token that lasts for a while yet. */
    public synchronized AccessToken current() {
        if (current == null || !clock.instant().isBefore(current.endsAt().minus(RESERVE))) {
            current = request();
        }
        return current;
    }

    /** Another token than one that was refused. */
    synchronized AccessToken inPlaceOf(AccessToken refused) {
        if (refused.equals(current)) {
            current = null;
        }
        return current();
    }

    private AccessToken request() {
        var askedAt = clock.instant();
        return token(issuer.get(), askedAt);
    }

    private static Supplier<JsonNode> byCredentials(URI issuer, String clientId, String secret) {
        var http = new Http(issuer);
        var endpoint = URI.create(issuer + "/oauth2/token");
        var credentials = Base64.getEncoder()
                .encodeToString((encoded(clientId) + ":" + encoded(secret)).getBytes(StandardCharsets.US_ASCII));
        return () -> answered(
                http.send(HttpRequest.newBuilder(endpoint)
                        .header("Authorization", "Basic " + credentials)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))),
                "the sso-service at " + endpoint + " gives no token",
                OTHER_SECRETS);
    }

    /** @param unauthorized what to do where it is not known who asks */
    private static JsonNode answered(HttpResponse<String> answer, String failure, String unauthorized) {
        if (answer.statusCode() != 200) {
            throw new ProductException(
                    answer.statusCode(),
                    failure + ": HTTP status " + answer.statusCode()
                            + (answer.statusCode() == UNAUTHORIZED ? unauthorized : ""));
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private static AccessToken token(JsonNode answer, Instant askedAt) {
        return new AccessToken(
                answer.path("access_token").asString(),
                askedAt.plusSeconds(answer.path("expires_in").asLong(0)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
