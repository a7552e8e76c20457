package com.pickatime.conferences.booking;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's place in a slot.
 *
 * @param id opaque, and never used for another one
 * @param classes ids of those that the child attends with the teacher; none where an administrator booked beside them
 * @param byAdministrator whether it was booked past the rules for parents
 * @param until when it ends by itself; null unless it is held
 * @param answers by the ids of the questions
 * @param movedFrom the one in whose place this one is; null for none
 * @param refusal why it got no place; null unless it is REFUSED
 * @param endedAt null while it is live
 */
record Appointment(
        String id,
        BusinessId businessId,
        String conferenceId,
        String slotId,
        ContactId teacher,
        ContactId parent,
        ContactId student,
        List<String> classes,
        LocalDate day,
        Instant start,
        Instant end,
        boolean byAdministrator,
        String bookedBy,
        Instant bookedAt,
        State state,
        @Nullable Instant until,
        Map<String, String> answers,
        @Nullable String movedFrom,
        @Nullable BookingRefusal refusal,
        @Nullable Instant endedAt) {

    enum State {
        /** Its places are being taken; nobody was told of it yet. */
        CLAIMING,
        /** The parent decides. */
        HELD,
        CONFIRMED,
        CANCELLED,
        /** Another one is in its place. */
        MOVED,
        /** The parent went away. */
        EXPIRED,
        /** There was no place. */
        REFUSED;

        boolean isLive() {
            return this == CLAIMING || this == HELD || this == CONFIRMED;
        }
    }

    Optional<String> replaced() {
        return Optional.ofNullable(movedFrom);
    }

    /** Says nothing of the answers. */
    @Override
    public String toString() {
        return "Appointment(" + id + ", " + state + ")";
    }
}
