package com.pickatime.web.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An appointment, as conference-service shows it.
 *
 * @param state HELD, CONFIRMED, or one in which it has ended
 * @param until when it ends by itself unless it is confirmed; null for one that is
 * @param answers by the ids of the event's questions
 * @param movedFrom id of the one in whose place it is; null for none
 * @param calendarId names it in calendars, also when it is moved; null where an earlier release shows it
 * @param sequence rises with every change of what is in calendars; null likewise
 * @param problems why it does not fit any more; none where all is well
 */
public record Booked(
        String appointmentId,
        String state,
        String slotId,
        String teacherId,
        String parentId,
        String studentId,
        Instant start,
        Instant end,
        @Nullable Instant until,
        Map<String, String> answers,
        @Nullable String movedFrom,
        @Nullable String calendarId,
        @Nullable Integer sequence,
        List<String> problems) {

    /** Where the appointments of a conference are at conference-service, and one of them. */
    public static final String ALL = Event.ONE + "/appointments";

    public static final String ONE = ALL + "/{appointment}";

    public Booked {
        problems = problems == null ? List.of() : problems;
    }

    public boolean isHeld() {
        return state.equals("HELD");
    }

    public boolean isConfirmed() {
        return state.equals("CONFIRMED");
    }

    /** Says nothing of what was answered. */
    @Override
    public String toString() {
        return "Booked[" + appointmentId + ", " + state + "]";
    }
}
