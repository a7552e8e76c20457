package com.pickatime.imports.run;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a run stands.
 *
 * <pre>
 * REQUESTED -> FETCHING <-> PLANNING -> PUBLISHING -> APPLYING -> COMPLETED
 *                              |-> PLANNED (dry run)
 *                              |-> HELD (brake)
 *                              |-> COMPLETED (nothing to change)
 * </pre>
 *
 * <p>FETCHING to APPLYING may become FAILED; REQUESTED to PUBLISHING, and HELD, SUPERSEDED or CANCELLED. A run goes back from PLANNING to
 * FETCHING when the source changed while it was read, and from FAILED to COMPLETED when it is confirmed after nobody waited
 * for that any more.
 */
public enum RunState {
    /** Waits for a worker. */
    REQUESTED,
    /** Copies the source's roster to local disk. */
    FETCHING,
    /** Compares it with what the contact service has stored. */
    PLANNING,
    /** A dry run is over: the plan is known and will not be carried out. */
    PLANNED,
    /** The brake stopped it; an approval starts a run of its own. */
    HELD,
    /** Writes the changes to the topic. */
    PUBLISHING,
    /** Everything is on the topic; the contact service has not confirmed it yet. */
    APPLYING,
    COMPLETED,
    FAILED,
    /** Another run, its successor, took its place. */
    SUPERSEDED,
    /** Somebody called it off, or turned its plan down. */
    CANCELLED;

    /** States in which a worker has the run, with a lease on it. */
    public static final Set<RunState> LEASED = Set.copyOf(EnumSet.of(FETCHING, PLANNING, PUBLISHING));

    /** States in which a run has left its business's queue. */
    private static final Set<RunState> AT_REST =
            Set.copyOf(EnumSet.of(PLANNED, HELD, COMPLETED, FAILED, SUPERSEDED, CANCELLED));

    /** Whether nothing more will happen by itself. */
    public boolean isAtRest() {
        return AT_REST.contains(this);
    }
}
