package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunState;
import java.time.Clock;
import java.util.Set;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Moves runs that no worker owns: on what the contact service says, and on what an administrator decides.
 *
 * <p>Each move holds for the states it can begin in, so that a repeated or late event changes nothing.
 */
@Component
public class UnownedRuns {

    /** The contact service may be quicker than the worker whose last barrier it has just applied. */
    private static final Set<RunState> PUBLISHED = Set.of(RunState.PUBLISHING, RunState.APPLYING);

    private final RunCollection collection;
    private final WorkSignal signal;
    private final Clock clock;

    UnownedRuns(RunCollection collection, WorkSignal signal, Clock clock) {
        this.collection = collection;
        this.signal = signal;
        this.clock = clock;
    }

    /** So many records are applied; the number never falls. */
    public Mono<Void> applied(String importId, long records) {
        return Mono.defer(() -> update(
                        importId,
                        in(RunCollection.STATE, PUBLISHED),
                        Updates.combine(
                                Updates.max("progress.applied", records),
                                Updates.set(RunCollection.HEARD_AT, clock.instant()))))
                .then();
    }

    /** The contact service has confirmed the import, perhaps after nobody waited for it any more. */
    public Mono<Void> completed(String importId, RunCompletion completion) {
        return update(
                        importId,
                        or(
                                in(RunCollection.STATE, PUBLISHED),
                                and(
                                        eq(RunCollection.STATE, RunState.FAILED),
                                        eq(RunCollection.FAILURE_CODE, Unconfirmed.CODE))),
                        Updates.combine(
                                QueueExits.end(importId, RunState.COMPLETED, clock.instant()),
                                Updates.set("completion", completion),
                                Updates.set("progress.applied", completion.applied()),
                                Updates.set(RunCollection.ANNOUNCED, true),
                                Updates.unset(RunCollection.FAILURE),
                                Updates.unset(RunCollection.BARRIERS),
                                Updates.unset(RunCollection.UNTOLD)))
                .doOnNext(moved -> signal.ring())
                .then();
    }

    /** The contact service failed the import, and has said so on the topic. */
    public Mono<Void> failed(String importId, RunFailure failure) {
        return update(
                        importId,
                        in(RunCollection.STATE, PUBLISHED),
                        Updates.combine(
                                QueueExits.end(importId, RunState.FAILED, clock.instant()),
                                Updates.set(RunCollection.FAILURE, failure)))
                .doOnNext(moved -> signal.ring())
                .then();
    }

    /** The event about the run's end is on the topic. */
    public Mono<Void> announced(ImportRun run) {
        return update(
                        run.importId(),
                        eq(RunCollection.STATE, run.state()),
                        Updates.combine(
                                Updates.set(RunCollection.ANNOUNCED, true), Updates.unset(RunCollection.UNTOLD)))
                .then();
    }

    /** A held run whose plan was approved gives way to the run that carries it out. */
    public Mono<Void> approved(ImportRun held, String successor) {
        return update(
                        held.importId(),
                        eq(RunCollection.STATE, RunState.HELD),
                        QueueExits.superseded(held.importId(), successor, clock.instant()))
                .then();
    }

    private Mono<Boolean> update(String importId, Bson from, Bson update) {
        return Mono.from(collection.runs().updateOne(and(eq(RunCollection.ID, importId), from), update))
                .filter(result -> result.getMatchedCount() == 1)
                .map(result -> true);
    }
}
