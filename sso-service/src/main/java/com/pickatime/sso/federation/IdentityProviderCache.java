package com.pickatime.sso.federation;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.store.MetadataKey;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What this instance read a short while ago, so that not every sign-in reads XML; one entry for each business. */
final class IdentityProviderCache {

    private final Map<BusinessId, Entry> entries = new ConcurrentHashMap<>();
    private final Duration howLong;
    private final Clock clock;

    IdentityProviderCache(Duration howLong, Clock clock) {
        this.howLong = howLong;
        this.clock = clock;
    }

    /** Empty as well when it came from another address, or its own time is over. */
    Optional<IdentityProvider> get(MetadataKey key) {
        return Optional.ofNullable(entries.get(key.businessId()))
                .filter(entry -> entry.url().equals(key.url()))
                .filter(entry -> clock.instant().isBefore(entry.until()))
                .map(Entry::identityProvider);
    }

    void put(MetadataKey key, IdentityProvider identityProvider) {
        var until = clock.instant().plus(howLong);
        var end = identityProvider.validUntil();
        entries.put(
                key.businessId(),
                new Entry(key.url(), identityProvider, end != null && end.isBefore(until) ? end : until));
    }

    void forget(BusinessId businessId) {
        entries.remove(businessId);
    }

    private record Entry(URI url, IdentityProvider identityProvider, Instant until) {}
}
