package com.pickatime.conferences.testing;

import com.pickatime.local.infrastructure.http.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A contact service that knows the families and classes that a test names. */
public final class School implements AutoCloseable {

    public static final String BUSINESS = "oak";

    private final Map<String, List<String>> children = new ConcurrentHashMap<>();
    private final Map<String, List<Lesson>> lessons = new ConcurrentHashMap<>();
    private final LoopbackServer server = LoopbackServer.start(0, "test-contacts", this::answer);
    private volatile boolean away;

    private record Lesson(String classId, String teacher) {}

    public String url() {
        return server.url();
    }

    public School child(String parent, String student) {
        children.computeIfAbsent(parent, one -> new CopyOnWriteArrayList<>()).add(student);
        return this;
    }

    public School lesson(String student, String classId, String teacher) {
        lessons.computeIfAbsent(student, one -> new CopyOnWriteArrayList<>()).add(new Lesson(classId, teacher));
        return this;
    }

    /** Whether it fails from now on. */
    public void away(boolean now) {
        away = now;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var parts = exchange.getRequestURI().getPath().split("/");
            var contact = parts[4];
            if (away || !parts[2].equals(BUSINESS)) {
                send(exchange, away ? 500 : 404, "{}");
                return;
            }
            send(exchange, 200, parts[5].equals("relationships") ? relationships(contact) : classes(contact));
        }
    }

    private String relationships(String parent) {
        return children.getOrDefault(parent, List.of()).stream()
                .map(School::person)
                .collect(Collectors.joining(",", "{\"parents\":[],\"children\":[", "]}"));
    }

    private String classes(String student) {
        return lessons.getOrDefault(student, List.of()).stream()
                .map(lesson -> "{\"classId\":\"%s\",\"title\":\"Title of %s\",\"own\":false,\"teachers\":[%s]}"
                        .formatted(lesson.classId(), lesson.classId(), person(lesson.teacher())))
                .collect(Collectors.joining(",", "{\"taught\":[],\"attended\":[", "]}"));
    }

    private static String person(String id) {
        return "{\"contactId\":\"%s\",\"givenName\":\"First %s\",\"familyName\":\"Last\"}".formatted(id, id);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.close();
    }
}
