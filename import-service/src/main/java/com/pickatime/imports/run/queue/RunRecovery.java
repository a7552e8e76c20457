package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.Isolated;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Puts a fresh run in the place of one that broke off before everything was published.
 *
 * <p>The fresh one compares again, so that it publishes only what the broken one had not, under a higher revision. It is
 * requested first and the broken one superseded second: a crash in between leaves both, and the next look finishes it.
 */
@Component
public class RunRecovery {

    private static final Logger log = LoggerFactory.getLogger(RunRecovery.class);

    private final RunCollection collection;
    private final ImportRequests requests;
    private final RunSettings settings;
    private final Clock clock;

    RunRecovery(RunCollection collection, ImportRequests requests, RunSettings settings, Clock clock) {
        this.collection = collection;
        this.requests = requests;
        this.settings = settings;
        this.clock = clock;
    }

    /** Recovers every run that broke off; one that only lacks its barriers is {@link RunQueue#takeOver} to finish. */
    public Mono<Void> recover() {
        return Mono.defer(() -> collection
                .readable()
                .find(RunQueue.replaceable(clock.instant()))
                .concatMap(broken -> Isolated.work(broken.label(), () -> recover(broken)))
                .then());
    }

    private Mono<Void> recover(ImportRun broken) {
        if (broken.order().recoveries() >= settings.recoveries()) {
            return giveUp(broken);
        }
        return requests.request(
                        successorOf(broken), broken.businessId(), broken.order().recovering())
                .flatMap(successor -> {
                    log.warn(
                            "import={} business={} broke off in {}, import={} takes its place",
                            broken.importId(),
                            broken.businessId(),
                            broken.state(),
                            successor);
                    return update(broken, QueueExits.superseded(broken.importId(), successor, clock.instant()));
                });
    }

    /** The same for everybody who recovers this run at the same time, so that it gets one successor. */
    private static String successorOf(ImportRun broken) {
        return UUID.nameUUIDFromBytes(("recovery of " + broken.importId()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Mono<Void> giveUp(ImportRun broken) {
        var failure = new RunFailure(
                "BROKE_OFF",
                "The import broke off " + (settings.recoveries() + 1)
                        + " times in a row, so it is not tried again. Look at the import service's log and memory,"
                        + " then start an import by hand.");
        log.warn(
                "import={} business={} failed: {} {}",
                broken.importId(),
                broken.businessId(),
                failure.code(),
                failure.message());
        return update(
                broken,
                Updates.combine(
                        QueueExits.end(broken.importId(), RunState.FAILED, clock.instant()),
                        Updates.set(RunCollection.FAILURE, failure),
                        Updates.set(RunCollection.ANNOUNCED, false)));
    }

    private Mono<Void> update(ImportRun broken, Bson update) {
        var stillBroken = and(eq(RunCollection.ID, broken.importId()), RunQueue.replaceable(clock.instant()));
        return Mono.from(collection.runs().updateOne(stillBroken, update)).then();
    }
}
