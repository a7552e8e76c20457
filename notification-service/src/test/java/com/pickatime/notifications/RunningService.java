package com.pickatime.notifications;

import com.icegreen.greenmail.util.GreenMail;
import com.pickatime.events.ConferenceEvent;
import com.pickatime.events.DistrictAdded;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.events.SsoEvent;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.service.ServiceApplication;
import com.pickatime.schemas.topics.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;

/** An instance of the service as it runs in production, against the tests' broker, store and inbox. */
final class RunningService extends com.pickatime.local.testing.RunningService {

    private RunningService(SpringApplicationBuilder service, String database, Map<String, String> settings) {
        super(service, TestStore.embedded(), database, settings);
    }

    /**
     * Starts an instance; those that share a database share an outbox.
     *
     * @param more settings that differ from those of the other instances
     * @param beans configuration classes that replace beans of the service
     */
    static RunningService start(
            String database, GreenMail inbox, Path keysets, Map<String, String> more, Class<?>... beans) {
        var settings = new HashMap<>(Map.of(
                "spring.mail.port",
                String.valueOf(inbox.getSmtp().getServerSetup().getPort()),
                "pickatime.keysets",
                keysets.toString(),
                "notifications.mail.sweep-interval",
                "100ms",
                "notifications.mail.first-delay",
                "200ms"));
        settings.putAll(more);
        return new RunningService(
                ServiceApplication.of(NotificationService.class).sources(beans), database, settings);
    }

    void publish(ImportEvent event) throws Exception {
        publish(Topics.IMPORT_EVENTS, event.getBusinessId(), event);
    }

    void publish(SsoEvent event) throws Exception {
        publish(Topics.SSO_EVENTS, event.getBusinessId(), event);
    }

    void publish(PasswordLinkIssued event) throws Exception {
        publish(Topics.PASSWORD_LINKS, event.getBusinessId(), event);
    }

    void publish(DistrictAdded event) throws Exception {
        publish(Topics.DISTRICTS_ADDED, event.getBusinessId(), event);
    }

    void publish(ConferenceEvent event) throws Exception {
        publish(Topics.CONFERENCE_EVENTS, event.getBusinessId(), event);
    }

    private void publish(String topic, String key, SpecificRecord event) throws Exception {
        context()
                .getBeanProvider(KafkaTemplate.class)
                .getObject()
                .send(topic, key, event)
                .get(30, TimeUnit.SECONDS);
    }

    int managementPort() {
        return context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** Whether a partition waits for something that is away. */
    boolean standsStill() {
        return Objects.requireNonNull(
                        context().getBean("standstill", HealthIndicator.class).health())
                .getStatus()
                .equals(Status.DOWN);
    }

    WebTestClient authorized() {
        return http(TestTokens.service(Scopes.MAILS_MANAGE));
    }
}
