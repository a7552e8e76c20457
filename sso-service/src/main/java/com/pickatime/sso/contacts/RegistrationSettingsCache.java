package com.pickatime.sso.contacts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What businesses decided about parents who register, as of some seconds ago: everybody who signs in passes by it. */
@Component
public class RegistrationSettingsCache {

    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final int MOST_KEPT = 10_000;

    /** A sign-in page does not wait longer to offer an account too. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ContactServiceClient contacts;
    private final Cache<BusinessId, RegistrationSettings> known =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    RegistrationSettingsCache(ContactServiceClient contacts) {
        this.contacts = contacts;
    }

    /** Fails with {@link ContactsUnavailableException} while nobody can tell. */
    public Mono<RegistrationSettings> of(BusinessId businessId) {
        return Mono.defer(() -> {
            var settings = known.getIfPresent(businessId);
            return settings != null
                    ? Mono.just(settings)
                    : contacts.registrationSettings(businessId).doOnNext(read -> known.put(businessId, read));
        });
    }

    /** Whether parents may register; no while nobody can tell. */
    public Mono<Boolean> isOpen(BusinessId businessId) {
        return of(businessId)
                .map(RegistrationSettings::parentsMayRegister)
                .onErrorReturn(ContactsUnavailableException.class, false)
                .timeout(PATIENCE, Mono.just(false));
    }
}
