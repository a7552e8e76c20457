package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.pickatime.imports.run.RunState.APPLYING;
import static com.pickatime.imports.run.RunState.CANCELLED;
import static com.pickatime.imports.run.RunState.COMPLETED;
import static com.pickatime.imports.run.RunState.FAILED;
import static com.pickatime.imports.run.RunState.FETCHING;
import static com.pickatime.imports.run.RunState.HELD;
import static com.pickatime.imports.run.RunState.LEASED;
import static com.pickatime.imports.run.RunState.PLANNED;
import static com.pickatime.imports.run.RunState.PLANNING;
import static com.pickatime.imports.run.RunState.PUBLISHING;
import static com.pickatime.imports.run.RunState.REQUESTED;
import static com.pickatime.imports.run.RunState.SUPERSEDED;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may happen to a run: in which states, who may do it, on what condition, and the state it leads to.
 *
 * <p>Every change of a run's document is one of these, made by one guarded update, so that none can be written that is
 * not legal. A state that is not worked on has no lease, and one at rest has no place in its business's queue.
 */
enum RunMove {
    /** A worker takes it up, and its lease with it. */
    BEGIN(By.ANYBODY, Set.of(REQUESTED), FETCHING),
    NUMBER(By.ITS_WORKER, Set.of(FETCHING, PLANNING), null),
    /** Reads the source, once more when it changed while it was read. */
    FETCH(By.ITS_WORKER, Set.of(FETCHING, PLANNING), FETCHING),
    PLAN(By.ITS_WORKER, Set.of(FETCHING, PLANNING), PLANNING),
    KEEP_PLAN(By.ITS_WORKER, Set.of(PLANNING), null),
    END_DRY_RUN(By.ITS_WORKER, Set.of(PLANNING), PLANNED, exists(ImportRuns.CANCELLED_BY, false)),
    HOLD(By.ITS_WORKER, Set.of(PLANNING), HELD, exists(ImportRuns.CANCELLED_BY, false)),
    COMPLETE_UNCHANGED(By.ITS_WORKER, Set.of(PLANNING), COMPLETED),
    PUBLISH(
            By.ITS_WORKER,
            Set.of(PLANNING, PUBLISHING),
            PUBLISHING,
            exists(ImportRuns.BARRIERS, false),
            exists(ImportRuns.CANCELLED_BY, false)),
    /** Writes down the barriers. From here on the run is only ever finished. */
    CLOSE(By.ITS_WORKER, Set.of(PUBLISHING), null, exists(ImportRuns.CANCELLED_BY, false)),
    /** Everything is on the topic; the place in the queue is kept, so that no later run mixes into the check of this one. */
    APPLY(By.ITS_WORKER, Set.of(PUBLISHING), APPLYING),
    FAIL(By.ITS_WORKER, LEASED, FAILED, exists(ImportRuns.BARRIERS, false)),
    /** Nothing is to be imported as things are, and nobody is to be told of a failure. */
    CALL_OFF(By.ITS_WORKER, Set.of(FETCHING, PLANNING), CANCELLED),
    RENEW(By.ITS_WORKER, LEASED, null, exists(ImportRuns.CANCELLED_BY, false)),
    RELEASE(By.ITS_WORKER, LEASED, null),
    /** It was asked to, and works on it no more. */
    STOP(By.ITS_WORKER, LEASED, CANCELLED, exists(ImportRuns.CANCELLED_BY)),

    /** Another worker finishes a run that only lacks its barriers. */
    TAKE_OVER(By.ANYBODY_ONCE_THE_LEASE_ENDED, Set.of(PUBLISHING), null, exists(ImportRuns.BARRIERS)),
    /** A fresh run takes the place of one that broke off. */
    REPLACE(
            By.ANYBODY_ONCE_THE_LEASE_ENDED,
            LEASED,
            SUPERSEDED,
            exists(ImportRuns.BARRIERS, false),
            exists(ImportRuns.CANCELLED_BY, false)),
    GIVE_UP(By.ANYBODY_ONCE_THE_LEASE_ENDED, LEASED, FAILED, exists(ImportRuns.BARRIERS, false)),
    /** The worker broke off that was asked to stop. */
    END_STOPPED(By.ANYBODY_ONCE_THE_LEASE_ENDED, LEASED, CANCELLED, exists(ImportRuns.CANCELLED_BY)),

