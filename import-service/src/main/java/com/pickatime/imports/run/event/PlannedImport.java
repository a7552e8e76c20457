package com.pickatime.imports.run.event;

import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.source.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A run and its plan, as events tell them.
 *
 * @param summary the plan as it is kept with the run: with the warnings of its source too
 * @param stored what the contact service had stored when the plan was made
 * @param reading of the roster that was planned; null where it is not to be remembered
 */
public record PlannedImport(
        ImportRun run,
        Plan plan,
        PlanSummary summary,
        StoredTotals stored,
        @Nullable Reading reading) {}
