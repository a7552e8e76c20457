package com.pickatime.conferences.slots;

import com.pickatime.conferences.conference.NamedIds;
import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A time at which a teacher can be met.
 *
 * @param id the same for a teacher's time in a conference, however often it is made
 * @param from in the zone of the conference, as the end is
 * @param message what stands in its place where it is UNAVAILABLE
 * @param most how many may meet the teacher at once
 * @param free how many still may; below 0 where there are more already than there may be
 * @param tag of this version of it
 */
public record Slot(
        String id,
        String conferenceId,
        ContactId teacher,
        LocalDate day,
        LocalTime from,
        LocalTime to,
        Instant start,
        Instant end,
        Kind kind,
        Visibility visibility,
        String message,
        int most,
        int free,
        String tag) {

    /** How one meets. */
    public enum Kind {
        IN_PERSON,
        VIRTUAL,
        EITHER
    }

    /** To whom it is shown, and what that one may do. */
    public enum Visibility {
        /** Parents book it. */
        VISIBLE,
        /** Administrators alone see it. */
        HIDDEN,
        /** Parents see that they have to call. */
        CALL,
        /** Nobody books it: lunch, a meeting. */
        UNAVAILABLE
    }

    /** What may be decided of a slot. */
    public record Options(Kind kind, Visibility visibility, String message, int most) {}

    static String id(String conferenceId, ContactId teacher, LocalDate day, LocalTime from) {
        return NamedIds.of(conferenceId, teacher.value(), day.toString(), from.toString());
    }

    boolean overlaps(Slot other) {
        return start.isBefore(other.end) && end.isAfter(other.start);
    }
}
