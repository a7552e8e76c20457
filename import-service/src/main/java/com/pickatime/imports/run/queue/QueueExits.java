package com.pickatime.imports.run.queue;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.RunState;
import java.time.Instant;
import org.bson.conversions.Bson;

/** The updates by which a run leaves its business's queue, so that another can take its place. */
final class QueueExits {

    private QueueExits() {}

    /** Rests in {@code state} until somebody decides. */
    static Bson rest(String importId, RunState state) {
        return Updates.combine(
                Updates.set(RunCollection.STATE, state),
                Updates.set(RunCollection.SLOT, Slot.left(importId)),
                Updates.unset(RunCollection.LEASE));
    }

    /** Ends in {@code state}. */
    static Bson end(String importId, RunState state, Instant at) {
        return Updates.combine(rest(importId, state), Updates.set(RunCollection.FINISHED_AT, at));
    }

    /** Ends because {@code successor} takes its place. */
    static Bson superseded(String importId, String successor, Instant at) {
        return Updates.combine(end(importId, RunState.SUPERSEDED, at), Updates.set(RunCollection.SUCCESSOR, successor));
    }
}