    /** Asked for again while it waits. */
    JOIN(By.ANYBODY, Set.of(REQUESTED), null),
    /** Somebody wants none of it any more: neither of one that waits, nor of a plan that is held. */
    CANCEL(By.ANYBODY, Set.of(REQUESTED, HELD), CANCELLED),
    /**
     * The same of one that is worked on: its worker stops when it next renews its lease. Once everything is on the topic, it is too
     * late.
     */
    ASK_TO_STOP(By.ANYBODY, LEASED, null, exists(ImportRuns.BARRIERS, false)),
    /** A later upload takes the place of one that waits. */
    GIVE_WAY(By.ANYBODY, Set.of(REQUESTED), SUPERSEDED),
    /** The contact service may be quicker than the worker whose last barrier it has just applied. */
    HEAR_OF(By.ANYBODY, Set.of(PUBLISHING, APPLYING), null),
    /** The contact service has confirmed it, perhaps after nobody waited for that any more. */
    CONFIRM(
            By.ANYBODY,
            Set.of(PUBLISHING, APPLYING, FAILED),
            COMPLETED,
            or(ne(ImportRuns.STATE, FAILED), eq(ImportRuns.FAILURE_CODE, ImportRuns.NOT_CONFIRMED))),
    /** The contact service has failed it. */
    REJECT(By.ANYBODY, Set.of(PUBLISHING, APPLYING), FAILED),
    /** It stays unconfirmed, but keeps the next run of its business waiting no longer. */
    LET_NEXT_BEGIN(By.ANYBODY, Set.of(APPLYING), null),
    /** Nobody has heard of it for too long, also because its barriers could not be published all that time. */
    STOP_WAITING(
            By.ANYBODY,
            Set.of(PUBLISHING, APPLYING),
            FAILED,
            or(eq(ImportRuns.STATE, APPLYING), exists(ImportRuns.BARRIERS))),
    /** A plan that waited for approval was approved, or overtaken. */
    SUPERSEDE(By.ANYBODY, Set.of(HELD), SUPERSEDED),
    /** Its end is on the topic. */
    ANNOUNCE(By.ANYBODY, Set.of(HELD, FAILED, COMPLETED), null);

    private enum By {
        /** The instance that has the lease. */
        ITS_WORKER,
        ANYBODY_ONCE_THE_LEASE_ENDED,
        ANYBODY
    }

    private final By by;
    private final Set<RunState> from;
    private final @Nullable RunState to;
    private final List<Bson> conditions;

    /** @param to null where the run stays in the state it is in */
    RunMove(By by, Set<RunState> from, @Nullable RunState to, Bson... conditions) {
        this.by = by;
        this.from = from;
        this.to = to;
        this.conditions = List.of(conditions);
    }

    /** The state it leads to; null where the run stays in the state it is in. */
    @Nullable
    RunState to() {
        return to;
    }

    /** What the document of a run says for which {@code instance} may make this move at {@code now}. */
    Bson isOpenTo(InstanceId instance, Instant now) {
        var all = new ArrayList<>(conditions);
        all.add(in(ImportRuns.STATE, from));
        switch (by) {
            case ITS_WORKER -> all.add(eq(ImportRuns.LEASE_OWNER, instance.value()));
            case ANYBODY_ONCE_THE_LEASE_ENDED -> all.add(lt(ImportRuns.LEASE_UNTIL, now));
            case ANYBODY -> {}
        }
        return and(all);
    }

    /** Whether another run of the business may take its place afterwards. */
    private boolean leavesTheQueue() {
        return this == LET_NEXT_BEGIN || to != null && to.isAtRest();
    }

    /** What it makes of the document of the run {@code importId}, with {@code details}. */
    Bson update(ImportId importId, Instant now, Bson... details) {
        var all = new ArrayList<>(List.of(details));
        if (leavesTheQueue()) {
            all.add(Updates.set(ImportRuns.SLOT, Slot.left(importId)));
        }
        if (to != null) {
            all.add(Updates.set(ImportRuns.STATE, to));
            if (!LEASED.contains(to)) {
                all.add(Updates.unset(ImportRuns.LEASE));
            }
            if (to.isAtRest() && to != HELD) {
                all.add(Updates.set(ImportRuns.FINISHED_AT, now));
            }
        }
        return Updates.combine(all);
    }
}
