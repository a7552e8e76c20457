package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The district's own server gives tokens, and takes them instead of signatures. */
@SimulatorTest
class OAuth2IT {

    private static final String SCOPE = "https://purl.imsglobal.org/spec/or/v1p2/scope/";
    private static final String CORE = SCOPE + "roster-core.readonly";
    private static final String ALL = CORE + "%20" + SCOPE + "roster-demographics.readonly";
    private static final String CLIENT = basic("maplewood-key:maplewood-secret");

    private final SimulatorClient client;

    OAuth2IT(@LocalServerPort int port) {
        client = new SimulatorClient(port);
    }

    @AfterEach
    void repair() {
        client.delete("/control/faults");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ims/oneroster/v1p1/", "/ims/oneroster/rostering/v1p2/"})
    void opensTheRosterWithAToken(String path) {
        var given = ask(CLIENT, "client_credentials", ALL);
        var token = "Bearer " + json(given).get("access_token").asString();

        assertThat(json(given).get("expires_in").asInt()).isEqualTo(3600);
        assertThat(client.get(path + "users", token).statusCode()).isEqualTo(200);
        assertThat(client.get(path + "demographics", token).statusCode()).isEqualTo(200);
        assertThat(client.get(path + "users", "Bearer other").statusCode()).isEqualTo(401);
        assertThat(client.roster("users").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsToTheScopesOfAToken() {
        var token = token(CORE);

        assertThat(direct("users", token).statusCode()).isEqualTo(200);
        assertThat(direct("demographics", token).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "maplewood-key:wrong, client_credentials, roster.readonly, 401, invalid_client",
        "maplewood%2Dkey:maplewood-secret, client_credentials, roster.readonly, 200, ",
        "maplewood-key, client_credentials, roster.readonly, 401, invalid_client",
        "maplewood-key:maplewood-secret, password, roster.readonly, 400, unsupported_grant_type",
        "maplewood-key:maplewood-secret, client_credentials, roster.write, 400, invalid_scope"
    })
    void givesTokensToItsClientOnly(String pair, String grant, String scope, int status, String error) {
        var answer = ask(basic(pair), grant, SCOPE + scope);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").asString(null)).isEqualTo(error);
    }

    @Test
    void endsTokensInTheMiddleOfAPull() {
        client.switchOn("{'type':'tokens-expire','afterRequests':2}");
        var first = token(CORE);

        assertThat(direct("orgs", first).statusCode()).isEqualTo(200);
        assertThat(direct("users", first).statusCode()).isEqualTo(200);
        assertThat(direct("users", first).statusCode()).isEqualTo(401);
        var second = token(CORE);
        assertThat(direct("users", second).statusCode()).isEqualTo(200);
        assertThat(direct("users", first).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesEveryToken() {
        client.switchOn("{'type':'tokens-refused'}");

        assertThat(direct("orgs", token(CORE)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "client-refused, 401, application/json",
        "scope-refused, 400, application/json",
        "web-page, 200, text/html",
        "no-token, 200, application/json"
    })
    void givesNoToken(String answer, int status, String type) {
        client.switchOn("{'type':'token-not-given','answer':'" + answer + "'}");

        var given = ask(CLIENT, "client_credentials", CORE);
        assertThat(given.statusCode()).isEqualTo(status);
        assertThat(header(given, "content-type")).startsWith(type);
        assertThat(given.body()).doesNotContain("access_token");
    }

    private HttpResponse<String> direct(String collection, String token) {
        return client.get("/ims/oneroster/rostering/v1p2/" + collection, token);
    }

    private String token(String scope) {
        return "Bearer "
                + json(ask(CLIENT, "client_credentials", scope))
                        .get("access_token")
                        .asString();
    }

    private HttpResponse<String> ask(String authorization, String grant, String scope) {
        return client.form("/oauth2/token", authorization, "grant_type=" + grant + "&scope=" + scope);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
