package com.pickatime.notifications.outbox;

import com.pickatime.notifications.news.AppointmentNews;
import com.pickatime.notifications.news.AppointmentNews.Meeting;
import com.pickatime.notifications.news.AppointmentNews.Reader;
import com.pickatime.notifications.outbox.Draft.CalendarFile;
import com.pickatime.notifications.recipients.Recipient;
import com.pickatime.notifications.rendering.MailRenderer;
import com.pickatime.notifications.rendering.MailRenderer.Names;
import com.pickatime.notifications.services.ContactBook;
import com.pickatime.notifications.services.Person;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.calendar.CalendarEntry;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes about an appointment to one of those who meet, with who they are at this moment. */
@Component
class AppointmentDrafts {

    private static final Logger log = LoggerFactory.getLogger(AppointmentDrafts.class);

    private final LatestNews latest;
    private final ContactBook contacts;
    private final MailRenderer renderer;
    private final KeyedHash hash;
    private final String organizer;
    private final Clock clock;

    AppointmentDrafts(
            LatestNews latest,
            ContactBook contacts,
            MailRenderer renderer,
            KeyedHash hash,
            NotificationServiceSettings settings,
            Clock clock) {
        this.latest = latest;
        this.contacts = contacts;
        this.renderer = renderer;
        this.hash = hash;
        this.organizer = settings.mail().sender().getAddress();
        this.clock = clock;
    }

    Mono<Draft> of(BusinessId business, AppointmentNews news, String businessName) {
        if (!news.start().isAfter(clock.instant())) {
            return Mono.just(new Draft.Overtaken("the appointment has begun"));
        }
        return latest.isOvertaken(news)
                .flatMap(overtaken -> overtaken
                        ? Mono.just(new Draft.Overtaken("the appointment was moved or cancelled since"))
                        : written(business, news, businessName));
    }

    private Mono<Draft> written(BusinessId business, AppointmentNews news, String businessName) {
        return Mono.zip(
                        contacts.find(business, news.teacher()),
                        contacts.find(business, news.parent()),
                        contacts.find(business, news.student()))
                .publishOn(Schedulers.boundedElastic())
                .map(met -> written(business, news, businessName, met.getT1(), met.getT2(), met.getT3()))
                .onErrorResume(
                        failure -> failure instanceof WebClientException || failure instanceof TimeoutException,
                        failure -> {
                            log.warn("contact-service does not say who meets: {}", failure.toString());
                            return Mono.just(new Draft.Troubled("contact-service does not say to whom it goes"));
                        });
    }

    private Draft written(
            BusinessId business,
            AppointmentNews news,
            String businessName,
            Person teacher,
            Person parent,
            Person student) {
        var reader = news.to() == Reader.PARENT ? parent : teacher;
        if (!reader.active()) {
            return new Draft.Hopeless("the contact to whom it goes is not active any more");
        }
        var address = reader.email();
        if (address == null || address.isBlank()) {
            return new Draft.Hopeless("the contact to whom it goes has no e-mail address");
        }
        var names = new Names(teacher.name(), parent.name(), student.firstName());
        return new Draft.Letters(
                List.of(Recipient.of(hash, address.strip())),
                renderer.render(news, names, business, businessName),
                calendar(news, renderer.summary(news, names)));
    }

    private @Nullable CalendarFile calendar(AppointmentNews news, String summary) {
        var entry = new CalendarEntry(
                news.calendarId(),
                news.sequence(),
                news.occurredAt(),
                news.start(),
                news.end(),
                ZoneId.of(news.zone()),
                summary,
                news.meeting() == Meeting.VIRTUAL ? "" : news.location(),
                news.text());
        return switch (news.occasion()) {
            case CONFIRMED, MOVED -> new CalendarFile("REQUEST", address -> entry.requested(organizer, address));
            case CANCELLED -> new CalendarFile("CANCEL", address -> entry.cancelled(organizer, address));
            case REMINDER -> null;
        };
    }
}
