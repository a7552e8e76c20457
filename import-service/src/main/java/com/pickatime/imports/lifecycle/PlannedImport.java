package com.pickatime.imports.lifecycle;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.staging.Plan;

/**
 * A run and its plan, as events tell them.
 *
 * @param inNumbers the plan, with all warnings
 */
public record PlannedImport(ImportRun run, Plan plan, PlanSummary inNumbers) {}
