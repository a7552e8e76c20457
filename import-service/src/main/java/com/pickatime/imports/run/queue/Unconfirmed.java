package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.Isolated;
import java.time.Clock;
import java.time.Duration;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Runs that are on the topic and that the contact service does not come on with.
 *
 * <p>First they keep the next run of their business waiting no longer; in the end they fail, so that somebody hears of it.
 * A confirmation that comes after that still completes them.
 */
@Component
public class Unconfirmed {

    private static final Logger log = LoggerFactory.getLogger(Unconfirmed.class);

    static final String CODE = "NOT_CONFIRMED";

    private final RunCollection collection;
    private final WorkSignal signal;
    private final RunSettings settings;
    private final Clock clock;

    Unconfirmed(RunCollection collection, WorkSignal signal, RunSettings settings, Clock clock) {
        this.collection = collection;
        this.signal = signal;
        this.settings = settings;
        this.clock = clock;
    }

    /** Lets the next runs begin, and ends what nobody has heard of for too long. */
    public Mono<Void> stopWaiting() {
        return Mono.defer(() -> collection
                .readable()
                .find(silentFor(settings.confirmationPatience()))
                .concatMap(run -> Isolated.work(run.label(), () -> stopWaiting(run)))
                .then());
    }

    private Mono<Void> stopWaiting(ImportRun run) {
        return giveUp(run).flatMap(gaveUp -> gaveUp ? Mono.empty() : letNextBegin(run));
    }

    private Mono<Boolean> giveUp(ImportRun run) {
        var failure = new RunFailure(
                CODE,
                "Everything was published, but the contact service did not confirm it for "
                        + settings.confirmationLimit().toHours()
                        + " hours. Look at the contact service and the lag of its group contact-service; once it has"
                        + " caught up, the import is told as complete after all. Otherwise import again.");
        return update(
                        run,
                        silentFor(settings.confirmationLimit()),
                        Updates.combine(
                                QueueExits.end(run.importId(), RunState.FAILED, clock.instant()),
                                Updates.set(RunCollection.FAILURE, failure),
                                Updates.set(RunCollection.ANNOUNCED, false)))
                .doOnNext(gaveUp -> {
                    if (gaveUp) {
                        log.warn(
                                "import={} business={} failed: {} {}",
                                run.importId(),
                                run.businessId(),
                                CODE,
                                failure.message());
                    }
                });
    }

    private Mono<Void> letNextBegin(ImportRun run) {
        if (run.slot().equals(Slot.left(run.importId())) || run.state() != RunState.APPLYING) {
            return Mono.empty();
        }
        return update(
                        run,
                        eq(RunCollection.STATE, RunState.APPLYING),
                        Updates.set(RunCollection.SLOT, Slot.left(run.importId())))
                .doOnNext(let -> {
                    log.warn(
                            "import={} business={} is not confirmed for {}; the next import of the business may begin."
                                    + " Look at the lag of group contact-service.",
                            run.importId(),
                            run.businessId(),
                            settings.confirmationPatience());
                    signal.ring();
                })
                .then();
    }

    private Mono<Boolean> update(ImportRun run, Bson still, Bson update) {
        return Mono.from(collection.runs().updateOne(and(eq(RunCollection.ID, run.importId()), still), update))
                .map(result -> result.getMatchedCount() == 1);
    }

    /** Also those whose barriers could not be published all that time. */
    private Bson silentFor(Duration time) {
        return and(
                or(
                        eq(RunCollection.STATE, RunState.APPLYING),
                        and(eq(RunCollection.STATE, RunState.PUBLISHING), exists(RunCollection.BARRIERS))),
                lt(RunCollection.HEARD_AT, clock.instant().minus(time)));
    }
}
