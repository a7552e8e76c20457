package com.pickatime.notifications.events;

import com.pickatime.events.AppointmentCancelled;
import com.pickatime.events.AppointmentConfirmed;
import com.pickatime.events.AppointmentMoved;
import com.pickatime.events.AppointmentReminderDue;
import com.pickatime.events.AppointmentSnapshot;
import com.pickatime.events.ConferenceEvent;
import com.pickatime.events.MeetingKind;
import com.pickatime.notifications.news.AppointmentNews;
import com.pickatime.notifications.news.AppointmentNews.Meeting;
import com.pickatime.notifications.news.AppointmentNews.Occasion;
import com.pickatime.notifications.news.AppointmentNews.Reader;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an event of a conference tells.
 *
 * @param news as its parent would read it
 * @param mails that are wanted of it, each with an identity of its own
 */
record AppointmentMails(AppointmentNews news, List<Mail> mails) {

    /** Null for an event that is of no appointment. */
    static @Nullable AppointmentMails in(ConferenceEvent event) {
        var what = event.getEvent();
        if (what instanceof AppointmentConfirmed confirmed) {
            return of(event, Occasion.CONFIRMED, confirmed.getAppointment());
        }
        if (what instanceof AppointmentMoved moved) {
            return of(event, Occasion.MOVED, moved.getAppointment());
        }
        if (what instanceof AppointmentCancelled cancelled) {
            return of(event, Occasion.CANCELLED, cancelled.getAppointment());
        }
        return what instanceof AppointmentReminderDue due ? of(event, Occasion.REMINDER, due.getAppointment()) : null;
    }

    private static AppointmentMails of(ConferenceEvent event, Occasion occasion, AppointmentSnapshot appointment) {
        var mails = new ArrayList<Mail>();
        if (appointment.getTellParent()) {
            mails.add(mail(event, occasion, appointment, Reader.PARENT));
        }
        if (appointment.getTellTeacher()) {
            mails.add(mail(event, occasion, appointment, Reader.TEACHER));
        }
        return new AppointmentMails(news(event, occasion, appointment, Reader.PARENT), mails);
    }

    private static Mail mail(ConferenceEvent event, Occasion occasion, AppointmentSnapshot appointment, Reader reader) {
        var news = news(event, occasion, appointment, reader);
        return new Mail(
                MailId.ofEvent(event.getEventId() + '/' + reader.name().toLowerCase(Locale.ROOT), news.template()),
                new BusinessId(event.getBusinessId()),
                event.getOccurredAt(),
                news);
    }

    private static AppointmentNews news(
            ConferenceEvent event, Occasion occasion, AppointmentSnapshot appointment, Reader reader) {
        return new AppointmentNews(
                occasion,
                reader,
                event.getOccurredAt(),
                appointment.getAppointmentId(),
                appointment.getCalendarId(),
                appointment.getSequence(),
                appointment.getConferenceId(),
                appointment.getConferenceName(),
                appointment.getZone(),
                appointment.getLocation(),
                appointment.getStart(),
                appointment.getEnd(),
                meeting(appointment.getKind()),
                new ContactId(appointment.getTeacher()),
                new ContactId(appointment.getParent()),
                new ContactId(appointment.getStudent()),
                appointment.getText(),
                Locale.ENGLISH.getLanguage());
    }

    private static Meeting meeting(MeetingKind kind) {
        return switch (kind) {
            case IN_PERSON -> Meeting.IN_PERSON;
            case VIRTUAL -> Meeting.VIRTUAL;
            case EITHER -> Meeting.EITHER;
            case UNKNOWN -> Meeting.UNTOLD;
        };
    }
}
