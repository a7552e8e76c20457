package com.pickatime.contacts.clearing;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One deletion of all contacts of a level and of all lower ones.
 *
 * @param level the highest that is deleted
 * @param digest of the preview that was agreed to
 * @param by subject of the token of who asked for it
 * @param revision its place among the business's imports; 0 until it began
 * @param after the key of the last contact that was looked at; empty at the beginning
 * @param contacts how many it deleted so far
 * @param leftOut how many of them an undoing left deleted, so as to make no twins
 * @param importedSince whether an import was applied between the clearing and its undoing
 */
record Clearing(
        String id,
        BusinessId business,
        AccessLevel level,
        String digest,
        String by,
        Instant at,
        State state,
        long revision,
        String after,
        long contacts,
        long leftOut,
        boolean importedSince,
        @Nullable String reason) {

    /** How far it is. */
    enum State {
        /** Looks whether everything is as it was in the preview. */
        CHECKING,
        /** Something was not: nothing is deleted. */
        VOID,
        DELETING,
        DELETED,
        UNDOING,
        UNDONE,
        /** Too late to undo: what was kept for that is being deleted. */
        FORGETTING,
        FORGOTTEN;

        boolean isUnderWay() {
            return this == CHECKING || this == DELETING || this == UNDOING || this == FORGETTING;
        }
    }
}
