package com.pickatime.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.crypto.Keysets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementPortIT {

    @Test
    void showsHealthAndMeasurementsOnAPortOfTheirOwnAndNothingElse(@TempDir Path keysets) {
        Keysets.generate().write(keysets);
        var inbox = new GreenMail(ServerSetup.SMTP.dynamicPort());
        inbox.start();
        try (var service = RunningService.start(
                TestStore.freshDatabaseName(),
                inbox,
                keysets,
                Map.of(
                        "management.server.port",
                        "0",
                        "spring.kafka.consumer.group-id",
                        "management-" + UUID.randomUUID()))) {
            var management = service.http()
                    .mutate()
                    .baseUrl("http://127.0.0.1:" + service.managementPort())
                    .build();
            var operator = TestTokens.service(Scopes.OPERATIONS_READ);

            management
                    .get()
                    .uri("/actuator/health/liveness")
                    .exchange()
                    .expectStatus()
                    .isOk();
            management
                    .get()
                    .uri("/actuator/prometheus")
                    .exchange()
                    .expectStatus()
                    .isUnauthorized();
            management
                    .get()
                    .uri("/actuator/prometheus")
                    .headers(headers -> headers.setBearerAuth(operator))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(String.class)
                    .value(text -> assertThat(text).contains("jvm_memory_used_bytes"));
            management
                    .get()
                    .uri("/businesses/b1/mails")
                    .headers(headers -> headers.setBearerAuth(TestTokens.service(Scopes.MAILS_MANAGE)))
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        } finally {
            inbox.stop();
        }
    }
}
