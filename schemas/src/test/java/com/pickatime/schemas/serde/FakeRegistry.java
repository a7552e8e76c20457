package com.pickatime.schemas.serde;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import tools.jackson.databind.json.JsonMapper;

/** Just enough of a schema registry for both serializers, with faults on demand. */
final class FakeRegistry implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern REGISTER = Pattern.compile("/subjects/([^/]+)/versions");
    private static final Pattern LOOK_UP = Pattern.compile("/subjects/([^/]+)");
    private static final Pattern LATEST = Pattern.compile("/subjects/([^/]+)/versions/latest");
    private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> schemas = new ArrayList<>();
    private final List<Version> versions = new ArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

    private record Version(String subject, int id) {}

    /** One request as it came in. */
    record Call(String method, String path, String authorization) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** What the registry does instead of answering; a status of 0 means that it says nothing at all. */
    record Fault(int status, String body) {}

    FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Call> calls() {
        return calls;
    }

    /** The next call gets this instead of an answer. */
    FakeRegistry failNext(int status, String body) {
        faults.add(new Fault(status, body));
        return this;
    }

    /** As if somebody else had registered {@code schema}, without any check. */
    synchronized int add(String subject, Schema schema) {
        var text = schema.toString();
        if (!schemas.contains(text)) {
            schemas.add(text);
        }
        var version = new Version(subject, schemas.indexOf(text) + 1);
        if (!versions.contains(version)) {
            versions.add(version);
        }
        return version.id();
    }

    synchronized List<String> subjects() {
        return versions.stream().map(Version::subject).distinct().toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        calls.add(new Call(exchange.getRequestMethod(), path, authorization == null ? "" : authorization));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var fault = faults.poll();
        var answer = fault == null ? answer(exchange.getRequestMethod(), path, body) : fault;
        if (answer.status() == 0) {
            awaitTheEnd();
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Fault answer(String method, String path, String body) {
        var register = REGISTER.matcher(path);
        if (method.equals("POST") && register.matches()) {
            return register(register.group(1), schemaIn(body));
        }
        var lookUp = LOOK_UP.matcher(path);
        if (method.equals("POST") && lookUp.matches()) {
            var id = schemas.indexOf(schemaIn(body).toString()) + 1;
            return versions.contains(new Version(lookUp.group(1), id)) ? found(lookUp.group(1), id) : missing(40403);
        }
        var latest = LATEST.matcher(path);
        if (latest.matches()) {
            var ids = idsOf(latest.group(1));
            return ids.isEmpty() ? missing(40401) : found(latest.group(1), ids.get(ids.size() - 1));
        }
        var byId = BY_ID.matcher(path);
        if (byId.matches()) {
            var id = Integer.parseInt(byId.group(1));
            return id > schemas.size() ? missing(40403) : json(200, Map.of("schema", schemas.get(id - 1)));
        }
        return missing(404);
    }

    private Fault register(String subject, Schema schema) {
        for (int id : idsOf(subject)) {
            var earlier = new Schema.Parser().parse(schemas.get(id - 1));
            if (SchemaCompatibility.checkReaderWriterCompatibility(schema, earlier)
                            .getType()
                    != SchemaCompatibilityType.COMPATIBLE) {
                return json(409, Map.of("error_code", 409, "message", "Schema is incompatible with an earlier one"));
            }
        }
        return json(200, Map.of("id", add(subject, schema)));
    }

    private List<Integer> idsOf(String subject) {
        return versions.stream()
                .filter(version -> version.subject().equals(subject))
                .map(Version::id)
                .toList();
    }

    private Fault found(String subject, int id) {
        var version = IntStream.range(0, idsOf(subject).size())
                .filter(index -> idsOf(subject).get(index) == id)
                .findFirst()
                .orElseThrow();
        return json(200, Map.of("subject", subject, "version", version + 1, "id", id, "schema", schemas.get(id - 1)));
    }

    private static Schema schemaIn(String body) {
        return new Schema.Parser().parse(JSON.readTree(body).path("schema").stringValue());
    }

    private static Fault missing(int code) {
        return json(404, Map.of("error_code", code, "message", "not found"));
    }

    private static Fault json(int status, Map<String, ?> body) {
        return new Fault(status, JSON.writeValueAsString(body));
    }

    /** Holds the request until the registry is closed. */
    private void awaitTheEnd() {
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
