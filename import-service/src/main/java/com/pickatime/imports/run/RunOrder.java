package com.pickatime.imports.run;

import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param upload name of the uploaded file to read; null when the connection says where to read
 * @param approvedPlan hexadecimal digest of the one plan that may be carried out though the brake would hold it
 * @param recoveries how many runs broke off before this one, counted from the one that was asked for
 */
public record RunOrder(
        ImportMode mode,
        ImportTrigger trigger,
        @Nullable String upload,
        @Nullable String approvedPlan,
        int recoveries) {

    public static RunOrder of(ImportMode mode, ImportTrigger trigger) {
        return new RunOrder(mode, trigger, null, null, 0);
    }

    /** Reads an uploaded file. */
    public static RunOrder ofUpload(ImportMode mode, String upload) {
        return new RunOrder(mode, ImportTrigger.FILE, upload, null, 0);
    }

    /** The same, with leave to carry out exactly this plan. */
    public RunOrder approving(String planDigest) {
        return new RunOrder(mode, ImportTrigger.MANUAL, upload, planDigest, 0);
    }

    /** The same once more, after a run broke off. */
    public RunOrder recovering() {
        return new RunOrder(mode, ImportTrigger.RECOVERY, upload, approvedPlan, recoveries + 1);
    }
}
