package com.pickatime.sso.federation;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.store.MetadataKey;
import com.pickatime.sso.federation.store.MetadataStore;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The identity providers of the businesses, as they last described themselves.
 *
 * <p>Many callers at the same time share one fetch, and whatever they ask for, the address is asked at most once a minute
 * over all instances.
 */
@Component
public final class IdentityProviders {

    private static final Logger log = LoggerFactory.getLogger(IdentityProviders.class);

    private final MetadataResolver resolver;
    private final MetadataStore store;
    private final MetadataSettings times;
    private final Clock clock;
    private final IdentityProviderCache cache;
    private final Map<MetadataKey, Mono<IdentityProvider>> underWay = new ConcurrentHashMap<>();

    IdentityProviders(MetadataResolver resolver, MetadataStore store, MetadataSettings times, Clock clock) {
        this.resolver = resolver;
        this.store = store;
        this.times = times;
        this.clock = clock;
        this.cache = new IdentityProviderCache(times.remember(), clock);
    }

    /**
     * The identity provider of these settings, fetched only if it is not known; empty if they name none.
     *
     * <p>Fails with {@link com.pickatime.sso.federation.fetch.MetadataUnavailableException} when there is nothing to go by.
     */
    public Mono<IdentityProvider> of(SsoSettings settings) {
        return Mono.justOrEmpty(key(settings))
                .flatMap(key -> Mono.justOrEmpty(cache.get(key))
                        .switchIfEmpty(
                                Mono.defer(() -> resolver.stored(key).doOnNext(stored -> cache.put(key, stored))))
                        .switchIfEmpty(Mono.defer(() -> fetched(key))));
    }

    /**
     * The same after another look at the address, for when a response is signed by a key that nobody knows.
     *
     * <p>Without a look when there was one less than a minute ago; with the old metadata when the look brings none.
     */
    public Mono<IdentityProvider> refreshed(SsoSettings settings) {
        return Mono.justOrEmpty(key(settings)).flatMap(this::fetched);
    }

    /** What is known about the identity provider of these settings without asking it; empty if nothing. */
    public Mono<MetadataStatus> known(SsoSettings settings) {
        return Mono.justOrEmpty(key(settings))
                .flatMap(key -> store.find(key)
                        .flatMap(stored -> resolver.stored(key)
                                .map(Optional::of)
                                .defaultIfEmpty(Optional.empty())
                                .map(read ->
                                        new MetadataStatus(read.orElse(null), stored.fetchedAt(), stored.failure()))));
    }

    /** Every identity provider that can be used, by business; trouble with one is told in the log and leaves it out. */
    public Flux<BusinessIdentityProvider> all() {
        return store.all()
                .map(stored -> new MetadataKey(stored.businessId(), stored.url()))
                .concatMap(key -> resolver.stored(key)
                        .map(read -> new BusinessIdentityProvider(key.businessId(), read))
                        .onErrorResume(failure -> {
                            log.warn(
                                    "business={} the metadata held cannot be read: {}",
                                    key.businessId(),
                                    failure.getClass().getSimpleName());
                            return Mono.empty();
                        }));
    }

    /** Takes over what was fetched when the settings were checked, in place of all that was held for the business. */
    public Mono<MetadataStatus> adopt(SsoSettings settings, FetchedMetadata metadata) {
        return Mono.justOrEmpty(key(settings)).flatMap(key -> {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return store.replace(key, metadata.xml(), now, now.plus(times.refreshAfter()))
                    .doOnSuccess(kept -> cache.put(key, metadata.identityProvider()))
                    .thenReturn(new MetadataStatus(metadata.identityProvider(), now, null));
        });
    }

    /** Forgets the identity provider of a business that has none any more. */
    public Mono<Void> forget(BusinessId businessId) {
        return store.delete(businessId).doOnSuccess(gone -> cache.forget(businessId));
    }

    private Mono<IdentityProvider> fetched(MetadataKey key) {
        return Mono.defer(() -> underWay.computeIfAbsent(
                key,
                wanted -> resolver.fetchUnlessJustDone(wanted)
                        .doOnNext(read -> cache.put(wanted, read))
                        // before the answer goes out: who asks after it must not get this one again
                        .doOnTerminate(() -> underWay.remove(wanted))
                        .cache()));
    }

    private static Optional<MetadataKey> key(SsoSettings settings) {
        return Optional.ofNullable(settings.idpMetadataUrl())
                .filter(url -> settings.provider() != SsoProvider.NONE)
                .map(url -> new MetadataKey(settings.businessId(), url));
    }
}
