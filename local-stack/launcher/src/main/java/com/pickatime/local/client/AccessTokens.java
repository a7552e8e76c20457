package com.pickatime.local.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One client's access tokens, by its credentials (RFC 6749, section 4.4): kept while they last, then asked for anew. */
public final class AccessTokens {

    /** How long before its end a token is no longer used, so that none ends under way. */
    private static final Duration RESERVE = Duration.ofSeconds(30);

    private static final int UNAUTHORIZED = 401;
    private static final String OTHER_SECRETS =
            "; the stack that runs there was started with another data directory: name that one with --data";

    private final Http http;
    private final URI endpoint;
    private final String credentials;
    private final Clock clock;
    private @Nullable AccessToken current;

    /** A client of the issuer at {@code issuer}. */
    public AccessTokens(URI issuer, String clientId, String secret) {
        this(issuer, clientId, secret, Clock.systemUTC());
    }

    AccessTokens(URI issuer, String clientId, String secret, Clock clock) {
        http = new Http(issuer);
        endpoint = URI.create(issuer + "/oauth2/token");
        credentials = Base64.getEncoder()
                .encodeToString((encoded(clientId) + ":" + encoded(secret)).getBytes(StandardCharsets.US_ASCII));
        this.clock = clock;
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
        var answer = http.send(HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        if (answer.statusCode() != 200) {
            throw new ProductException(
                    answer.statusCode(),
                    "the sso-service at " + endpoint + " gives no token: HTTP status " + answer.statusCode()
                            + (answer.statusCode() == UNAUTHORIZED ? OTHER_SECRETS : ""));
        }
        return token(JsonMapper.shared().readTree(answer.body()), askedAt);
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
