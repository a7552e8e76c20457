package com.pickatime.web.events;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A confirmed appointment with the names of those who meet, as conference-service reports it.
 *
 * @param event what the event is called
 * @param day in the zone of the event, as the times are
 * @param answers by the words of the questions
 */
public record Meeting(
        String appointmentId,
        String conferenceId,
        String event,
        LocalDate day,
        LocalTime from,
        LocalTime to,
        Person teacher,
        Person student,
        Person parent,
        Map<String, String> answers) {

    /** Somebody; without a name who is no contact any more. */
    public record Person(
            String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Person(" + contactId + ")";
        }
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Meeting[" + appointmentId + "]";
    }
}
