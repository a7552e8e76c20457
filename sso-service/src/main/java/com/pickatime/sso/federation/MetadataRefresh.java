package com.pickatime.sso.federation;

import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.federation.store.MetadataKey;
import com.pickatime.sso.federation.store.MetadataStore;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fetches again, in the background, what became old; any number of instances share the work. */
@Component
class MetadataRefresh {

    private static final int AT_A_TIME = 4;

    private final KeepMetadata keep;
    private final MetadataStore store;
    private final MetadataSettings settings;
    private final Clock clock;

    MetadataRefresh(KeepMetadata keep, MetadataStore store, MetadataSettings settings, Clock clock) {
        this.keep = keep;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Fetches everything that is due; each is one instance's alone. */
    @Scheduled(fixedDelayString = "${sso.metadata.sweep-interval}")
    Mono<Void> sweep() {
        return Flux.range(0, AT_A_TIME)
                .flatMapDelayError(worker -> fetchUntilNothingIsDue(), AT_A_TIME, 1)
                .then();
    }

    private Mono<Void> fetchUntilNothingIsDue() {
        return Mono.defer(this::claim)
                .flatMap(this::fetch)
                .defaultIfEmpty(false)
                .repeat()
                .takeWhile(goOn -> goOn)
                .then();
    }

    /** A failure is in the store and in the log by now. */
    private Mono<Boolean> fetch(MetadataKey key) {
        return keep.fetch(key)
                .thenReturn(true)
                .onErrorResume(MetadataUnavailableException.class, noted -> Mono.just(true));
    }

    private Mono<MetadataKey> claim() {
        var now = clock.instant();
        return store.claimDue(now, now.plus(settings.retryAfter()));
    }
}
