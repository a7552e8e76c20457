package com.pickatime.notifications.news;

import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * What became of an appointment, for its parent or its teacher. Who they are is asked when the mail is written.
 *
 * @param occasion what became of it
 * @param to who is to read it
 * @param occurredAt when
 * @param calendarId names the appointment in calendars, also when it is moved
 * @param sequence rises with every change of what is in calendars
 * @param zone of the conference, an IANA id
 * @param location empty for none
 * @param text what the school says; empty for nothing
 * @param language in which it is written, as an IETF tag
 */
public record AppointmentNews(
        Occasion occasion,
        Reader to,
        Instant occurredAt,
        String appointmentId,
        String calendarId,
        int sequence,
        String conferenceId,
        String conferenceName,
        String zone,
        String location,
        Instant start,
        Instant end,
        Meeting meeting,
        ContactId teacher,
        ContactId parent,
        ContactId student,
        String text,
        String language)
        implements News {

    /** What became of it. */
    public enum Occasion {
        CONFIRMED,
        MOVED,
        CANCELLED,
        REMINDER
    }

    /** Who is to read it. */
    public enum Reader {
        PARENT,
        TEACHER
    }

    /** How they meet. */
    public enum Meeting {
        IN_PERSON,
        VIRTUAL,
        EITHER,
        /** Nobody said. */
        UNTOLD
    }

    /** Nobody knows yet in which language a contact reads. */
    public AppointmentNews {
        language = Objects.requireNonNullElse(language, Locale.ENGLISH.getLanguage());
    }

    @Override
    public MailTemplate template() {
        return MailTemplate.APPOINTMENT;
    }

    /** Whose mailbox it is for. */
    public ContactId reader() {
        return to == Reader.PARENT ? parent : teacher;
    }

    @Override
    public String page() {
        return "/children/events/" + conferenceId + "/appointments/" + appointmentId;
    }
}
