package com.pickatime.notifications.outbox;

import com.pickatime.notifications.delivery.DeliveryReport;
import com.pickatime.notifications.delivery.DeliveryReport.Verdict;
import com.pickatime.notifications.delivery.Letter;
import com.pickatime.notifications.delivery.SmtpMailer;
import com.pickatime.notifications.news.PasswordLinkNews;
import com.pickatime.notifications.recipients.LinkHolders;
import com.pickatime.notifications.recipients.Recipient;
import com.pickatime.notifications.recipients.RecipientList;
import com.pickatime.notifications.recipients.RecipientLists;
import com.pickatime.notifications.rendering.MailContent;
import com.pickatime.notifications.rendering.MailRenderer;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.outage.Outages;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Sends a claimed mail to every administrator of the business who does not have it yet, or to the one whom its news names.
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

    private final RecipientLists recipients;
    private final LinkHolders holders;
    private final MailRenderer renderer;
    private final SmtpMailer mailer;
    private final Attempts attempts;
    private final String domain;
    private final Duration lease;
    private final Clock clock;

    DeliverMail(
            RecipientLists recipients,
            LinkHolders holders,
            MailRenderer renderer,
            SmtpMailer mailer,
            Attempts attempts,
            NotificationServiceSettings settings,
            Clock clock) {
        this.recipients = recipients;
        this.holders = holders;
        this.clock = clock;
        this.renderer = renderer;
        this.mailer = mailer;
        this.attempts = attempts;
        this.domain = settings.mail().domain();
        this.lease = settings.mail().lease();
    }

    Mono<Outcome> execute(ClaimedMail mail) {
        return Mono.defer(() -> mail.content().isPasswordLink() ? writeToHolder(mail) : writeToAdministrators(mail))
                .onErrorResume(
                        failure -> !(failure instanceof MailTakenOverException), failure -> putOff(mail, failure))
                .onErrorResume(MailTakenOverException.class, this::leave);
    }

    private Mono<Outcome> writeToAdministrators(ClaimedMail mail) {
        return recipients
                .find(mail.businessId())
                .publishOn(Schedulers.boundedElastic())
                .filter(known -> !known.administrators().isEmpty())
                .flatMap(known -> write(
                        mail,
                        known.administrators(),
                        renderer.render(
                                mail.content().read(), mail.businessId(), known.businessName(), known.timeZone())))
                .switchIfEmpty(Mono.defer(() -> waitForRecipients(mail)));
    }

    /** Somebody waits for it, and a business may have no administrators here that would name it. */
    private Mono<Outcome> writeToHolder(ClaimedMail mail) {
        return recipients
                .find(mail.businessId())
                .defaultIfEmpty(new RecipientList(mail.businessId().value(), List.of(), null))
                .publishOn(Schedulers.boundedElastic())
                .flatMap(known -> {
                    var news = (PasswordLinkNews) mail.content().read();
                    if (!news.endsAt().isAfter(clock.instant())) {
                        return attempts.giveUp(mail, "the link in it has ended");
                    }
                    var link = holders.link(mail.businessId(), news);
                    return write(
                            mail,
                            List.of(holders.recipient(mail.businessId(), news)),
                            renderer.render(news, link, known.businessName(), known.timeZone()));
                });
    }

    /** They may have become known between the look and the entry; the hint then found no mail that waits. */
    private Mono<Outcome> waitForRecipients(ClaimedMail mail) {
        return attempts.waitForRecipients(mail)
                .delayUntil(waits -> recipients
                        .find(mail.businessId())
                        .filter(known -> !known.administrators().isEmpty())
                        .flatMap(known -> attempts.recipientsAreKnown(mail.businessId())));
    }

    private Mono<Outcome> write(ClaimedMail mail, List<Recipient> to, MailContent content) {
        return Flux.fromIterable(to)
                .filter(recipient -> !mail.isSettled(recipient.key()))
                .concatMap(recipient -> write(mail, recipient, content))
                .takeUntil(report -> report.verdict() == Verdict.UNAVAILABLE)
                .collectList()
                .flatMap(reports -> conclude(mail, reports));
    }

    private Mono<DeliveryReport> write(ClaimedMail mail, Recipient recipient, MailContent content) {
        var letter = new Letter(mail.id().messageId(recipient.key(), domain), recipient.address(), content);
        return mailer.send(letter)
                .timeout(lease)
                .flatMap(report -> attempts.enter(mail, recipient.key(), report).retryWhen(whileTheStoreIsAway()));
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
