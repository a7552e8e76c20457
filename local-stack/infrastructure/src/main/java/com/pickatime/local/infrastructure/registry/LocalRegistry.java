package com.pickatime.local.infrastructure.registry;

import com.pickatime.local.infrastructure.http.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry on the loopback address with Confluent's REST API, BACKWARD compatible unless told otherwise. */
public final class LocalRegistry implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalRegistry.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final LoopbackServer server;
    private final Subjects subjects;

    private LocalRegistry(LoopbackServer server, Subjects subjects) {
        this.server = server;
        this.subjects = subjects;
    }

    /**
     * Starts a registry that keeps its schemas in {@code schemas.jsonl} of this directory, or in memory without one.
     *
     * @param port 0 for any free one
     * @throws IllegalStateException when the file is damaged
     */
    public static LocalRegistry start(Optional<Path> directory, int port) {
        var journal = directory
                .map(path -> Journal.open(path.resolve("schemas.jsonl")))
                .orElseGet(Journal::inMemory);
        try {
            var subjects = new Subjects(journal);
            var api = new RegistryApi(subjects);
            var server = LoopbackServer.start(port, "schema-registry", exchange -> answer(exchange, api));
            return new LocalRegistry(server, subjects);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** What serializers take as {@code schema.registry.url}. */
    public String url() {
        return server.url();
    }

    private static void answer(HttpExchange exchange, RegistryApi api) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, api.handle(read(exchange)));
            } catch (RegistryException e) {
                send(exchange, e.status(), error(e.code(), String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                log.error("Failed to answer {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                send(exchange, 500, error(50001, "Error in the backend data store"));
            }
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var path = Stream.of(uri.getRawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        return new Request(exchange.getRequestMethod(), path, query, body);
    }

    private static Map<String, Object> error(int code, String message) {
        return Map.of("error_code", code, "message", message);
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.close();
        subjects.close();
    }
}
