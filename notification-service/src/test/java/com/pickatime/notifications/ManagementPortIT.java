package com.pickatime.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.crypto.Keysets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementPortIT {

    private static final int GIVE_UP_MILLIS = 5_000;

    @Test
    void showsHealthAndMeasurementsOnAPortOfTheirOwnAndNothingElse(@TempDir Path keysets) throws IOException {
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
            assertThat(statusesOnOneConnection(service.managementPort())).containsExactly("200", "401", "200");
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

    /** Of a probe that asks for the next before it has the answer before it, and then once more. */
    private static List<String> statusesOnOneConnection(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(GIVE_UP_MILLIS);
            send(socket, "/actuator/health");
            send(socket, "/actuator/prometheus");
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var first = status(answers);
            var second = status(answers);
            send(socket, "/actuator/health/liveness");
            return List.of(first, second, status(answers));
        }
    }

    private static void send(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String status(BufferedReader answers) throws IOException {
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            int at = line.indexOf("HTTP/1.1 ");
            if (at >= 0) {
                return line.substring(at).split(" ")[1];
            }
        }
        throw new IOException("the server hung up");
    }
}
