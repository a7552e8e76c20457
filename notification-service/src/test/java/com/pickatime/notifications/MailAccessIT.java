package com.pickatime.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.EndpointWalk;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.crypto.Keysets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.MediaType;

class MailAccessIT {

    private static final GreenMail INBOX =
            new GreenMail(new ServerSetup(Ports.free(1).get(0), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    static Path keysets;

    private static RunningService service;

    @BeforeAll
    static void start() {
        Keysets.generate().write(keysets);
        service = RunningService.start(TestStore.freshDatabaseName(), INBOX, keysets, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void isClosedEverywhere() {
        var walk = EndpointWalk.through((WebServerApplicationContext) service.context())
                .leavingOpen(
                        "GET /actuator/health", "GET /actuator/health/{*path}", "GET /openapi", "GET /openapi.yaml");

        walk.findsNothingOpen();
        walk.findsEverythingDocumented();
    }

    @Test
    void letsAdministratorsAndOperatorsSeeMails() {
        see(TestTokens.person("oak", AccessLevel.ADMINISTRATOR), 200);
        see(TestTokens.service(Scopes.MAILS_MANAGE), 200);
        see(TestTokens.person("elm", AccessLevel.ADMINISTRATOR), 403);
        see(TestTokens.person("oak", AccessLevel.EVENT_ADMINISTRATOR), 403);
        see(TestTokens.service(Scopes.CONTACTS_READ), 403);
    }

    @Test
    void narrowsTheListAndGivesItAwayAsATable() {
        var token = TestTokens.person("oak", AccessLevel.ADMINISTRATOR);
        var table = service.http()
                .get()
                .uri("/businesses/oak/mails/export?state=FAILED")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(table).isEqualTo("template,state,occurredAt,sentAt,recipients,refused,problem\r\n");
        service.http()
                .get()
                .uri("/businesses/oak/mails?state=LOST")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("state");
    }

    @Test
    void refusesABusinessWithoutAName() {
        service.http()
                .get()
                .uri("/businesses/{businessId}/mails", " ")
                .headers(headers -> headers.setBearerAuth(TestTokens.service(Scopes.MAILS_MANAGE)))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private static void see(String token, int status) {
        service.http()
                .get()
                .uri("/businesses/oak/mails")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }
}
