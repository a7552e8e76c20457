package com.pickatime.imports.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.Completion;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.InstanceId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Moves runs that this instance works on.
 *
 * <p>Each move is one guarded update; when it finds the run no longer ours, it fails with {@link LeaseLostException}.
 */
@Component
public class OwnedRuns {

    private final RunCollection collection;
    private final RunSettings settings;
    private final InstanceId instance;
    private final Clock clock;

    OwnedRuns(RunCollection collection, RunSettings settings, InstanceId instance, Clock clock) {
        this.collection = collection;
        this.settings = settings;
        this.instance = instance;
        this.clock = clock;
    }

    /** Renews the lease, says how far the run is, and gives the moment until which it is ours now. */
    public Mono<Instant> renew(ImportRun run, RunProgress progress) {
        var until = clock.instant().plus(settings.lease());
        return move(
                        run,
                        RunState.OWNED,
                        Updates.combine(
                                Updates.set(RunCollection.LEASE_UNTIL, until),
                                // what is applied is the contact service's to say
                                Updates.set("progress.step", progress.step()),
                                Updates.set("progress.fetched", progress.fetched()),
                                Updates.set("progress.toPublish", progress.toPublish()),
                                Updates.set("progress.published", progress.published())))
                .thenReturn(until);
    }

    public Mono<Void> fetching(ImportRun run) {
        return move(run, RunState.OWNED, Updates.set(RunCollection.STATE, RunState.FETCHING));
    }

    public Mono<Void> planning(ImportRun run) {
        return move(run, Set.of(RunState.FETCHING), Updates.set(RunCollection.STATE, RunState.PLANNING));
    }

    /** Keeps the plan. */
    public Mono<Void> planned(ImportRun run, PlanSummary plan) {
        return move(run, Set.of(RunState.PLANNING), Updates.set("plan", plan));
    }

    /** Ends a dry run; {@code reasons} say why the brake would hold the real one. */
    public Mono<Void> endDryRun(ImportRun run, List<String> reasons) {
        return move(
                run,
                Set.of(RunState.PLANNING),
                Updates.combine(
                        Leaving.end(run.importId(), RunState.PLANNED, clock.instant()),
                        Updates.set("holdReasons", reasons)));
    }

    /** Holds the run; {@link RunEnds#announced} must follow once that is on the topic. */
    public Mono<Void> hold(ImportRun run, List<String> reasons) {
        return move(
                run,
                Set.of(RunState.PLANNING),
                Updates.combine(
                        Leaving.rest(run.importId(), RunState.HELD),
                        Updates.set("holdReasons", reasons),
                        Updates.set(RunCollection.ANNOUNCED, false)));
    }

    public Mono<Void> publishing(ImportRun run) {
        return move(run, Set.of(RunState.PLANNING), Updates.set(RunCollection.STATE, RunState.PUBLISHING));
    }

    /**
     * Everything is on the topic. The run keeps its place in the queue, so that no later import mixes into the check of
     * this one. Does nothing when the contact service was quicker and has confirmed it already.
     */
    public Mono<Void> applying(ImportRun run, RunProgress progress) {
        return move(
                        run,
                        Set.of(RunState.PUBLISHING),
                        Updates.combine(
                                Updates.set(RunCollection.STATE, RunState.APPLYING),
                                Updates.set("applyingSince", clock.instant()),
                                Updates.set("progress.step", RunProgress.Step.APPLYING),
                                Updates.set("progress.published", progress.published()),
                                Updates.unset(RunCollection.LEASE)))
                .onErrorResume(LeaseLostException.class, lost -> unlessCompleted(run, lost));
    }

    /** Ends a run that had nothing to publish. */
    public Mono<Void> completeUnchanged(ImportRun run) {
        return move(
                        run,
                        Set.of(RunState.PLANNING),
                        Updates.combine(
                                Leaving.end(run.importId(), RunState.COMPLETED, clock.instant()),
                                Updates.set("completion", new Completion(true, 0, 0, 0))))
                .onErrorResume(LeaseLostException.class, lost -> unlessCompleted(run, lost));
    }

    /** Fails the run; {@link RunEnds#announced} must follow once that is on the topic. */
    public Mono<Void> fail(ImportRun run, RunFailure failure) {
        return move(
                run,
                RunState.OWNED,
                Updates.combine(
                        Leaving.end(run.importId(), RunState.FAILED, clock.instant()),
                        Updates.set("failure", failure),
                        Updates.set(RunCollection.ANNOUNCED, false)));
    }

    /** Gives the run up at once, so that it is recovered without waiting for the lease to end. */
    public Mono<Void> release(ImportRun run) {
        return move(run, RunState.OWNED, Updates.set(RunCollection.LEASE_UNTIL, Instant.EPOCH));
    }

    /** Makes held runs of the business void that this one has overtaken. */
    public Mono<Void> supersedeHeld(ImportRun run) {
        var overtaken = and(
                eq(RunCollection.BUSINESS, run.businessId()),
                eq(RunCollection.STATE, RunState.HELD),
                lt(RunCollection.REVISION, run.revision()));
        // the slot stays what it is: a held run has left the queue
        var update = Updates.combine(
                Updates.set(RunCollection.STATE, RunState.SUPERSEDED),
                Updates.set(RunCollection.SUCCESSOR, run.importId()),
                Updates.set(RunCollection.FINISHED_AT, clock.instant()));
        return Mono.from(collection.runs().updateMany(overtaken, update)).then();
    }

    private Mono<Void> move(ImportRun run, Set<RunState> from, Bson update) {
        var ours = and(
                eq(RunCollection.ID, run.importId()),
                in(RunCollection.STATE, from),
                eq(RunCollection.LEASE_OWNER, instance.value()));
        return Mono.from(collection.runs().updateOne(ours, update))
                .filter(result -> result.getMatchedCount() == 1)
                .switchIfEmpty(Mono.error(() -> new LeaseLostException(run.importId())))
                .then();
    }

    private Mono<Void> unlessCompleted(ImportRun run, LeaseLostException lost) {
        var completed = and(eq(RunCollection.ID, run.importId()), eq(RunCollection.STATE, RunState.COMPLETED));
        return Mono.from(collection.runs().find(completed).first())
                .switchIfEmpty(Mono.error(lost))
                .then();
    }
}
