package com.pickatime.notifications.testing;

import com.pickatime.local.infrastructure.http.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A contact service and a conference service in one, which know what a test says. */
public final class Neighbours implements AutoCloseable {

    private final Map<String, String> contacts = new ConcurrentHashMap<>();
    private final Map<String, String> attention = new ConcurrentHashMap<>();
    private final LoopbackServer server = LoopbackServer.start(0, "test-neighbours", this::answer);
    private volatile boolean away;

    public String url() {
        return server.url();
    }

    /** @param email blank for none */
    public void contact(String id, String givenName, String familyName, String email) {
        contacts.put(id, """
                {"contactId": "%s", "givenName": "%s", "familyName": "%s", "email": %s, "roles": [], "active": true}""".formatted(id, givenName, familyName, email.isBlank() ? "null" : '"' + email + '"'));
    }

    /** What an import did to appointments. */
    public void attention(String importId, boolean checked, int appointments) {
        attention.put(importId, "{\"checked\": %s, \"appointments\": %d}".formatted(checked, appointments));
    }

    /** Whether they fail from now on. */
    public void away(boolean now) {
        away = now;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var address = exchange.getRequestURI();
            var known = address.getPath().endsWith("/attention")
                    ? attention.get(address.getQuery().substring("importId=".length()))
                    : contacts.get(address.getPath().replaceFirst(".*/contacts/", ""));
            var body = (known == null ? "{}" : known).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(away ? 500 : known == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
