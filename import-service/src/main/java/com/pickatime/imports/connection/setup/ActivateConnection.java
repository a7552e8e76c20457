package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.Connections;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes a configured connection active, tells so once, and asks for its first import. */
@Component
public class ActivateConnection {

    private final Connections connections;
    private final ConnectionAnnouncements announcements;
    private final Clock clock;

    ActivateConnection(Connections connections, ConnectionAnnouncements announcements, Clock clock) {
        this.connections = connections;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** The active connection; one that is active already stays as it is. */
    public Mono<Connection> execute(BusinessId businessId) {
        return connections
                .find(businessId)
                .switchIfEmpty(Mono.error(() -> ConnectionProblems.none(businessId)))
                .flatMap(this::activate);
    }

    private Mono<Connection> activate(Connection connection) {
        return switch (connection.state()) {
            case ACTIVE -> Mono.just(connection);
            case PENDING ->
                Mono.error(Problems.conflict(
                        "The connection is not configured yet: PUT it with its business name and source first."));
            case PAUSED ->
                Mono.error(Problems.conflict(
                        "The connection is paused. When an operator paused it, PUT it with state ACTIVE; when ClassLink did,"
                                + " the district must enable pickAtime there again."));
            case CONFIGURED -> activateConfigured(connection);
        };
    }

    private Mono<Connection> activateConfigured(Connection connection) {
        if (connection.configuration().administrators().isEmpty()) {
            return Mono.error(Problems.invalid(
                    "administrators", "at least one is needed to be told about imports: PUT the connection with one"));
        }
        return connections
                .activate(connection, clock.instant())
                .switchIfEmpty(Mono.error(() -> Problems.conflict(
                        "The connection was changed at the same time. Read it again, then activate it again.")))
                .flatMap(active -> announcements.tell(active).thenReturn(active));
    }
}
