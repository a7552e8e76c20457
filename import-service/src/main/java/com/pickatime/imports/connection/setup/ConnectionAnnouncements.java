package com.pickatime.imports.connection.setup;

import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ImportRequester;
import com.pickatime.imports.connection.PendingAnnouncement;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.store.Isolated;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells what changed about connections, at least once and with the same event id each time: the connection's document
 * keeps what is to be told until the broker has acknowledged it.
 */
@Component
public class ConnectionAnnouncements {

    /** An answer that never comes must not end all later looks. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Connections connections;
    private final KafkaConnectionEvents events;
    private final ImportRequester requests;

    ConnectionAnnouncements(Connections connections, KafkaConnectionEvents events, ImportRequester requests) {
        this.connections = connections;
        this.events = events;
        this.requests = requests;
    }

    /** Tells all that is to be told about the connection. */
    public Mono<Void> tell(Connection connection) {
        return Flux.fromIterable(connection.pendingAnnouncements())
                .concatMap(announcement -> tell(connection, announcement)
                        .then(connections.announced(connection.businessId(), announcement)))
                .then();
    }

    /** Tells what a crash, or a broker that was away, left pending. */
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT5S")
    Mono<Void> tellLeftOver() {
        return Mono.defer(() -> connections
                        .all()
                        .filter(connection -> !connection.pendingAnnouncements().isEmpty())
                        .concatMap(connection ->
                                Isolated.work("business=" + connection.businessId(), () -> tell(connection)))
                        .then())
                .timeout(LIMIT);
    }

    private Mono<Void> tell(Connection connection, PendingAnnouncement announcement) {
        return switch (announcement.kind()) {
            case FOUND -> events.found(connection, announcement.since());
            case ADMINISTRATORS_CHANGED -> events.administratorsChanged(connection, announcement.since());
            case ACTIVATED ->
                events.activated(connection, announcement.since())
                        .then(Mono.defer(() -> requestFirstImport(connection, announcement)));
        };
    }

    /** The import's id follows from the activation, so that an activation told twice asks for one import. */
    private Mono<Void> requestFirstImport(Connection connection, PendingAnnouncement activated) {
        if (connection.sourceType() == SourceType.FILE) {
            return Mono.empty();
        }
        var name = connection.businessId() + "/activated/" + activated.since().toEpochMilli();
        return requests.requestFull(ImportId.forReason(name), connection.businessId(), ImportTrigger.MANUAL);
    }
}
