package com.pickatime.sso.accounts;

import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.events.PasswordLinkOccasion;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.secrets.RandomSecrets;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Has the notification service write to people who want to choose a password. */
@Component
public class PasswordLetters {

    private final EventPublisher events;
    private final FieldCipher cipher;
    private final BaseUrl baseUrl;
    private final Clock clock;

    PasswordLetters(EventPublisher events, FieldCipher cipher, BaseUrl baseUrl, Clock clock) {
        this.events = events;
        this.cipher = cipher;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    /** Why a letter is written. */
    enum Occasion {
        /** A contact forgot their password, or never had one. */
        FORGOTTEN,
        /** A parent wants an account, and gets it by the link. */
        REGISTRATION,
        /** A parent wants an account and has one, for which they may choose another password. */
        REGISTERED_ALREADY,
        /** A parent wants an account with an address that nobody chooses a password by. */
        ASK_THE_OFFICE,
        /** Somebody is invited as an administrator. */
        INVITATION
    }

    /**
     * A letter.
     *
     * @param request whose letter goes out once, however often it is sent
     * @param path where it leads to, on our pages
     * @param endsAt from then on nobody needs it
     * @param language in which it is written
     */
    record Letter(String request, PasswordLink to, String path, Instant endsAt, String language, Occasion occasion) {

        @Override
        public String toString() {
            return "Letter[" + request + ", " + occasion + ']';
        }
    }

    /** Mails an invitation to the person whom it is for; completes when the broker has acknowledged the letter. */
    public Mono<Void> mail(Invitation invitation, InvitedAdministrator invited) {
        var who = invited.who();
        return send(new Letter(
                "invitation/" + RandomSecrets.hash(invitation.token()),
                new PasswordLink(who.businessId(), new ContactId(who.id()), invited.email()),
                invitation.path(),
                invitation.expiresAt(),
                Locale.ENGLISH.getLanguage(),
                Occasion.INVITATION));
    }

    /** Completes when the broker has acknowledged it. */
    Mono<Void> send(Letter letter) {
        return Mono.fromCallable(() -> event(letter))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(event -> events.publish(
                        Topics.PASSWORD_LINKS, letter.to().businessId().value(), event));
    }

    private PasswordLinkIssued event(Letter letter) {
        var link = letter.to();
        return new PasswordLinkIssued(
                letter.request(),
                link.businessId().value(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                link.contact().value(),
                sealed(link, "password-link-address", link.email()),
                sealed(link, "password-link", baseUrl.resolve(letter.path()).toString()),
                letter.endsAt().truncatedTo(ChronoUnit.MILLIS),
                letter.language(),
                PasswordLinkOccasion.valueOf(letter.occasion().name()));
    }

    private ByteBuffer sealed(PasswordLink link, String field, String text) {
        return ByteBuffer.wrap(cipher.seal(link.businessId(), link.contact().value(), field, text));
    }
}
