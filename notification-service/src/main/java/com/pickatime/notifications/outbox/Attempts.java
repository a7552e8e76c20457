package com.pickatime.notifications.outbox;

import com.pickatime.notifications.delivery.DeliveryReport;
import com.pickatime.notifications.settings.MailSettings;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.ids.BusinessId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Decides what follows from an attempt: when to try again, when to give up, and what operators are told. */
@Component
class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** An import's mail is waited for, and asking costs next to nothing. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Mails mails;
    private final MailSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    Attempts(Mails mails, NotificationServiceSettings settings, Clock clock, MeterRegistry meters) {
        this.mails = mails;
        this.settings = settings.mail();
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Enters what became of one recipient's letter.
     *
     * <p>The Mono fails with {@link MailTakenOverException} if another instance has the mail by now.
     */
    Mono<DeliveryReport> enter(ClaimedMail mail, String recipient, DeliveryReport report) {
        meters.counter("notifications.letters", "verdict", tag(report.verdict()))
                .increment();
        var leaseEnd = clock.instant().plus(settings.lease());
        return switch (report.verdict()) {
            case ACCEPTED ->
                mine(mail, mails.accepted(mail, recipient, leaseEnd)).thenReturn(report);
            case REFUSED ->
                mine(mail, mails.refused(mail, recipient, leaseEnd))
                        .doOnNext(entered -> log.warn("{} recipient={}: {}", name(mail), recipient, report.reason()))
                        .thenReturn(report);
            case DEFERRED, UNAVAILABLE -> Mono.just(report);
        };
    }

    Mono<Outcome> waitForRecipients(ClaimedMail mail) {
        return mine(mail, mails.waitForRecipients(mail, clock.instant().plus(settings.recheck())))
                .doOnNext(entered -> log.info("{} waits: no administrator to tell is known", name(mail)))
                .thenReturn(Outcome.WAITING_FOR_RECIPIENTS);
    }

    /** Makes what waits for a business's recipients due. */
    Mono<Void> recipientsAreKnown(BusinessId businessId) {
        return mails.recipientsAreKnown(businessId, clock.instant());
    }

    Mono<Outcome> sent(ClaimedMail mail) {
        return mine(mail, mails.sent(mail, clock.instant(), expiry()))
                .doOnNext(entered -> log.info("{} is sent", name(mail)))
                .doOnNext(entered -> count(mail, Outcome.SENT))
                .thenReturn(Outcome.SENT);
    }

    /** Gives the mail up, for operators to look at. */
    Mono<Outcome> giveUp(ClaimedMail mail, String problem) {
        return mine(mail, mails.failed(mail, problem, expiry()))
                .doOnNext(entered -> log.error(
                        "{} is given up, failed attempts: {}, the last: {}", name(mail), mail.failures() + 1, problem))
                .doOnNext(entered -> count(mail, Outcome.FAILED))
                .thenReturn(Outcome.FAILED);
    }

    /** Ends a mail that nobody needs any more. */
    Mono<Outcome> leaveOut(ClaimedMail mail, String reason) {
        return mine(mail, mails.overtaken(mail, reason, expiry()))
                .doOnNext(entered -> log.info("{} is not sent: {}", name(mail), reason))
                .doOnNext(entered -> count(mail, Outcome.OVERTAKEN))
                .thenReturn(Outcome.OVERTAKEN);
    }

    /** Puts the mail off until it may be known what it has to tell; that is no failed attempt. */
    Mono<Outcome> waitForWords(ClaimedMail mail, String reason) {
        return mine(mail, mails.putOff(mail, clock.instant().plus(SOON), reason))
                .thenReturn(Outcome.EARLY);
    }

    /** Puts the mail off, longer each time, or gives it up after the last attempt. */
    Mono<Outcome> tryAgain(ClaimedMail mail, String problem, Outcome outcome) {
        var failures = mail.failures() + 1;
        if (failures >= settings.maxAttempts()) {
            return giveUp(mail, problem);
        }
        var delay = settings.delayAfter(failures);
        return mine(mail, mails.tryAgain(mail, clock.instant().plus(delay), problem))
                .doOnNext(entered -> log.warn("{} is tried again in {}: {}", name(mail), delay, problem))
                .thenReturn(outcome);
    }

    private Instant expiry() {
        return clock.instant().plus(settings.keep());
    }

    private void count(ClaimedMail mail, Outcome outcome) {
        meters.counter("notifications.mails", "template", mail.content().template(), "outcome", tag(outcome))
                .increment();
    }

    private static String name(ClaimedMail mail) {
        return "mail=" + mail.id() + " business=" + mail.businessId();
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Mono<Boolean> mine(ClaimedMail mail, Mono<Boolean> written) {
        return written.filter(isMine -> isMine).switchIfEmpty(Mono.error(() -> new MailTakenOverException(mail.id())));
    }
}
