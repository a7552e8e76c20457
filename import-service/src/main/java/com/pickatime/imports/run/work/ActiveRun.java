package com.pickatime.imports.run.work;

import com.pickatime.imports.run.ImportRun;

/** A run that this instance works on now. */
public record ActiveRun(ImportRun run, ProgressTracker progress, HeldLease lease) {

    public String importId() {
        return run.importId();
    }

    public String businessId() {
        return run.businessId();
    }
}
