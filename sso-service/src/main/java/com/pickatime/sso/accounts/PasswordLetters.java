package com.pickatime.sso.accounts;

import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.accounts.PasswordLinks.Issued;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Has the notification service write to contacts who want to choose a password. */
@Component
class PasswordLetters {

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

    /**
     * Completes when the broker has acknowledged it.
     *
     * @param request whose letter goes out once, however often it is sent
     */
    Mono<Void> send(String request, PasswordLink link, Issued issued) {
        return Mono.fromCallable(() -> event(request, link, issued))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(event ->
                        events.publish(Topics.PASSWORD_LINKS, link.businessId().value(), event));
    }

    private PasswordLinkIssued event(String request, PasswordLink link, Issued issued) {
        return new PasswordLinkIssued(
                request,
                link.businessId().value(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                link.contact().value(),
                sealed(link, "password-link-address", link.email()),
                sealed(
                        link,
                        "password-link",
                        baseUrl.resolve("/password-links/" + issued.token()).toString()),
                issued.endsAt().truncatedTo(ChronoUnit.MILLIS));
    }

    private ByteBuffer sealed(PasswordLink link, String field, String text) {
        return ByteBuffer.wrap(cipher.seal(link.businessId(), link.contact().value(), field, text));
    }
}
