package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.Lease;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands waiting runs to workers, one per business at a time, the longest waiting first. */
@Component
public class RunQueue {

    private static final Set<RunState> UNDER_WAY = Stream.concat(RunState.OWNED.stream(), Stream.of(RunState.APPLYING))
            .collect(Collectors.toUnmodifiableSet());

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
        return busy().flatMap(busy -> collection
                .readable()
                .find(
                        eq(RunCollection.STATE, RunState.REQUESTED),
                        found -> found.sort(Sorts.ascending(RunCollection.REQUESTED_AT)))
                .filter(waiting -> !busy.contains(Slot.running(waiting.businessId())))
                .concatMap(this::claim, 1)
                .next());
    }

    /** The places to run in that are taken: only to save tries, for the unique index decides. */
    private Mono<Set<String>> busy() {
        return Flux.from(collection
                        .runs()
                        .withDocumentClass(Document.class)
                        .find(in(RunCollection.STATE, UNDER_WAY))
                        .projection(Projections.include(RunCollection.SLOT)))
                .map(run -> String.valueOf(run.get(RunCollection.SLOT)))
                .collect(Collectors.toSet());
    }

    /**
     * A run that broke off when only its barriers were left to publish, and that is this instance's to finish from now;
     * nothing when there is none.
     */
    public Mono<ImportRun> takeOver() {
        return Mono.defer(() -> collection
                .readable()
                .find(and(brokenOff(clock.instant()), exists(RunCollection.BARRIERS)))
                .concatMap(this::takeOver, 1)
                .next());
    }

    private Mono<ImportRun> takeOver(ImportRun broken) {
        var now = clock.instant();
        return update(
                and(eq(RunCollection.ID, broken.importId()), brokenOff(now)),
                Updates.set(RunCollection.LEASE, new Lease(instance.value(), now.plus(settings.lease()))));
    }

    /** Takes the one place to run in; the unique index refuses it while another run of the business has it. */
    private Mono<ImportRun> claim(ImportRun waiting) {
        var now = clock.instant();
        var begin = Updates.combine(
                Updates.set(RunCollection.STATE, RunState.FETCHING),
                Updates.set(RunCollection.SLOT, Slot.running(waiting.businessId())),
                Updates.set(RunCollection.STARTED_AT, now),
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

    /**
     * Runs whose worker has not renewed its lease, and that have no barrier on the topic: it crashed, or is cut off from
     * the store.
     */
    static Bson replaceable(Instant now) {
        return and(brokenOff(now), exists(RunCollection.BARRIERS, false));
    }

    private static Bson brokenOff(Instant now) {
        return and(in(RunCollection.STATE, RunState.OWNED), lt(RunCollection.LEASE_UNTIL, now));
    }
}
