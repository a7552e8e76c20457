package com.pickatime.local.testing.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium's DevTools protocol: calls with answers, over one socket; events are passed over. */
final class DevTools implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PATIENCE_SECONDS = 30;

    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket socket;

    private DevTools(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Receiver())
                .join();
    }

    static DevTools at(URI address) {
        return new DevTools(address);
    }

    /**
     * What a call gives.
     *
     * @param session the tab it is for; the browser itself when empty
     * @throws DevToolsException if the browser refuses
     */
    JsonNode call(String method, Map<String, ?> parameters, Optional<String> session) {
        var id = lastId.incrementAndGet();
        var call = new TreeMap<String, Object>(Map.of("id", id, "method", method, "params", parameters));
        session.ifPresent(tab -> call.put("sessionId", tab));
        var answer = new CompletableFuture<JsonNode>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        waiting.put(id, answer);
        socket.sendText(JSON.writeValueAsString(call), true).join();
        var message = answer.join();
        if (message.has("error")) {
            throw new DevToolsException(
                    method + ": " + message.path("error").path("message").asString(""));
        }
        return message.path("result");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        @SuppressWarnings("NullAway") // the JDK reads null as: done with this part
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void receive(JsonNode message) {
            var answer = waiting.remove(message.path("id").asInt(0));
            if (answer != null) {
                answer.complete(message);
            }
        }
    }
}
