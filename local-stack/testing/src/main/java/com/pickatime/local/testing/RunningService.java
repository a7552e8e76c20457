package com.pickatime.local.testing;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.access.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * A whole service as it runs in production, on a free port and against the tests' broker, registry and store, as often
 * as a test wants it. Services on one database are instances of the same installation.
 */
public class RunningService implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ReactiveWebServerApplicationContext context;

    /**
     * Starts it.
     *
     * @param settings those of the service and its test; they win over what all services are started with
     */
    protected RunningService(
            SpringApplicationBuilder service, String storeUri, String database, Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "server.port",
                "0",
                "spring.main.register-shutdown-hook",
                "false",
                "spring.kafka.bootstrap-servers",
                TestBroker.bootstrapServers(),
                "spring.kafka.properties.schema.registry.url",
                TestRegistry.url(),
                "spring.mongodb.uri",
                storeUri,
                "spring.mongodb.database",
                database,
                "pickatime.keysets",
                TestKeys.directory().toString()));
        all.putAll(TestTokens.settings());
        all.putAll(settings);
        this.context = (ReactiveWebServerApplicationContext) service.run(all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + '=' + setting.getValue())
                .toArray(String[]::new));
    }

    public final String url() {
        return "http://127.0.0.1:" + port();
    }

    public final int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /** Somebody without a token, who follows no redirect. */
    public WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl(url())
                .responseTimeout(LIMIT)
                .build();
    }

    /** Somebody with an access token. */
    public final WebTestClient http(String token) {
        return WebTestClient.bindToServer()
                .baseUrl(url())
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .responseTimeout(LIMIT)
                .build();
    }

    public final ReactiveWebServerApplicationContext context() {
        return context;
    }

    public final <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public final MongoDatabase database() {
        return bean(MongoDatabase.class);
    }

    @Override
    public final void close() {
        context.close();
    }
}
