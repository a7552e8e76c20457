package com.pickatime.conferences.booking;

import com.pickatime.conferences.booking.Bookings.Wish;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's place in a slot.
 *
 * <p>Contacts are merged and parted: whoever goes on in the place of one for whom it was booked is its teacher, parent or student.
 *
 * @param id opaque, and never used for another one
 * @param classes ids of those that the child attends with the teacher; none where an administrator booked beside them
 * @param byAdministrator whether it was booked past the rules for parents
 * @param until when it ends by itself; null unless it is held
 * @param answers by the ids of the questions
 * @param movedFrom the one in whose place this one is; null for none
 * @param calendarId names it in calendars; a moved one has that of the one in whose place it is
 * @param sequence rises with every change of what is in calendars
 * @param kind as its slot was when it was booked; null where an earlier release booked it
 * @param refusal why it got no place; null unless it is REFUSED
 * @param endedAt null while it is live
 * @param booked those for whom it was booked, who may have been merged into others since
 * @param former those whose it was until a moment ago, and with whom its place may still be; null for nobody
 * @param problems why it does not fit any more, in their order; none where all is well
 * @param accepted those of its reasons that an administrator accepts
 */
public record Appointment(
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
        String calendarId,
        int sequence,
        Slot.@Nullable Kind kind,
        @Nullable BookingRefusal refusal,
        @Nullable Instant endedAt,
        Party booked,
        @Nullable Party former,
        List<Problem> problems,
        List<Problem> accepted) {

    /** Those who meet, the parent for the student. */
    public record Party(ContactId teacher, ContactId parent, ContactId student) {

        public Stream<ContactId> all() {
            return Stream.of(teacher, parent, student);
        }

        /** With others in their places. */
        public Party mapped(UnaryOperator<ContactId> heir) {
            return new Party(heir.apply(teacher), heir.apply(parent), heir.apply(student));
        }
    }

    /** What has become of one. */
    public enum State {
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

    /**
     * One whose places are to be taken.
     *
     * @param until when it ends by itself unless it is confirmed
     */
    static Appointment claiming(Wish wish, List<String> classes, Instant now, Instant until) {
        var slot = wish.slot();
        var replaced = wish.replaced();
        return new Appointment(
                wish.id(),
                wish.conference().businessId(),
                wish.conference().id(),
                slot.id(),
                slot.teacher(),
                wish.parent(),
                wish.student(),
                classes,
                slot.day(),
                slot.start(),
                slot.end(),
                wish.byAdministrator(),
                wish.by(),
                now,
                State.CLAIMING,
                until,
                Map.of(),
                replaced == null ? null : replaced.id(),
                replaced == null ? wish.id() : replaced.calendarId(),
                replaced == null ? 0 : replaced.sequence() + 1,
                slot.kind(),
                null,
                null,
                new Party(slot.teacher(), wish.parent(), wish.student()),
                null,
                List.of(),
                List.of());
    }

    public Party party() {
        return new Party(teacher, parent, student);
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
