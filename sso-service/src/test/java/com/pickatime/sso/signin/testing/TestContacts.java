package com.pickatime.sso.signin.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A contact service that knows whom the test tells it to know, makes contacts of parents who register, and can be away. */
public final class TestContacts implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DisposableServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final Map<String, String> registrationSettings = new ConcurrentHashMap<>();
    private final Map<String, String> registered = new ConcurrentHashMap<>();
    private volatile boolean away;
    private volatile boolean forgetsToAnswer;

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

    /** Lets parents register, and asks them these prompts. */
    public void letsParentsRegister(String businessId, String prompts) {
        registrationSettings.put(businessId, "{\"parentsMayRegister\": true, \"prompts\": " + prompts + "}");
    }

    public void letsNobodyRegister(String businessId) {
        registrationSettings.remove(businessId);
    }

    /** What contacts were made of at a business, by the contact's id. */
    public Map<String, String> registered(String businessId) {
        return registered.entrySet().stream()
                .filter(made -> made.getKey().startsWith(businessId + "/"))
                .collect(Collectors.toMap(
                        made -> made.getKey().substring(businessId.length() + 1), Map.Entry::getValue));
    }

    /** Makes contacts, and dies before it can say so. */
    public void forgetsToAnswer(boolean now) {
        forgetsToAnswer = now;
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
        var path = request.uri().split("/");
        if (path[3].equals("registration-settings")) {
            return json(
                    response,
                    registrationSettings.getOrDefault(path[2], "{\"parentsMayRegister\": false, \"prompts\": []}"));
        }
        if (path[3].equals("registrations")) {
            return request.receive()
                    .aggregate()
                    .asString(StandardCharsets.UTF_8)
                    .flatMap(body ->
                            response.status(register(path[2], path[4], body)).send());
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

    private int register(String business, String contact, String body) {
        if (!registrationSettings.containsKey(business)) {
            return 422;
        }
        var entered = JSON.readTree(body);
        var name = entered.path("givenName").asString() + " "
                + entered.path("familyName").asString();
        // the address is the unique one, as in the contact service
        var mine = JSON.writeValueAsString(Map.of(
                "outcome",
                "MATCHED",
                "matchedBy",
                "EMAIL",
                "contact",
                Map.of("contactId", contact, "displayName", name, "roles", List.of("PARENT"), "level", "CUSTOMER")));
        var before = answers.putIfAbsent(business + "/" + entered.path("email").asString(), mine);
        if (before != null && !before.contains(contact)) {
            return 409;
        }
        answers.putIfAbsent(business + "/" + contact, mine.replace("\"EMAIL\"", "\"CONTACT_ID\""));
        registered.put(business + "/" + contact, body);
        return forgetsToAnswer ? 503 : 204;
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
