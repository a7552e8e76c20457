package com.pickatime.imports.connection.setup;

import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ContactIdField;
import com.pickatime.events.DistrictAdded;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.MailPolicy;
import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.OnboardingSettings;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells on {@code import.events} what became of a connection.
 *
 * <p>Each event's id follows from when that was, so that one told again after a crash is known to be the same.
 */
@Component
class KafkaConnectionEvents {

    private final EventPublisher events;
    private final ConnectionSecrets secrets;
    private final OnboardingSettings onboarding;

    KafkaConnectionEvents(EventPublisher events, ConnectionSecrets secrets, OnboardingSettings onboarding) {
        this.events = events;
        this.secrets = secrets;
        this.onboarding = onboarding;
    }

    /** The team's addresses are sealed for the team, because it is told and not the district. */
    Mono<Void> found(Connection connection, Instant since) {
        var businessId = connection.businessId().value();
        return events.publish(
                Topics.DISTRICTS_ADDED,
                businessId,
                new DistrictAdded(
                        businessId + "/found/" + since.toEpochMilli(),
                        businessId,
                        since,
                        connection.configuration().businessName(),
                        onboarding.isAutomatic(),
                        secrets.sealAddresses(BusinessId.ONBOARDING_TEAM, onboarding.team()).stream()
                                .map(address -> ByteBuffer.wrap(address.getData()))
                                .toList()));
    }

    Mono<Void> activated(Connection connection, Instant since) {
        var configuration = connection.configuration();
        return write(
                "activated",
                connection,
                since,
                new ImportActivated(
                        configuration.businessName(),
                        sealed(connection),
                        configuration.timeZone(),
                        contactIdField(configuration),
                        mailPolicy(configuration),
                        configuration.source().type().told()));
    }

    Mono<Void> administratorsChanged(Connection connection, Instant since) {
        var configuration = connection.configuration();
        return write(
                "administrators-changed",
                connection,
                since,
                new AdministratorsChanged(
                        configuration.businessName(),
                        sealed(connection),
                        configuration.timeZone(),
                        contactIdField(configuration),
                        mailPolicy(configuration)));
    }

    private static ContactIdField contactIdField(Configuration configuration) {
        return ContactIdField.valueOf(configuration.contactIdField().name());
    }

    private static MailPolicy mailPolicy(Configuration configuration) {
        return MailPolicy.valueOf(configuration.options().mails().name());
    }

    private Mono<Void> write(String name, Connection connection, Instant since, SpecificRecord event) {
        var businessId = connection.businessId().value();
        var eventId = businessId + "/" + name + '/' + since.toEpochMilli();
        return events.publish(
                Topics.IMPORT_EVENTS, businessId, new ImportEvent(eventId, businessId, null, since, event));
    }

    private static List<ByteBuffer> sealed(Connection connection) {
        return connection.configuration().sealedAddresses().stream()
                .map(ByteBuffer::wrap)
                .toList();
    }
}
