package com.pickatime.sso.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.MovableClock;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.store.MetadataKey;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentityProviderCacheTest {

    private static final MetadataKey KEY = new MetadataKey(new BusinessId("b1"), URI.create("https://idp.example/m"));

    private final MovableClock clock = new MovableClock(FederationFixture.START);
    private final IdentityProviderCache cache = new IdentityProviderCache(Duration.ofMinutes(1), clock);

    @Test
    void isForgottenAfterAWhile() {
        cache.put(KEY, identityProvider(null));

        clock.advance(Duration.ofSeconds(59));
        assertThat(cache.get(KEY)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(cache.get(KEY)).isEmpty();
    }

    @Test
    void isForgottenEarlierWhenItsOwnTimeIsOver() {
        cache.put(KEY, identityProvider(clock.instant().plusSeconds(10)));

        clock.advance(Duration.ofSeconds(9));
        assertThat(cache.get(KEY)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(cache.get(KEY)).isEmpty();
    }

    @Test
    void isOfOneBusinessAndOneAddress() {
        cache.put(KEY, identityProvider(null));

        assertThat(cache.get(new MetadataKey(new BusinessId("b2"), KEY.url()))).isEmpty();
        assertThat(cache.get(new MetadataKey(new BusinessId("b1"), URI.create("https://idp.example/other"))))
                .isEmpty();
    }

    @Test
    void isForgottenOnDemand() {
        cache.put(KEY, identityProvider(null));
        cache.forget(new BusinessId("b1"));

        assertThat(cache.get(KEY)).isEmpty();
    }

    private static IdentityProvider identityProvider(@Nullable Instant validUntil) {
        return new IdentityProvider("https://idp.example", List.of(), null, null, null, false, validUntil, List.of());
    }
}
