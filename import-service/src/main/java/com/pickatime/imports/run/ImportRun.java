package com.pickatime.imports.run;

import com.pickatime.events.HoldCause;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One import of one business, as its document in {@code import_runs} says.
 *
 * @param revision the run's number within its business, rising; 0 until a worker took it up
 * @param slot its place in the business's queue, unique among all runs
 * @param plan null until it is known
 * @param holdReasons why it was held, or a dry run says that it would be; empty for none
 * @param holdCause what kind of reasons those are; null for none, and of runs older than this field
 * @param successor the run that took its place
 * @param cancelledBy who called it off, also of a run whose worker has not stopped yet; null for nobody
 * @param announced false while an event about the run's end is still to be published
 */
public record ImportRun(
        @BsonId ImportId importId,
        BusinessId businessId,
        RunOrder order,
        RunState state,
        long revision,
        String slot,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Lease lease,
        RunProgress progress,
        @Nullable PlanSummary plan,
        List<String> holdReasons,
        @Nullable HoldCause holdCause,
        @Nullable RunCompletion completion,
        @Nullable RunFailure failure,
        @Nullable ImportId successor,
        @Nullable String cancelledBy,
        boolean announced) {

    /** A run that waits for a worker in {@code slot}. */
    public static ImportRun requested(
            ImportId importId, BusinessId businessId, RunOrder order, String slot, Instant at) {
        return new ImportRun(
                importId,
                businessId,
                order,
                RunState.REQUESTED,
                0,
                slot,
                at,
                null,
                null,
                null,
                RunProgress.NONE,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                true);
    }

    /** How the log names it. */
    public String label() {
        return "import=" + importId + " business=" + businessId;
    }

    /** When the run began; only asked of runs that have begun. */
    public Instant begun() {
        return startedAt == null ? requestedAt : startedAt;
    }
}
