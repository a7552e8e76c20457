package com.pickatime.sso.federation;

import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.federation.store.MetadataKey;
import com.pickatime.sso.federation.store.MetadataStore;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fetches again, in the background, what became old; any number of instances share the work. */
@Component
class MetadataRefresh {

    private static final Logger log = LoggerFactory.getLogger(MetadataRefresh.class);

    private static final int AT_A_TIME = 4;

    /** For each step: an answer that never comes would end all later sweeps. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MetadataResolver resolver;
    private final MetadataStore store;
    private final MetadataSettings settings;
    private final Clock clock;

    MetadataRefresh(MetadataResolver resolver, MetadataStore store, MetadataSettings settings, Clock clock) {
        this.resolver = resolver;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Fetches everything that is due; each is one instance's alone. */
    @Scheduled(fixedDelayString = "${sso.metadata.sweep-interval}")
    Mono<Void> sweep() {
        return Mono.defer(() -> Flux.range(0, AT_A_TIME)
                .flatMapDelayError(worker -> fetchUntilNothingIsDue(), AT_A_TIME, 1)
                .then());
    }

    private Mono<Void> fetchUntilNothingIsDue() {
        return Mono.defer(this::claim)
                .flatMap(this::fetch)
                .defaultIfEmpty(false)
                .repeat()
                .takeWhile(goOn -> goOn)
                .then();
    }

    /** Whatever goes wrong for one business, the others are next; it is due again after a while itself. */
    private Mono<Boolean> fetch(MetadataKey key) {
        return resolver.fetch(key)
                .timeout(PATIENCE)
                .thenReturn(true)
                // which is in the store and in the log by now
                .onErrorResume(MetadataUnavailableException.class, noted -> Mono.just(true))
                .onErrorResume(failure -> {
                    log.warn(
                            "business={} metadata could not be refreshed: {}",
                            key.businessId(),
                            failure.getClass().getSimpleName());
                    return Mono.just(true);
                });
    }

    private Mono<MetadataKey> claim() {
        var now = clock.instant();
        return store.claimDue(now, now.plus(settings.retryAfter())).timeout(PATIENCE);
    }
}
