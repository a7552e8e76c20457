package com.pickatime.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.testing.MovableClock;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator's and a person's tokens, and what becomes of a request whose token is refused. */
class AccessTokensTest {

    private static final String SECRET = "s/cr+t";

    private final MovableClock clock = new MovableClock();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private String refusedToken = "none";
    private HttpServer server;
    private AccessTokens tokens;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/token", this::issue);
        server.createContext("/things", this::things);
        server.start();
        tokens = new AccessTokens(base(), "operator", SECRET, clock);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void areAskedForWithTheClientsCredentials() {
        assertThat(tokens.current().value()).isEqualTo("token-1");

        // base64 of operator:s%2Fcr%2Bt, each part form-encoded as RFC 6749 section 2.3.1 has it
        assertThat(credentials).containsExactly("Basic b3BlcmF0b3I6cyUyRmNyJTJCdA==");
    }

    @Test
    void areKeptWhileTheyLast() {
        tokens.current();
        clock.advance(Duration.ofSeconds(269));

        assertThat(tokens.current().value()).isEqualTo("token-1");
    }

    @Test
    void areRenewedBeforeTheyEnd() {
        tokens.current();
        clock.advance(Duration.ofSeconds(270));

        assertThat(tokens.current().value()).isEqualTo("token-2");
    }

    @Test
    void areRenewedOnceWhenRefused() {
        refusedToken = "token-1";

        assertThat(things().get("/things").path("ok").asBoolean()).isTrue();

        assertThat(shown).containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void areNotRenewedForEver() {
        refusedToken = "token-";

        assertThatThrownBy(() -> things().post("/things", Map.of()))
                .isInstanceOfSatisfying(
                        ProductException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(401));

        assertThat(shown).hasSize(2);
    }

    @Test
    void areNotShownWhereNoneIsAskedFor() {
        new JsonClient(base()).get("/things");

        assertThat(shown).containsExactly("nothing");
        assertThat(credentials).isEmpty();
    }

    @Test
    void showNothingOfThemselves() {
        assertThat(tokens.current().toString()).doesNotContain("token-1");
    }

    @Test
    void ofASessionAreAskedForAsNoOtherSiteCan() {
        var headers = new ArrayList<String>();
        server.createContext("/session/token", exchange -> {
            headers.add(exchange.getRequestHeaders().getFirst("X-Requested-With"));
            answer(exchange, 200, "{\"access_token\": \"of-a-person\", \"expires_in\": 300}");
        });

        assertThat(AccessTokens.ofSession(new CookieBrowser(), base()).current().value())
                .isEqualTo("of-a-person");
        assertThat(headers).containsExactly("pickatime");
    }

    @Test
    void ofASessionThatIsOverAskForAnotherSignIn() {
        server.createContext("/session/token", exchange -> answer(exchange, 401, "{}"));

        assertThatThrownBy(AccessTokens.ofSession(new CookieBrowser(), base())::current)
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("sign in again");
    }

    @Test
    void areRefusedInPlainWords() {
        server.removeContext("/oauth2/token");

        assertThatThrownBy(tokens::current)
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("gives no token")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void blameTheDataDirectoryWhereTheStackThatRunsHasAnotherSecret() {
        server.removeContext("/oauth2/token");
        server.createContext("/oauth2/token", exchange -> answer(exchange, 401, "{}"));

        assertThatThrownBy(tokens::current)
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("another data directory")
                .hasMessageContaining("--data");
    }

    @Test
    void leaveTheFieldsOfARefusedRequestToBeSeen() {
        server.createContext("/connections", exchange -> answer(exchange, 400, """
                        {"detail": "2 fields need another value; see errors", "errors": [
                          {"field": "administrators[0]", "reason": "is no e-mail address"},
                          {"field": "timeZone", "reason": "must be a time zone's id"}]}
                        """));

        assertThatThrownBy(() -> things().put("/connections/springfield", Map.of()))
                .hasMessageContaining("administrators[0]: is no e-mail address")
                .hasMessageContaining("timeZone: must be a time zone's id");
    }

    private JsonClient things() {
        return new JsonClient(base(), tokens);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void issue(HttpExchange exchange) throws IOException {
        credentials.add(header(exchange));
        answer(exchange, 200, "{\"access_token\":\"token-" + credentials.size() + "\",\"expires_in\":300}");
    }

    private void things(HttpExchange exchange) throws IOException {
        shown.add(header(exchange));
        var refused = header(exchange).startsWith("Bearer " + refusedToken);
        answer(exchange, refused ? 401 : 200, "{\"ok\":true}");
    }

    private static String header(HttpExchange exchange) {
        return exchange.getRequestHeaders()
                .getOrDefault("Authorization", List.of("nothing"))
                .get(0);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
