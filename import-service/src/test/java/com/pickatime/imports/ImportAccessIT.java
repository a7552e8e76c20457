package com.pickatime.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.access.EndpointWalk;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class ImportAccessIT {

    @Autowired
    private WebServerApplicationContext service;

    @Autowired
    private WebTestClient web;

    @LocalServerPort
    private int port;

    @Test
    void isClosedEverywhereButForSignedNotifications() {
        var walk = EndpointWalk.through(service)
                .leavingOpen(
                        "POST /classlink/notifications",
                        "GET /actuator/health",
                        "GET /actuator/health/{*path}",
                        "GET /openapi",
                        "GET /openapi.yaml");

        walk.findsNothingOpen();
        walk.findsEverythingDocumented();
    }

    @Test
    void letsAnAdministratorRunImportsOfTheOwnBusiness() {
        var token = TestTokens.person("oak", AccessLevel.ADMINISTRATOR);

        assertThat(status(token, HttpMethod.GET, "/businesses/oak/imports")).isEqualTo(200);
        assertThat(status(token, HttpMethod.GET, "/businesses/oak/imports/none/progress"))
                .isEqualTo(404);
        assertThat(status(token, HttpMethod.GET, "/businesses/elm/imports")).isEqualTo(403);
        assertThat(status(token, HttpMethod.POST, "/businesses/elm/imports")).isEqualTo(403);
    }

    @Test
    void letsAnAdministratorLookAtTheOwnConnectionAndNotChangeIt() {
        var token = TestTokens.person("oak", AccessLevel.ADMINISTRATOR);

        assertThat(status(token, HttpMethod.GET, "/connections/oak")).isEqualTo(404);
        assertThat(status(token, HttpMethod.GET, "/connections/elm")).isEqualTo(403);
        assertThat(status(token, HttpMethod.GET, "/connections")).isEqualTo(403);
        assertThat(status(token, HttpMethod.PUT, "/connections/oak")).isEqualTo(403);
        assertThat(status(token, HttpMethod.POST, "/connections/oak/activation"))
                .isEqualTo(403);
    }

    @Test
    void keepsTheWorkOfOnboardingAndOfImportsApart() {
        var onboarding = TestTokens.service(Scopes.CONNECTIONS_MANAGE);
        var imports = TestTokens.service(Scopes.IMPORTS_MANAGE);

        assertThat(status(onboarding, HttpMethod.GET, "/connections")).isEqualTo(200);
        assertThat(status(onboarding, HttpMethod.GET, "/businesses/oak/imports"))
                .isEqualTo(403);
        assertThat(status(imports, HttpMethod.GET, "/businesses/oak/imports")).isEqualTo(200);
        assertThat(status(imports, HttpMethod.GET, "/connections")).isEqualTo(403);
    }

    /** A stranger must not have a service take in half a gigabyte first. */
    @Test
    void refusesAnUploadBeforeItsBodyIsSent() throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("""
                            POST /businesses/oak/imports HTTP/1.1\r
                            Host: 127.0.0.1\r
                            Content-Type: application/zip\r
                            Content-Length: 500000000\r
                            \r
                            """.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    private int status(String token, HttpMethod method, String path) {
        return web.mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build()
                .method(method)
                .uri(path)
                .bodyValue(Map.of())
                .exchange()
                .returnResult()
                .getStatus()
                .value();
    }
}
