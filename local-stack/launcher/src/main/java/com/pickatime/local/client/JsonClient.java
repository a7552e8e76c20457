package com.pickatime.local.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One service's HTTP API; answers are JSON trees, refusals are {@link ProductException}s in the service's own words. */
public final class JsonClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int UNAUTHORIZED = 401;

    private final Http http;
    private final URI base;
    private final Optional<AccessTokens> tokens;

    /** A client of a service at {@code base} that asks for no token. */
    public JsonClient(URI base) {
        this(base, Optional.empty());
    }

    /** A client of the service at {@code base}, with somebody's tokens. */
    public JsonClient(URI base, AccessTokens tokens) {
        this(base, Optional.of(tokens));
    }

    private JsonClient(URI base, Optional<AccessTokens> tokens) {
        http = new Http(base);
        this.base = base;
        this.tokens = tokens;
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    public JsonNode post(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Sent again with the same {@code key}, it makes no second one. */
    public JsonNode post(String path, Object body, String key) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public JsonNode put(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public JsonNode delete(String path) {
        return send(request(path).DELETE());
    }

    public JsonNode post(String path, String contentType, BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    /** The events of a server-sent stream as they arrive; close it to stop listening. */
    public Stream<JsonNode> events(String path) {
        var response =
                exchange(request(path).header("Accept", "text/event-stream").GET(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw refusal(response.statusCode(), String.join("", response.body().toList()));
        }
        return response.body()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JSON.readTree(line.substring("data:".length())));
    }

    /** Text as one segment of a path, whatever characters it has. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private JsonNode send(HttpRequest.Builder request) {
        var response = exchange(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refusal(response.statusCode(), response.body());
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    /** A token that was good may have lost its key since: one more try with a new one. */
    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> body) {
        if (tokens.isEmpty()) {
            return http.send(request, body);
        }
        var token = tokens.get().current();
        var response = http.send(authorized(request, token), body);
        return response.statusCode() == UNAUTHORIZED
                ? http.send(authorized(request, tokens.get().inPlaceOf(token)), body)
                : response;
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, AccessToken token) {
        return request.setHeader("Authorization", token.authorization());
    }

    private static ProductException refusal(int status, String body) {
        try {
            var problem = JSON.readTree(body);
            var detail = problem.path("detail").asString("");
            var errors = problem.path("errors");
            // a single one is in the detail
            var fields = errors.size() < 2
                    ? ""
                    : errors.valueStream()
                            .map(error -> "%n  %s: %s"
                                    .formatted(
                                            error.path("field").asString(),
                                            error.path("reason").asString()))
                            .collect(Collectors.joining());
            return new ProductException(status, (detail.isEmpty() ? "HTTP status " + status : detail) + fields);
        } catch (JacksonException e) {
            return new ProductException(status, "HTTP status " + status);
        }
    }
}
