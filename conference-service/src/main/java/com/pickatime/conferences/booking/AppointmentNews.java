package com.pickatime.conferences.booking;

import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conference.Message;
import com.pickatime.conferences.events.ConferenceOutbox;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.events.AppointmentCancelled;
import com.pickatime.events.AppointmentConfirmed;
import com.pickatime.events.AppointmentMoved;
import com.pickatime.events.AppointmentReminderDue;
import com.pickatime.events.AppointmentSnapshot;
import com.pickatime.events.MeetingKind;
import org.apache.avro.specific.SpecificRecord;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What others are told of an appointment, as parts of the changes that make it so. */
@Component
class AppointmentNews {

    private final ConferenceOutbox outbox;

    AppointmentNews(ConferenceOutbox outbox) {
        this.outbox = outbox;
    }

    /** A move is one piece of news, of the appointment that stands now. */
    Bson confirmed(Conference conference, Appointment held) {
        var messages = conference.settings().notifications();
        return held.movedFrom() == null
                ? note("confirmed", held, new AppointmentConfirmed(snapshot(conference, held, messages.confirmation())))
                : note(
                        "confirmed",
                        held,
                        new AppointmentMoved(snapshot(conference, held, messages.change()), held.movedFrom()));
    }

    /** @param confirmed as it was before, so that its sequence is one less than that of its cancellation */
    Bson cancelled(Conference conference, Appointment confirmed) {
        var message = conference.settings().notifications().cancellation();
        return note(
                "cancelled",
                confirmed,
                new AppointmentCancelled(snapshot(conference, confirmed, confirmed.sequence() + 1, message)));
    }

    Bson reminderDue(Conference conference, Appointment confirmed) {
        return note(
                "reminder",
                confirmed,
                new AppointmentReminderDue(snapshot(
                        conference,
                        confirmed,
                        conference.settings().notifications().reminder())));
    }

    private Bson note(String what, Appointment appointment, SpecificRecord event) {
        return outbox.note(appointment.id() + '/' + what, appointment.businessId(), event);
    }

    private static AppointmentSnapshot snapshot(Conference conference, Appointment appointment, Message message) {
        return snapshot(conference, appointment, appointment.sequence(), message);
    }

    private static AppointmentSnapshot snapshot(
            Conference conference, Appointment appointment, int sequence, Message message) {
        var settings = conference.settings();
        return new AppointmentSnapshot(
                appointment.id(),
                appointment.calendarId(),
                sequence,
                conference.id(),
                settings.name(),
                settings.zone().getId(),
                settings.location(),
                appointment.start(),
                appointment.end(),
                kind(appointment.kind()),
                appointment.teacher().value(),
                appointment.parent().value(),
                appointment.student().value(),
                message.sent(),
                message.sent() && settings.notifications().copyToTeacher(),
                message.text());
    }

    private static MeetingKind kind(Slot.@Nullable Kind kind) {
        return kind == null
                ? MeetingKind.UNKNOWN
                : switch (kind) {
                    case IN_PERSON -> MeetingKind.IN_PERSON;
                    case VIRTUAL -> MeetingKind.VIRTUAL;
                    case EITHER -> MeetingKind.EITHER;
                };
    }
}
