package com.pickatime.local.testing.access;

import com.pickatime.local.infrastructure.http.LoopbackServer;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.TokenClaims;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Access tokens that a service under test believes.
 *
 * <p>All tests of a JVM share one issuer, which publishes its keys and takes client credentials as the sso-service does.
 */
public final class TestTokens {

    private static final String CLIENT_ID = "test-client";
    private static final String CLIENT_SECRET = "test-secret";

    private TestTokens() {}

    /** The settings with which a service believes these tokens, and gets its own from the same issuer. */
    public static Map<String, String> settings() {
        return Map.of(
                "pickatime.security.issuer",
                issuer(),
                // a machine that is busy with tests is slow at first
                "pickatime.security.keys-timeout",
                "30s",
                "pickatime.security.client-id",
                CLIENT_ID,
                "pickatime.security.client-secret",
                CLIENT_SECRET);
    }

    /** The issuer's address, as tokens name it. */
    public static String issuer() {
        return Shared.SERVER.url();
    }

    /** Of this client the issuer takes the secret; its tokens may read the source index, and ask who signs in. */
    public static String clientId() {
        return CLIENT_ID;
    }

    public static String clientSecret() {
        return CLIENT_SECRET;
    }

    /** A token of somebody of this business. */
    public static String person(String businessId, AccessLevel level) {
        return tokens().person(businessId, level);
    }

    /** A token of the person with this subject. */
    public static String person(String businessId, String subject, AccessLevel level) {
        return tokens().person(businessId, subject, level);
    }

    /** A token of a service or an operator. */
    public static String service(String... scopes) {
        return tokens().service(scopes);
    }

    /** The token of a person that was right once. */
    public static String expired(String businessId, AccessLevel level) {
        return tokens().expired().person(businessId, level);
    }

    /** A token that only its signature betrays. */
    public static String foreign(String businessId, AccessLevel level) {
        return tokens().foreign().person(businessId, level);
    }

    static TokenIssuer tokens() {
        return Shared.ISSUER;
    }

    private static final class Shared {

        private static final LoopbackServer SERVER = LoopbackServer.start(0, "test-issuer", Shared::answer);
        private static final TokenIssuer ISSUER = TokenIssuer.generate("test-key", SERVER.url());

        private static void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                switch (exchange.getRequestURI().getPath()) {
                    case "/.well-known/jwks.json" -> send(exchange, 200, ISSUER.publicKeys());
                    case "/oauth2/token" -> token(exchange);
                    default -> send(exchange, 404, "{}");
                }
            }
        }

        private static void token(HttpExchange exchange) throws IOException {
            var credentials = CLIENT_ID + ":" + CLIENT_SECRET;
            var right = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            if (!right.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"error\":\"invalid_client\"}");
                return;
            }
            var token = ISSUER.service(Scopes.SOURCE_INDEX_READ, Scopes.CONTACTS_SIGN_IN);
            send(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                            .formatted(token, TokenClaims.LIFETIME.toSeconds()));
        }

        private static void send(HttpExchange exchange, int status, String json) throws IOException {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
