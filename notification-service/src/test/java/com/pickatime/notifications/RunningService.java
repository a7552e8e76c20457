package com.pickatime.notifications;

import com.icegreen.greenmail.util.GreenMail;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.SsoEvent;
import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.Scopes;
import com.pickatime.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

/** An instance of the service as it runs in production, against the tests' broker, store and inbox. */
record RunningService(ConfigurableApplicationContext context) implements AutoCloseable {

    /**
     * Starts an instance; those that share a database share an outbox.
     *
     * @param more settings that differ from those of the other instances
     * @param beans configuration classes that replace beans of the service
     */
    static RunningService start(
            String database, GreenMail inbox, Path keysets, Map<String, String> more, Class<?>... beans) {
        var settings = Map.of(
                "spring.kafka.bootstrap-servers",
                TestBroker.bootstrapServers(),
                "spring.kafka.properties.schema.registry.url",
                TestRegistry.url(),
                "spring.mongodb.uri",
                TestStore.embedded(),
                "spring.mongodb.database",
                database,
                "spring.mail.port",
                String.valueOf(inbox.getSmtp().getServerSetup().getPort()),
                "pickatime.keysets",
                keysets.toString(),
                "server.port",
                "0",
                "notifications.mail.sweep-interval",
                "100ms",
                "notifications.mail.first-delay",
                "200ms");
        var all = new HashMap<>(settings);
        all.putAll(TestTokens.settings());
        all.putAll(more);
        var arguments = all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + '=' + setting.getValue())
                .toArray(String[]::new);
        return new RunningService(
                NotificationService.application().sources(beans).run(arguments));
    }

    void publish(ImportEvent event) throws Exception {
        publish(Topics.IMPORT_EVENTS, event.getBusinessId(), event);
    }

    void publish(SsoEvent event) throws Exception {
        publish(Topics.SSO_EVENTS, event.getBusinessId(), event);
    }

    private void publish(String topic, String key, SpecificRecord event) throws Exception {
        context.getBeanProvider(KafkaTemplate.class)
                .getObject()
                .send(topic, key, event)
                .get(30, TimeUnit.SECONDS);
    }

    int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** Whether a partition waits for something that is away. */
    boolean standsStill() {
        return Objects.requireNonNull(
                        context.getBean("standstill", HealthIndicator.class).health())
                .getStatus()
                .equals(Status.DOWN);
    }

    WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    WebTestClient authorized() {
        return http().mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(TestTokens.service(Scopes.MAILS_MANAGE)))
                .build();
    }

    @Override
    public void close() {
        context.close();
    }
}
