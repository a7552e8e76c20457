package com.pickatime.sso.federation.watch;

import com.pickatime.sso.federation.BusinessIdentityProvider;
import com.pickatime.sso.federation.IdentityProviders;
import java.time.Clock;
import java.time.Duration;
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

    /** For one business, longer than the producer tries. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** For all: an answer that never comes would end all later looks. */
    private static final Duration LONGEST = Duration.ofHours(2);

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
        return Mono.defer(() -> identityProviders
                        .all()
                        .concatMapDelayError(subject -> warn(subject).timeout(PATIENCE))
                        .then())
                .timeout(LONGEST);
    }

    /** What goes wrong here is one business's, and told after all others had their turn. */
    private Mono<Void> warn(BusinessIdentityProvider subject) {
        return Mono.defer(() -> Mono.justOrEmpty(CertificateWarning.about(subject, clock.instant())))
                .filterWhen(warning -> published.contain(warning).map(known -> !known))
                .flatMap(this::publish);
    }

    private Mono<Void> publish(CertificateWarning warning) {
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
