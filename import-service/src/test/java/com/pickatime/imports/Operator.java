package com.pickatime.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Somebody who uses the service over HTTP. */
public record Operator(WebTestClient web) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Set<String> AT_REST =
            Set.of("PLANNED", "HELD", "COMPLETED", "FAILED", "SUPERSEDED", "CANCELLED");

    /** Connects a business through ClassLink's proxy and activates it. */
    public void connect(String businessId, String tenantId) {
        configure(
                businessId,
                Map.of(
                        "businessName",
                        "School " + businessId,
                        "tenantId",
                        tenantId,
                        "source",
                        "CLASSLINK_PROXY",
                        "administrators",
                        List.of("admin@example.org")));
        activate(businessId);
    }

    public void configure(String businessId, Map<String, Object> connection) {
        web.put()
                .uri("/connections/{b}", businessId)
                .bodyValue(connection)
                .exchange()
                .expectStatus()
                .isOk();
    }

    public void activate(String businessId) {
        web.post()
                .uri("/connections/{b}/activation", businessId)
                .exchange()
                .expectStatus()
                .isOk();
    }

    public JsonNode connection(String businessId) {
        var body = web.get()
                .uri("/connections/{b}", businessId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    /** Asks for an import and gives its id. */
    public String start(String businessId, String mode) {
        return importId(web.post()
                .uri("/businesses/{b}/imports", businessId)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("mode", mode))
                .exchange());
    }

    public String importId(WebTestClient.ResponseSpec response) {
        var body = response.expectStatus()
                .isAccepted()
                .expectHeader()
                .exists("Location")
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return body.path("importId").asString();
    }

    public JsonNode get(String businessId, String importId) {
        var body = web.get()
                .uri("/businesses/{b}/imports/{i}", businessId, importId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    /** The run once it is at rest. */
    public JsonNode finished(String businessId, String importId) {
        return await().atMost(PATIENCE)
                .until(
                        () -> get(businessId, importId),
                        run -> AT_REST.contains(run.path("state").asString()));
    }

    /** Asks for an import and waits until it is at rest. */
    public JsonNode run(String businessId, String mode) {
        return finished(businessId, start(businessId, mode));
    }

    /** The business's latest runs, the last first. */
    public JsonNode latest(String businessId) {
        var body = web.get()
                .uri("/businesses/{b}/imports", businessId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return body.path("items");
    }

    /** The business's only run once it is at rest. */
    public JsonNode first(String businessId) {
        await().atMost(PATIENCE).until(() -> !latest(businessId).isEmpty());
        return finished(businessId, latest(businessId).get(0).path("importId").asString());
    }
}
