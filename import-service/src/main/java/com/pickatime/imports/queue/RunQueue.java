package com.pickatime.imports.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.Lease;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Clock;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands waiting runs to workers, one per business at a time, the longest waiting first. */
@Component
public class RunQueue {

    private static final int LOOK_AHEAD = 100;

    private final RunCollection collection;
    private final Revisions revisions;
    private final RunSettings settings;
    private final InstanceId instance;
    private final Clock clock;

    RunQueue(RunCollection collection, Revisions revisions, RunSettings settings, InstanceId instance, Clock clock) {
        this.collection = collection;
        this.revisions = revisions;
        this.settings = settings;
        this.instance = instance;
        this.clock = clock;
    }

    /** A run that is this instance's to work on from now, or nothing when none can begin. */
    public Mono<ImportRun> claim() {
        return Flux.from(collection
                        .runs()
                        .find(eq(RunCollection.STATE, RunState.REQUESTED))
                        .sort(Sorts.ascending(RunCollection.REQUESTED_AT))
                        .limit(LOOK_AHEAD))
                .concatMap(this::claim)
                .next();
    }

    /** Takes the one place to run in; the unique index refuses it while another run of the business has it. */
    private Mono<ImportRun> claim(ImportRun waiting) {
        var now = clock.instant();
        var begin = Updates.combine(
                Updates.set(RunCollection.STATE, RunState.FETCHING),
                Updates.set(RunCollection.SLOT, Slot.running(waiting.businessId())),
                Updates.set("startedAt", now),
                Updates.set(RunCollection.LEASE, new Lease(instance.value(), now.plus(settings.lease()))));
        return update(and(eq(RunCollection.ID, waiting.importId()), eq(RunCollection.STATE, RunState.REQUESTED)), begin)
                .onErrorResume(DuplicateKeys::isCauseOf, busy -> Mono.empty())
                .flatMap(this::number);
    }

    private Mono<ImportRun> number(ImportRun claimed) {
        return revisions
                .next(claimed.businessId())
                .flatMap(revision -> update(
                        and(eq(RunCollection.ID, claimed.importId()), eq(RunCollection.LEASE_OWNER, instance.value())),
                        Updates.set(RunCollection.REVISION, revision)));
    }

    private Mono<ImportRun> update(Bson filter, Bson update) {
        return Mono.from(collection
                .runs()
                .findOneAndUpdate(filter, update, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    /** Lets the next run of a business begin though the contact service has not confirmed the one before for long. */
    public Mono<Void> stopWaitingForConfirmation() {
        var lost = and(
                eq(RunCollection.STATE, RunState.APPLYING),
                lt("applyingSince", clock.instant().minus(settings.confirmationPatience())));
        return Flux.from(collection.runs().find(lost))
                .concatMap(run -> collection
                        .runs()
                        .updateOne(
                                and(eq(RunCollection.ID, run.importId()), eq(RunCollection.STATE, RunState.APPLYING)),
                                Updates.set(RunCollection.SLOT, Slot.left(run.importId()))))
                .then();
    }

    /** Runs whose worker has not renewed its lease: it crashed, or is cut off from the store. */
    Flux<ImportRun> brokenOff() {
        return Flux.from(collection
                .runs()
                .find(and(in(RunCollection.STATE, RunState.OWNED), lt(RunCollection.LEASE_UNTIL, clock.instant()))));
    }
}
