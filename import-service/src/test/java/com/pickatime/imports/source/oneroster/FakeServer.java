package com.pickatime.imports.source.oneroster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** An HTTP server that answers as a test tells it, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {

    static {
        // without it the JDK's server waits 40 ms before it sends a body
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** Answers one request after the other. */
    public FakeServer(Function<Request, Reply> answers) {
        this(answers, Runnable::run);
    }

    public FakeServer(Function<Request, Reply> answers, Executor workers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, Function<Request, Reply> answers) throws IOException {
        try (exchange) {
            var request = new Request(
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            var reply = answers.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** What was asked for, byte for byte. */
    public record Request(URI uri, String authorization, String body) {

        /** The collection, or whatever stands last in the path. */
        public String collection() {
            var path = uri.getRawPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        public int number(String parameter) {
            for (var pair : uri.getRawQuery().split("&")) {
                if (pair.startsWith(parameter + "=")) {
                    return Integer.parseInt(pair.substring(parameter.length() + 1));
                }
            }
            throw new AssertionError(parameter + " is not in " + uri);
        }
    }

    /** An answer. */
    public record Reply(int status, Map<String, String> headers, String body) {

        public static Reply ok(String body) {
            return new Reply(200, Map.of(), body);
        }

        public static Reply status(int status) {
            return new Reply(status, Map.of(), "");
        }
    }
}
