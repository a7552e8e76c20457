package com.pickatime.notifications.outbox;

import com.pickatime.notifications.news.AppointmentNews;
import com.pickatime.notifications.news.CompletedNews;
import com.pickatime.notifications.news.News;
import com.pickatime.notifications.news.PasswordLinkNews;
import com.pickatime.notifications.recipients.LinkHolders;
import com.pickatime.notifications.recipients.RecipientList;
import com.pickatime.notifications.recipients.RecipientLists;
import com.pickatime.notifications.rendering.MailRenderer;
import com.pickatime.notifications.services.Attention;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.ids.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Says to whom a mail is to be written and with which words: to administrators, to whoever wants a link, or about an appointment. */
@Component
class Drafts {

    private final RecipientLists recipients;
    private final LinkHolders holders;
    private final AppointmentDrafts appointments;
    private final MailRenderer renderer;
    private final Attention attention;
    private final Duration patience;
    private final Clock clock;

    Drafts(
            RecipientLists recipients,
            LinkHolders holders,
            AppointmentDrafts appointments,
            MailRenderer renderer,
            Attention attention,
            NotificationServiceSettings settings,
            Clock clock) {
        this.recipients = recipients;
        this.holders = holders;
        this.appointments = appointments;
        this.renderer = renderer;
        this.attention = attention;
        this.patience = settings.attentionWithin();
        this.clock = clock;
    }

    /** Reading it and writing it is done off the event loops. */
    Mono<Draft> of(ClaimedMail mail) {
        return recipients
                .find(mail.businessId())
                // somebody may wait for it, and a business may have no administrators here that would name it
                .defaultIfEmpty(new RecipientList(mail.businessId().value(), List.of(), null))
                .publishOn(Schedulers.boundedElastic())
                .flatMap(known -> {
                    var news = mail.content().read();
                    if (news instanceof PasswordLinkNews link) {
                        return Mono.fromCallable(() -> toHolder(mail.businessId(), link, known));
                    }
                    return news instanceof AppointmentNews appointment
                            ? appointments.of(mail.businessId(), appointment, known.businessName())
                            : toAdministrators(mail.businessId(), news, known);
                });
    }

    private Draft toHolder(BusinessId business, PasswordLinkNews news, RecipientList known) {
        return news.endsAt().isAfter(clock.instant())
                ? new Draft.Letters(
                        List.of(holders.recipient(business, news)),
                        renderer.render(news, holders.link(business, news), known.businessName(), known.timeZone()),
                        null)
                : new Draft.Hopeless("the link in it has ended");
    }

    private Mono<Draft> toAdministrators(BusinessId business, News news, RecipientList known) {
        if (known.administrators().isEmpty()) {
            return Mono.just(new Draft.Unaddressed());
        }
        if (!(news instanceof CompletedNews completed) || !attention.isAsked()) {
            return Mono.fromCallable(() -> letters(business, news, known, 0));
        }
        return attention
                .after(business, completed.importId())
                .publishOn(Schedulers.boundedElastic())
                .map(appointments -> letters(business, news, known, appointments))
                .switchIfEmpty(Mono.fromCallable(() -> isWorthWaiting(completed)
                                ? new Draft.Early("it is not known yet which appointments need attention")
                                : letters(business, news, known, 0))
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private boolean isWorthWaiting(CompletedNews completed) {
        return clock.instant().isBefore(completed.completedAt().plus(patience));
    }

    private Draft letters(BusinessId business, News news, RecipientList known, long attention) {
        return new Draft.Letters(
                known.administrators(),
                renderer.render(news, business, known.businessName(), known.timeZone(), attention),
                null);
    }
}
