package com.pickatime.imports.run.queue;

import com.mongodb.client.model.Updates;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.connection.ImportRequester;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Clock;
import java.util.ArrayList;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Asks for imports.
 *
 * <p>While one waits, asking again gives the one that waits: it will see whatever the new one would. Only an upload does
 * not wait behind another upload, nor what takes an import back behind another one: it replaces it.
 */
@Component
public class ImportRequests implements ImportRequester {

    private static final int TRIES = 10;

    private final ImportRuns runs;
    private final WorkSignal signal;
    private final Clock clock;

    ImportRequests(ImportRuns runs, WorkSignal signal, Clock clock) {
        this.runs = runs;
        this.signal = signal;
        this.clock = clock;
    }

    @Override
    public Mono<Void> requestFull(ImportId importId, BusinessId businessId, ImportTrigger trigger) {
        return request(importId, businessId, RunOrder.of(ImportMode.FULL, trigger))
                .then();
    }

    /** Asks for an import and gives the id of the run that will do it. */
    public Mono<ImportId> request(BusinessId businessId, RunOrder order) {
        return Mono.defer(() -> request(ImportId.fresh(), businessId, order));
    }

    /** As {@link #request(BusinessId, RunOrder)}; asking again with the same {@code importId} asks for nothing more. */
    public Mono<ImportId> request(ImportId importId, BusinessId businessId, RunOrder order) {
        return Mono.defer(() -> insert(importId, businessId, order))
                .onErrorResume(DuplicateKeys::isCauseOf, taken -> join(importId, businessId, order))
                // the run that waited began to run just now, so that its place is free again
                .retryWhen(Retry.max(TRIES).filter(PlaceFreeAgainException.class::isInstance))
                .doOnNext(id -> signal.ring());
    }

    private Mono<ImportId> insert(ImportId importId, BusinessId businessId, RunOrder order) {
        var slot = Slot.waiting(businessId, order);
        var run = ImportRun.requested(importId, businessId, order, slot, clock.instant());
        return runs.insert(run).thenReturn(importId);
    }

    private Mono<ImportId> join(ImportId importId, BusinessId businessId, RunOrder order) {
        return runs.find(importId)
                .map(ImportRun::importId)
                .switchIfEmpty(Mono.defer(() -> runs.at(Slot.waiting(businessId, order))
                        .flatMap(waiting -> joinWaiting(waiting, importId, order))))
                .switchIfEmpty(Mono.error(PlaceFreeAgainException::new));
    }

    private Mono<ImportId> joinWaiting(ImportRun waiting, ImportId importId, RunOrder order) {
        if ((order.upload() != null || order.undoing() != null) && order.recoveries() == 0) {
            return runs.move(RunMove.GIVE_WAY, waiting.importId(), Updates.set(ImportRuns.SUCCESSOR, importId))
                    .then(Mono.empty());
        }
        var inherited = new ArrayList<Bson>();
        if (order.approvedPlan() != null) {
            inherited.add(Updates.set("order.approvedPlan", order.approvedPlan()));
        }
        if (order.movedFor() != null) {
            inherited.add(Updates.set("order.movedFor", order.movedFor()));
        }
        if (order.recoveries() > waiting.order().recoveries()) {
            // or a business for which something always waits would break off for ever
            inherited.add(Updates.set("order.recoveries", order.recoveries()));
        }
        return inherited.isEmpty()
                ? Mono.just(waiting.importId())
                : runs.move(RunMove.JOIN, waiting.importId(), inherited.toArray(Bson[]::new))
                        .map(joined -> waiting.importId());
    }

    /** The place was taken when the run was to be inserted, and is free now. */
    private static final class PlaceFreeAgainException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
