package com.pickatime.imports.execution;

import com.pickatime.imports.lifecycle.PlannedImport;
import com.pickatime.imports.sourceindex.Held;
import com.pickatime.imports.staging.Staging;

/** Everything that is to be known before an import is decided on; {@code staging} holds the changes. */
record PreparedImport(PlannedImport planned, Staging staging, Held held) {}
