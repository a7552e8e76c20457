package com.pickatime.imports.connection.setup;

import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.imports.connection.Connection;
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

    KafkaConnectionEvents(EventPublisher events) {
        this.events = events;
    }

    Mono<Void> activated(Connection connection, Instant since) {
        var configuration = connection.configuration();
        return write(
                "activated",
                connection,
                since,
                new ImportActivated(configuration.businessName(), sealed(connection), configuration.timeZone()));
    }

    Mono<Void> administratorsChanged(Connection connection, Instant since) {
        var configuration = connection.configuration();
        return write(
                "administrators-changed",
                connection,
                since,
                new AdministratorsChanged(configuration.businessName(), sealed(connection), configuration.timeZone()));
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
