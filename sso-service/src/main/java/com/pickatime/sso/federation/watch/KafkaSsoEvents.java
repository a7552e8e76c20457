package com.pickatime.sso.federation.watch;

import com.pickatime.events.SigningCertificateExpiring;
import com.pickatime.events.SsoEvent;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.topics.Topics;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells on {@code sso.events} what administrators should know. */
@Component
class KafkaSsoEvents {

    private final EventPublisher events;

    KafkaSsoEvents(EventPublisher events) {
        this.events = events;
    }

    /** Completes when the broker has acknowledged the event. */
    Mono<Void> certificateExpiring(CertificateWarning warning, Instant now) {
        var businessId = warning.businessId().value();
        var certificate = warning.certificate();
        var event = new SsoEvent(
                warning.id(),
                businessId,
                now,
                new SigningCertificateExpiring(
                        warning.idpEntityId(), certificate.fingerprint(), certificate.notAfter(), warning.daysLeft()));
        return events.publish(Topics.SSO_EVENTS, businessId, event);
    }
}
