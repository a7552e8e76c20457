package com.pickatime.web.testing;

import com.pickatime.platform.access.AccessLevel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * All services at one address: whoever has a session named after an access level is signed in with it, and what else is
 * asked gets the answer that a test gave it, or 404.
 */
public final class StandInServices implements AutoCloseable {

    private static final String SESSION = "__Host-pickatime-session";

    /** The session of one of the onboarding team. */
    public static final String TEAM = SESSION + "=TEAM";

    /** What a service was sent. */
    public record Asked(String method, String address, Map<String, String> headers, String body) {}

    /** What a service answers. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer json(String body) {
            return new Answer(200, Map.of("Content-Type", "application/json", "ETag", "\"7.1\""), body);
        }

        public static Answer problem(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/problem+json"), body);
        }
    }

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final DisposableServer server;

    public StandInServices() {
        this.server = HttpServer.create()
                .maxKeepAliveRequests(1)
                .bindAddress(() -> new InetSocketAddress("127.0.0.1", 0))
                .handle(this::answer)
                .bindNow();
    }

    /** The session of somebody with a level. */
    public static String session(AccessLevel level) {
        return SESSION + "=" + level.name();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What is answered from now on, for instance to {@code GET /session}, whatever the query. */
    public void answer(String methodAndPath, Answer answer) {
        answers.put(methodAndPath, answer);
    }

    /** What was asked with a method and at a path, in order. */
    public List<Asked> asked(String methodAndPath) {
        return asked.stream()
                .filter(one ->
                        methodAndPath.equals(one.method() + " " + one.address().replaceFirst("\\?.*", "")))
                .toList();
    }

    /** All that was asked, in order. */
    public List<Asked> allAsked() {
        return List.copyOf(asked);
    }

    /** What was asked up to now. */
    public void forget() {
        asked.clear();
    }

    void beginAnew() {
        answers.clear();
        asked.clear();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .flatMap(body -> {
                    var headers = new ConcurrentHashMap<String, String>();
                    request.requestHeaders()
                            .forEach(header ->
                                    headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
                    asked.add(new Asked(request.method().name(), request.uri(), headers, body));
                    return send(response, to(request, headers));
                });
    }

    private Answer to(HttpServerRequest request, Map<String, String> headers) {
        var what = request.method().name() + " " + request.uri().replaceFirst("\\?.*", "");
        var given = answers.get(what);
        if (given != null) {
            return given;
        }
        var level = level(headers.getOrDefault("cookie", ""));
        if (what.equals("POST /session/token")) {
            return level.isEmpty()
                    ? Answer.problem(401, "{}")
                    : Answer.json("{\"access_token\":\"token-of-%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
                            .formatted(level));
        }
        if (what.equals("GET /session")) {
            return level.isEmpty()
                    ? Answer.problem(401, "{}")
                    : Answer.json("""
                            {"businessId": "%s", "subject": "c1", "displayName": "Ada Lovelace", "accessLevel": "%s"}""".formatted(
                                    isTeam(headers.getOrDefault("cookie", "")) ? "onboarding-team" : "oak", level));
        }
        return Answer.problem(404, "{\"detail\": \"There is no such thing.\"}");
    }

    private static boolean isTeam(String cookies) {
        return cookies.contains(TEAM);
    }

    private static String level(String cookies) {
        return isTeam(cookies)
                ? AccessLevel.ADMINISTRATOR.name()
                : java.util.Arrays.stream(AccessLevel.values())
                        .map(Enum::name)
                        .filter(name -> cookies.contains(SESSION + "=" + name))
                        .max(java.util.Comparator.comparingInt(String::length))
                        .orElse("");
    }

    private static Mono<Void> send(HttpServerResponse response, Answer answer) {
        response.status(answer.status());
        answer.headers().forEach(response::header);
        return response.sendString(Mono.just(answer.body()), StandardCharsets.UTF_8)
                .then();
    }
}
