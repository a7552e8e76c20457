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
 * Requests each active connection's daily import.
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
    private final Clock clock;

    ScheduledImports(Connections connections, ImportRequests requests, ScheduleSettings settings, Clock clock) {
        this.connections = connections;
        this.requests = requests;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT10S")
    Mono<Void> requestDue() {
        return Mono.defer(() -> connections
                        .all()
                        .filter(connection -> settings.enabled())
                        .filter(connection -> connection.isActive() && connection.sourceType() != SourceType.FILE)
                        .concatMap(connection ->
                                Isolated.work("business=" + connection.businessId(), () -> requestIfDue(connection)))
                        .then())
                .timeout(LIMIT);
    }

    private Mono<Void> requestIfDue(Connection connection) {
        var due = settings.lastDue(connection.businessId(), clock.instant());
        var through = connection.scheduledThrough();
        if (through != null && !due.isAfter(through)) {
            return Mono.empty();
        }
        return requests.request(
                        importId(connection.businessId(), due),
                        connection.businessId(),
                        RunOrder.of(ImportMode.FULL, ImportTrigger.SCHEDULE))
                .then(connections.scheduled(connection.businessId(), due));
    }

    private static ImportId importId(BusinessId businessId, Instant due) {
        return ImportId.forReason(businessId + "/scheduled/" + due.getEpochSecond());
    }
}
