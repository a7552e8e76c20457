package com.pickatime.sso.federation;

import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.federation.store.FailedFetch;
import com.pickatime.sso.federation.store.MetadataKey;
import com.pickatime.sso.federation.store.MetadataStore;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Fetches metadata into the store; a fetch that fails leaves there what was there. */
@Component
class MetadataResolver {

    private static final Logger log = LoggerFactory.getLogger(MetadataResolver.class);

    private final MetadataSource source;
    private final MetadataStore store;
    private final MetadataSettings settings;
    private final Clock clock;

    MetadataResolver(MetadataSource source, MetadataStore store, MetadataSettings settings, Clock clock) {
        this.source = source;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the address serves now, or what it served before; fails with {@link MetadataUnavailableException} if neither. */
    Mono<IdentityProvider> fetch(MetadataKey key) {
        return source.fetch(key.url())
                .flatMap(fetched -> keep(key, fetched))
                .onErrorResume(
                        MetadataUnavailableException.class,
                        failure -> note(key, failure).then(stored(key)).switchIfEmpty(Mono.error(failure)));
    }

    /** Takes on and fetches, unless somebody did a short while ago: then what that brought. */
    Mono<IdentityProvider> fetchUnlessJustDone(MetadataKey key) {
        return Mono.defer(
                        () -> store.claim(key, clock.instant(), clock.instant().minus(settings.askAgainAfter())))
                .flatMap(mine -> mine ? fetch(key) : stored(key).switchIfEmpty(Mono.defer(() -> whyNot(key))));
    }

    /** What is in the store and may still be used; empty if that is nothing. */
    Mono<IdentityProvider> stored(MetadataKey key) {
        return store.find(key)
                .flatMap(stored -> Mono.justOrEmpty(stored.xml()))
                .flatMap(xml -> source.read(xml.getData()))
                .onErrorResume(MetadataUnavailableException.class, ended -> {
                    log.warn(
                            "business={} the metadata held cannot be used any more: {}",
                            key.businessId(),
                            ended.code());
                    return Mono.empty();
                });
    }

    private Mono<IdentityProvider> keep(MetadataKey key, FetchedMetadata fetched) {
        return Mono.defer(() -> {
            var now = clock.instant();
            log.info("business={} metadata is fetched", key.businessId());
            return store.succeeded(key, fetched.xml(), now, now.plus(settings.refreshAfter()))
                    .thenReturn(fetched.identityProvider());
        });
    }

    private Mono<Void> note(MetadataKey key, MetadataUnavailableException failure) {
        return Mono.defer(() -> {
            var now = clock.instant();
            log.warn("business={} metadata cannot be fetched: {}", key.businessId(), failure.code());
            return store.failed(
                    key, new FailedFetch(failure.code(), failure.explanation(), now), now.plus(settings.retryAfter()));
        });
    }

    private Mono<IdentityProvider> whyNot(MetadataKey key) {
        return store.find(key)
                .flatMap(stored -> Mono.justOrEmpty(stored.failure()))
                .map(failure -> new MetadataUnavailableException(failure.code(), failure.explanation()))
                .defaultIfEmpty(new MetadataUnavailableException(
                        "BEING_FETCHED", "is being asked at this moment; try again in a few seconds"))
                .flatMap(Mono::error);
    }
}
