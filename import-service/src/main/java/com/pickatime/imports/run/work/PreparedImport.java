package com.pickatime.imports.run.work;

import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.StoredTotals;
import com.pickatime.imports.run.event.PlannedImport;

/** Everything that is to be known before an import is decided on; {@code staging} holds the changes. */
record PreparedImport(PlannedImport planned, Staging staging, StoredTotals held) {}
