package com.pickatime.conferences.booking;

import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conference.Notifications;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has parents reminded of what is near.
 *
 * <p>When that is, is computed anew at every look, so that a school may change its mind. Whoever booked when it was near already has just
 * read of it and is not reminded. An appointment is taken from the list by the very change that notes the reminder: neither a second
 * instance nor one that dies makes two of it.
 */
@Component
class ReminderSweep {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int UNDER_WAY = 16;
    private static final String PART = "the look for appointments to remind of";

    private final Appointments appointments;
    private final Conferences conferences;
    private final AppointmentNews news;
    private final Standstill standstill;
    private final Clock clock;

    ReminderSweep(
            Appointments appointments,
            Conferences conferences,
            AppointmentNews news,
            Standstill standstill,
            Clock clock) {
        this.appointments = appointments;
        this.conferences = conferences;
        this.news = news;
        this.standstill = standstill;
        this.clock = clock;
    }

    /** Notes the reminders that are due. */
    @Scheduled(fixedDelayString = "${conferences.reminders.sweep:1m}")
    Mono<Void> sweep() {
        return Flux.defer(() -> remindAt(clock.instant()))
                .then()
                .timeout(LONGEST)
                .transform(work -> standstill.watch(PART, work));
    }

    private Flux<Boolean> remindAt(Instant now) {
        return appointments
                .conferencesToRemindOf(now, now.plus(Duration.ofHours(Notifications.MOST_HOURS)))
                .concatMap(conferences::find)
                .concatMap(conference -> remind(conference, now));
    }

    private Flux<Boolean> remind(Conference conference, Instant now) {
        var hours = conference.settings().notifications().hoursBefore();
        if (hours.isZero()) {
            return Flux.empty();
        }
        return appointments
                .toRemindOf(conference.id(), now, now.plus(hours))
                .filter(near ->
                        !near.confirmedAt().isAfter(near.appointment().start().minus(hours)))
                .flatMap(
                        near -> appointments.reminded(
                                near.appointment(), news.reminderDue(conference, near.appointment()), now),
                        UNDER_WAY);
    }
}
