package com.pickatime.conferences.conference;

import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deletion of all conferences of a business but those that it keeps.
 *
 * @param id opaque, and never used for another one
 * @param kept ids of those that stay
 * @param conferences ids of those that are deleted
 * @param slots how many they have
 * @param appointments how many confirmed ones they have
 * @param digest of the preview that was agreed to
 * @param by subject of the token of who asked for it
 * @param undoneBy subject of the token of who took it back; null for nobody
 * @param undoneAt null where it was not taken back
 */
public record Deletion(
        String id,
        BusinessId business,
        List<String> kept,
        List<String> conferences,
        long slots,
        long appointments,
        String digest,
        String by,
        Instant at,
        State state,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt) {

    /** How far it is. */
    public enum State {
        /** Nobody finds the conferences any more, and it is looked whether anything changed up to that moment. */
        CHECKING,
        /** Something did: nothing is deleted. */
        VOID,
        DELETED,
        UNDONE,
        /** Too late to undo: what was kept for that is being deleted. */
        FORGETTING,
        FORGOTTEN;

        /** Whether its conferences are as if they were not there. */
        boolean isHiding() {
            return this == CHECKING || this == DELETED || this == FORGETTING;
        }
    }
}
