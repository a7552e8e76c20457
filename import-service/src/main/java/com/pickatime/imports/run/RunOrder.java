package com.pickatime.imports.run;

import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.platform.ids.ImportId;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param upload name of the uploaded file to read; null when the connection says where to read
 * @param approvedPlan hexadecimal digest of the one plan that may be carried out though the brake would hold it
 * @param undoing the import that is taken back; null of one that reads its roster at the source
 * @param movedFor the held run whose map of source IDs was applied before; null for none
 * @param recoveries how many runs broke off before this one, counted from the one that was asked for
 */
public record RunOrder(
        ImportMode mode,
        ImportTrigger trigger,
        @Nullable String upload,
        @Nullable String approvedPlan,
        @Nullable Undoing undoing,
        @Nullable String movedFor,
        int recoveries) {

    public static RunOrder of(ImportMode mode, ImportTrigger trigger) {
        return new RunOrder(mode, trigger, null, null, null, null, 0);
    }

    /** Reads an uploaded file. */
    public static RunOrder ofUpload(ImportMode mode, String upload) {
        return new RunOrder(mode, ImportTrigger.FILE, upload, null, null, null, 0);
    }

    /** Puts the roster back. */
    public static RunOrder of(ImportMode mode, Undoing undoing) {
        return new RunOrder(mode, ImportTrigger.UNDO, null, null, undoing, null, 0);
    }

    /** The same, with leave to carry out exactly this plan. */
    public RunOrder approving(String planDigest) {
        return new RunOrder(mode, byHand(), upload, planDigest, undoing, movedFor, 0);
    }

    /** The same after the map of source IDs was applied that the run {@code held} proposed. */
    public RunOrder afterMoves(ImportId held) {
        return new RunOrder(mode, byHand(), upload, null, undoing, held.value(), 0);
    }

    private ImportTrigger byHand() {
        return undoing == null ? ImportTrigger.MANUAL : ImportTrigger.UNDO;
    }

    /** The same once more, after a run broke off. */
    public RunOrder recovering() {
        return new RunOrder(mode, ImportTrigger.RECOVERY, upload, approvedPlan, undoing, movedFor, recoveries + 1);
    }
}
