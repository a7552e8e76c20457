package com.pickatime.sso.federation.watch;

import com.pickatime.sso.federation.IdentityProviders;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Looks a few times a day which identity providers' last certificate ends within 30, 14 or 3 days, and publishes each once.
 *
 * <p>A warning is entered when the broker has it. Between the two an instance may die, or another one look as well: then
 * it is published again under the same id, by which the mail is known.
 */
@Component
class CertificateWatch {

    private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);

    private final IdentityProviders identityProviders;
    private final PublishedWarnings published;
    private final KafkaSsoEvents events;
    private final Clock clock;

    CertificateWatch(
            IdentityProviders identityProviders, PublishedWarnings published, KafkaSsoEvents events, Clock clock) {
        this.identityProviders = identityProviders;
        this.published = published;
        this.events = events;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${sso.certificate-watch.first-after}",
            fixedDelayString = "${sso.certificate-watch.interval}")
    Mono<Void> look() {
        return identityProviders
                .all()
                .concatMap(subject -> Mono.justOrEmpty(Warning.about(subject, clock.instant())))
                .filterWhen(warning -> published.contain(warning).map(known -> !known))
                .concatMapDelayError(this::publish)
                .then();
    }

    private Mono<Void> publish(Warning warning) {
        return Mono.defer(() -> {
            var now = clock.instant();
            return events.certificateExpiring(warning, now)
                    .then(Mono.defer(() -> published.add(warning, now)))
                    .doOnSuccess(done -> log.info(
                            "business={} is warned: the signing certificate ends, days left: {}",
                            warning.businessId(),
                            warning.daysLeft()));
        });
    }
}
