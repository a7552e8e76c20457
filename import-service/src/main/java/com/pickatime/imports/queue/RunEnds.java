package com.pickatime.imports.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.Completion;
import com.pickatime.imports.run.ImportRun;
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
public class RunEnds {

    /** The contact service may be quicker than the worker whose last barrier it has just applied. */
    private static final Set<RunState> PUBLISHED = Set.of(RunState.PUBLISHING, RunState.APPLYING);

    private static final Set<RunState> NOT_COMPLETED =
            Set.of(RunState.PLANNING, RunState.PUBLISHING, RunState.APPLYING);

    private final RunCollection collection;
    private final WorkSignal signal;
    private final Clock clock;

    RunEnds(RunCollection collection, WorkSignal signal, Clock clock) {
        this.collection = collection;
        this.signal = signal;
        this.clock = clock;
    }

    /** So many records are applied; the number never falls. */
    public Mono<Void> applied(String importId, long records) {
        return update(importId, PUBLISHED, Updates.max("progress.applied", records))
                .then();
    }

    public Mono<Void> completed(String importId, Completion completion) {
        var from = completion.unchanged() ? NOT_COMPLETED : PUBLISHED;
        return update(
                        importId,
                        from,
                        Updates.combine(
                                Leaving.end(importId, RunState.COMPLETED, clock.instant()),
                                Updates.set("completion", completion),
                                Updates.set("progress.applied", completion.applied())))
                .doOnNext(moved -> signal.ring())
                .then();
    }

    /** The contact service failed the import, and has said so on the topic. */
    public Mono<Void> failed(String importId, RunFailure failure) {
        return update(
                        importId,
                        Set.of(RunState.APPLYING),
                        Updates.combine(
                                Leaving.end(importId, RunState.FAILED, clock.instant()),
                                Updates.set("failure", failure)))
                .doOnNext(moved -> signal.ring())
                .then();
    }

    /** The event about the run's end is on the topic. */
    public Mono<Void> announced(ImportRun run) {
        return update(run.importId(), Set.of(run.state()), Updates.set(RunCollection.ANNOUNCED, true))
                .then();
    }

    /** A held run whose plan was approved gives way to the run that carries it out. */
    public Mono<Void> approved(ImportRun held, String successor) {
        return update(
                        held.importId(),
                        Set.of(RunState.HELD),
                        Leaving.superseded(held.importId(), successor, clock.instant()))
                .then();
    }

    private Mono<Boolean> update(String importId, Set<RunState> from, Bson update) {
        return Mono.from(collection
                        .runs()
                        .updateOne(and(eq(RunCollection.ID, importId), in(RunCollection.STATE, from)), update))
                .filter(result -> result.getMatchedCount() == 1)
                .map(result -> true);
    }
}
