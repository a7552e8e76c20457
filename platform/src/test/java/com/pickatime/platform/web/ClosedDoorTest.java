package com.pickatime.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ClosedDoorTest {

    @RestController
    static class Rooms {

        @GetMapping({"/contacts", "/classlink/notifications", "/actuator/health/liveness"})
        String room() {
            return "inside";
        }
    }

    private final WebTestClient client = doorWith(new ServiceToken("secret"));

    @Test
    void letsTheTokenIn() {
        client.get()
                .uri("/contacts")
                .header("Authorization", new ServiceToken("secret").authorization())
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer secret2", "Bearer ", "secret", "Basic secret", "bearer secret"})
    void refusesAnythingElse(String authorization) {
        client.get()
                .uri("/contacts")
                .header("Authorization", authorization)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("PICKATIME_SERVICE_TOKEN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/contacts", "/contacts/", "/unknown", "/actuator/metrics", "/classlink/notifications/x"})
    void isClosedEverywhereWithoutAToken(String path) {
        client.get().uri(path).exchange().expectStatus().isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/classlink/notifications", "/actuator/health/liveness"})
    void leavesPublicPathsOpen(String path) {
        client.get().uri(path).exchange().expectStatus().isOk();
    }

    @Test
    void letsNobodyInWhileNoTokenIsConfigured() {
        doorWith(new ServiceToken(" "))
                .get()
                .uri("/contacts")
                .header("Authorization", "Bearer  ")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void namesEveryFieldOfABadRequest() {
        assertThat(Problems.invalid(Map.of("b", "must be there", "a", "must be a number"))
                        .getBody()
                        .getProperties())
                .containsEntry(
                        "errors",
                        List.of(
                                Map.of("field", "a", "reason", "must be a number"),
                                Map.of("field", "b", "reason", "must be there")));
    }

    @Test
    void keepsTheTokenOutOfTexts() {
        assertThat(new ServiceToken("secret").toString()).doesNotContain("secret");
    }

    private static WebTestClient doorWith(ServiceToken token) {
        return WebTestClient.bindToController(new Rooms())
                .webFilter(new ClosedDoor(token, List.of("/actuator/health/**", "/classlink/notifications")))
                .build();
    }
}
