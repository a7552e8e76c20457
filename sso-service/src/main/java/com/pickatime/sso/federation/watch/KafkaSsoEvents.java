package com.pickatime.sso.federation.watch;

import com.pickatime.events.SigningCertificateExpiring;
import com.pickatime.events.SsoEvent;
import com.pickatime.schemas.topics.Topics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tells on {@code sso.events} what administrators should know. */
@Component
class KafkaSsoEvents {

    private final KafkaTemplate<String, SpecificRecord> kafka;

    KafkaSsoEvents(KafkaTemplate<String, SpecificRecord> kafka) {
        this.kafka = kafka;
    }

    /** Completes when the broker has acknowledged the event. */
    Mono<Void> certificateExpiring(Warning warning, Instant now) {
        var certificate = warning.certificate();
        var event = new SsoEvent(
                warning.id(),
                warning.businessId(),
                now,
                new SigningCertificateExpiring(
                        warning.idpEntityId(), certificate.fingerprint(), certificate.notAfter(), warning.daysLeft()));
        return Mono.fromFuture(() -> kafka.send(Topics.SSO_EVENTS, warning.businessId(), event))
                // the producer blocks while it learns about a topic, and the serializer while it registers a schema
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
