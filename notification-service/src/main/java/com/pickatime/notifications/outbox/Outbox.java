package com.pickatime.notifications.outbox;

import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.settings.MailSettings;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.ids.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes mails in and sends them when they are due.
 *
 * <p>The two are apart so that an SMTP server that is slow or away holds up neither the events nor other businesses' mails.
 * Any number of instances may share one outbox.
 */
@Component
public class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** After this a sweep begins no further mail, so that none can be cut short by the limit of the whole. */
    private static final Duration LONGEST_SWEEP = Duration.ofMinutes(5);

    private static final Duration LIMIT = Duration.ofHours(1);

    private final Mails mails;
    private final DeliverMail deliverMail;
    private final MailSettings settings;
    private final Clock clock;

    Outbox(Mails mails, DeliverMail deliverMail, NotificationServiceSettings settings, Clock clock) {
        this.mails = mails;
        this.deliverMail = deliverMail;
        this.settings = settings.mail();
        this.clock = clock;
    }

    /** Keeps a mail until it is sent; one that was taken in before changes nothing. */
    public Mono<Void> take(Mail mail) {
        return mails.add(mail, clock.instant())
                .doOnNext(isNew -> log.info(
                        "mail={} business={} {}",
                        mail.id(),
                        mail.businessId(),
                        isNew ? "is in the outbox" : "is known already"))
                .then();
    }

    /** Sends what waited for the recipients of a business, now that they are known. */
    public Mono<Void> recipientsAreKnown(BusinessId businessId) {
        return mails.recipientsAreKnown(businessId, clock.instant());
    }

    /** Sends every mail that is due; ends early when the SMTP server takes no mail at all. */
    @Scheduled(fixedDelayString = "${notifications.mail.sweep-interval}")
    Mono<Void> sweep() {
        return Mono.defer(this::sendWhatIsDue).timeout(LIMIT);
    }

    private Mono<Void> sendWhatIsDue() {
        var end = clock.instant().plus(LONGEST_SWEEP);
        // with delayed errors, because a worker's trouble must not cancel another's letter half way
        return Flux.range(0, settings.workers())
                .flatMapDelayError(worker -> sendUntilNothingIsDue(end), settings.workers(), 1)
                .then();
    }

    private Mono<Void> sendUntilNothingIsDue(Instant end) {
        return Mono.defer(this::claim)
                .flatMap(deliverMail::execute)
                .map(Outcome::allowsTheNext)
                .defaultIfEmpty(false)
                .repeat()
                .takeWhile(goOn -> goOn && clock.instant().isBefore(end))
                .then();
    }

    private Mono<ClaimedMail> claim() {
        var now = clock.instant();
        return mails.claim(now, now.plus(settings.lease()));
    }
}
