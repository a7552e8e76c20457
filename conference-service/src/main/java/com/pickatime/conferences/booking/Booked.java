package com.pickatime.conferences.booking;

import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A confirmed appointment, for lists.
 *
 * @param day in the zone of the conference
 * @param answers by the ids of the questions
 */
public record Booked(
        String id,
        String conferenceId,
        String slotId,
        ContactId teacher,
        ContactId parent,
        ContactId student,
        LocalDate day,
        Instant start,
        Instant end,
        Map<String, String> answers) {

    static Booked of(Appointment appointment) {
        return new Booked(
                appointment.id(),
                appointment.conferenceId(),
                appointment.slotId(),
                appointment.teacher(),
                appointment.parent(),
                appointment.student(),
                appointment.day(),
                appointment.start(),
                appointment.end(),
                appointment.answers());
    }

    /** Says nothing of the answers. */
    @Override
    public String toString() {
        return "Booked(" + id + ")";
    }
}
