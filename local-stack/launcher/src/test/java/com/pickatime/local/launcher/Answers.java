package com.pickatime.local.launcher;

import com.pickatime.local.client.JsonClient;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that gives the answers it was told to give, and 404 for all else. */
final class Answers implements AutoCloseable {

    /** An answer in turn that is the one to all else. */
    static final String NOT_FOUND = "{\"detail\": \"Nothing was imported for this business yet. Check its id.\"}";

    private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Answers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = next(path);
            var body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.equals(NOT_FOUND) ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Each of them once, and the last one from then on. */
    Answers give(String path, String... inTurn) {
        answers.put(path, new ConcurrentLinkedQueue<>(List.of(inTurn)));
        return this;
    }

    /** What it was asked: method, path and body. */
    List<String> requests() {
        return requests;
    }

    private String next(String path) {
        var left = answers.getOrDefault(path, new ArrayDeque<>(List.of(NOT_FOUND)));
        return left.size() > 1 ? left.remove() : left.element();
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
