package com.pickatime.sso.signin.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A contact service that knows whom the test tells it to know, and can be away. */
public final class TestContacts implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DisposableServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    public TestContacts() {
        server = Objects.requireNonNull(HttpServer.create()
                .maxKeepAliveRequests(1)
                .host("127.0.0.1")
                .port(0)
                .handle(this::answer)
                .bindNow(Duration.ofSeconds(30)));
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Makes a person known by source ID. */
    public void knows(String businessId, String sourceId, String name, String level) {
        answers.put(businessId + "/" + sourceId, matched("SOURCE_ID", sourceId, name, level));
        answers.put(businessId + "/" + contactId(sourceId), matched("CONTACT_ID", sourceId, name, level));
    }

    /** The contact of somebody whom it was told to know. */
    public static String contactId(String sourceId) {
        return "contact-" + sourceId;
    }

    /** Makes a person known by e-mail address. */
    public void knowsByEmail(String businessId, String email, String sourceId, String name) {
        answers.put(businessId + "/" + email, matched("EMAIL", sourceId, name, "CUSTOMER"));
    }

    /** Answers with an outcome that is no match. */
    public void answers(String businessId, String sourceId, String outcome) {
        answers.put(businessId + "/" + sourceId, JSON.writeValueAsString(Map.of("outcome", outcome)));
    }

    public void isAway(boolean now) {
        away = now;
    }

    public List<String> questions() {
        return questions;
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (away) {
            // a question that nobody reads would spoil the connection for the next one
            return request.receive().then(response.status(503).send());
        }
        return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap(body -> {
            var business = request.uri().split("/")[2];
            questions.add(request.uri() + " " + body);
            var question = JSON.readTree(body);
            var asked = Stream.of("contactId", "sourceId", "email")
                    .map(part -> question.path(part).asString(""))
                    .filter(part -> !part.isEmpty())
                    .findFirst()
                    .orElse("");
            return json(response, answers.getOrDefault(business + "/" + asked, "{\"outcome\":\"UNKNOWN\"}"));
        });
    }

    private static Mono<Void> json(HttpServerResponse response, String content) {
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(content))
                .then();
    }

    private static String matched(String by, String sourceId, String name, String level) {
        return JSON.writeValueAsString(Map.of(
                "outcome",
                "MATCHED",
                "matchedBy",
                by,
                "contact",
                Map.of(
                        "contactId",
                        contactId(sourceId),
                        "sourceId",
                        sourceId,
                        "displayName",
                        name,
                        "roles",
                        List.of("TEACHER"),
                        "level",
                        level)));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
