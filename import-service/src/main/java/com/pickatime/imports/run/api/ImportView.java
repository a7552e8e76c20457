package com.pickatime.imports.run.api;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.Undoing;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as callers see it. */
record ImportView(
        ImportId importId,
        BusinessId businessId,
        ImportMode mode,
        ImportTrigger trigger,
        RunState state,
        long revision,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        RunProgress progress,
        @Nullable PlanSummary plan,
        List<String> holdReasons,
        @Nullable HoldCause holdCause,
        @Nullable RunCompletion completion,
        @Nullable RunFailure failure,
        @Nullable ImportId successor,
        @Nullable Undoing undoing,
        @Nullable String cancelledBy) {

    static ImportView of(ImportRun run) {
        return new ImportView(
                run.importId(),
                run.businessId(),
                run.order().mode(),
                run.order().trigger(),
                run.state(),
                run.revision(),
                run.requestedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.progress(),
                run.plan(),
                run.holdReasons(),
                run.holdCause(),
                run.completion(),
                run.failure(),
                run.successor(),
                run.order().undoing(),
                run.cancelledBy());
    }
}
