package com.pickatime.notifications.outbox;

import com.pickatime.notifications.delivery.DeliveryReport;
import com.pickatime.notifications.delivery.DeliveryReport.Verdict;
import com.pickatime.notifications.delivery.Letter;
import com.pickatime.notifications.delivery.SmtpMailer;
import com.pickatime.notifications.recipients.Recipient;
import com.pickatime.notifications.recipients.RecipientLists;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.outage.Outages;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends a claimed mail to everybody whom it is for and who does not have it yet.
 *
 * <p>Each recipient is entered as soon as the SMTP server has taken that letter over, so a later attempt, here or on
 * another instance, writes only to the others. Between the server's yes and that entry lies the one gap that SMTP leaves
 * open: an instance that dies in it makes another send the letter again when the lease has ended. It then carries the same
 * Message-ID, by which mail systems know it for the same letter.
 */
@Component
class DeliverMail {

    private static final Logger log = LoggerFactory.getLogger(DeliverMail.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Drafts drafts;
    private final RecipientLists recipients;
    private final SmtpMailer mailer;
    private final Attempts attempts;
    private final String domain;
    private final Duration lease;

    DeliverMail(
            Drafts drafts,
            RecipientLists recipients,
            SmtpMailer mailer,
            Attempts attempts,
            NotificationServiceSettings settings) {
        this.drafts = drafts;
        this.recipients = recipients;
        this.mailer = mailer;
        this.attempts = attempts;
        this.domain = settings.mail().domain();
        this.lease = settings.mail().lease();
    }

    Mono<Outcome> execute(ClaimedMail mail) {
        return Mono.defer(() -> drafts.of(mail))
                .flatMap(draft -> act(mail, draft))
                .onErrorResume(
                        failure -> !(failure instanceof MailTakenOverException), failure -> putOff(mail, failure))
                .onErrorResume(MailTakenOverException.class, this::leave);
    }

    private Mono<Outcome> act(ClaimedMail mail, Draft draft) {
        if (draft instanceof Draft.Letters letters) {
            return write(mail, letters);
        }
        if (draft instanceof Draft.Hopeless hopeless) {
            return attempts.giveUp(mail, hopeless.reason());
        }
        if (draft instanceof Draft.Overtaken overtaken) {
            return attempts.leaveOut(mail, overtaken.reason());
        }
        if (draft instanceof Draft.Troubled troubled) {
            return attempts.tryAgain(mail, troubled.reason(), Outcome.RETRYING);
        }
        return draft instanceof Draft.Early early
                ? attempts.waitForWords(mail, early.reason())
                : waitForRecipients(mail);
    }

    /** They may have become known between the look and the entry; the hint then found no mail that waits. */
    private Mono<Outcome> waitForRecipients(ClaimedMail mail) {
        return attempts.waitForRecipients(mail)
                .delayUntil(waits -> recipients
                        .find(mail.businessId())
                        .filter(known -> !known.administrators().isEmpty())
                        .flatMap(known -> attempts.recipientsAreKnown(mail.businessId())));
    }

    private Mono<Outcome> write(ClaimedMail mail, Draft.Letters letters) {
        return Flux.fromIterable(letters.to())
                .filter(recipient -> !mail.isSettled(recipient.key()))
                .concatMap(recipient -> write(mail, recipient, letters))
                .takeUntil(report -> report.verdict() == Verdict.UNAVAILABLE)
                .collectList()
                .flatMap(reports -> conclude(mail, reports));
    }

    private Mono<DeliveryReport> write(ClaimedMail mail, Recipient recipient, Draft.Letters letters) {
        return Mono.fromCallable(() -> letter(mail, recipient, letters))
                .flatMap(mailer::send)
                .timeout(lease)
                .flatMap(report -> attempts.enter(mail, recipient.key(), report).retryWhen(whileTheStoreIsAway()));
    }

    private Letter letter(ClaimedMail mail, Recipient recipient, Draft.Letters letters) {
        var calendar = letters.calendar();
        return new Letter(
                mail.id().messageId(recipient.key(), domain),
                recipient.address(),
                letters.content(),
                calendar == null
                        ? null
                        : new Letter.Calendar(calendar.method(), calendar.file().apply(recipient.address())));
    }

    /** A letter that the server has and nobody knows of would be sent again; for as long as the lease runs, nobody does. */
    private Retry whileTheStoreIsAway() {
        return Retry.backoff(Long.MAX_VALUE, FIRST_WAIT)
                .maxBackoff(LONGEST_WAIT)
                .filter(Outages::isCauseOf);
    }

    private Mono<Outcome> conclude(ClaimedMail mail, List<DeliveryReport> reports) {
        for (var report : reports) {
            if (report.verdict() == Verdict.UNAVAILABLE) {
                return attempts.tryAgain(mail, report.reason(), Outcome.SERVER_UNAVAILABLE);
            }
        }
        for (var report : reports) {
            if (report.verdict() == Verdict.DEFERRED) {
                return attempts.tryAgain(mail, report.reason(), Outcome.RETRYING);
            }
        }
        var somebodyHasIt =
                !mail.accepted().isEmpty() || reports.stream().anyMatch(report -> report.verdict() == Verdict.ACCEPTED);
        return somebodyHasIt ? attempts.sent(mail) : attempts.giveUp(mail, "the SMTP server refuses every address");
    }

    private Mono<Outcome> leave(MailTakenOverException lost) {
        log.warn("{}", lost.getMessage());
        return Mono.just(Outcome.TAKEN_OVER);
    }

    private Mono<Outcome> putOff(ClaimedMail mail, Throwable failure) {
        log.warn("mail={} business={} cannot be sent", mail.id(), mail.businessId(), failure);
        return attempts.tryAgain(mail, "internal error: " + failure.getClass().getSimpleName(), Outcome.RETRYING);
    }
}
