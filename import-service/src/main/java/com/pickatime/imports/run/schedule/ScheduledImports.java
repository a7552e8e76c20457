package com.pickatime.imports.run.schedule;

import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.store.Isolated;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Requests the imports of each active connection that are due by its own schedule, or daily by the installation's.
 *
 * <p>The import's id follows from when it was due, so that any number of instances request it once. After an outage, the
 * last missed one is made up for.
 */
@Component
class ScheduledImports {

    /** An answer that never comes must not end all later looks. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Connections connections;
    private final ImportRequests requests;
    private final ScheduleSettings settings;
    private final DueTimes dueTimes;
    private final Clock clock;

    ScheduledImports(Connections connections, ImportRequests requests, ScheduleSettings settings, Clock clock) {
        this.connections = connections;
        this.requests = requests;
        this.settings = settings;
        this.dueTimes = new DueTimes(settings);
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT10S")
    Mono<Void> requestDue() {
        return Mono.defer(() -> connections
                        .all()
                        .filter(connection -> settings.enabled())
                        .filter(connection -> connection.isActive() && connection.sourceType() != SourceType.FILE)
                        .filter(connection ->
                                connection.configuration().options().schedule().enabled())
                        .concatMap(connection ->
                                Isolated.work("business=" + connection.businessId(), () -> requestIfDue(connection)))
                        .then())
                .timeout(LIMIT);
    }

    /** What is due in a blackout is not made up for. */
    private Mono<Void> requestIfDue(Connection connection) {
        var now = clock.instant();
        var due = dueTimes.last(connection, now);
        if (due == null) {
            return Mono.empty();
        }
        boolean blackout = dueTimes.isBlackout(connection, due) || dueTimes.isBlackout(connection, now);
        return (blackout ? Mono.<Void>empty() : request(connection, due))
                .then(connections.scheduled(connection.businessId(), due));
    }

    private Mono<Void> request(Connection connection, Instant due) {
        return requests.request(
                        importId(connection.businessId(), due),
                        connection.businessId(),
                        RunOrder.of(ImportMode.FULL, ImportTrigger.SCHEDULE))
                .then();
    }

    private static ImportId importId(BusinessId businessId, Instant due) {
        return ImportId.forReason(businessId + "/scheduled/" + due.getEpochSecond());
    }
}
