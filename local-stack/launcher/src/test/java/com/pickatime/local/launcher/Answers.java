package com.pickatime.local.launcher;

import com.pickatime.local.client.JsonClient;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A service that gives the answers it was told to give, and 404 for all else. */
final class Answers implements AutoCloseable {

    private static final String NOT_FOUND =
            "{\"detail\": \"Nothing was imported for this business yet. Check its id.\"}";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    Answers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var answer = answers.get(exchange.getRequestURI().getPath());
            var body = (answer == null ? NOT_FOUND : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    Answers give(String path, String answer) {
        answers.put(path, answer);
        return this;
    }

    JsonClient client() {
        return new JsonClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
