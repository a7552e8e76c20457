package com.pickatime.sso.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.MovableClock;
import com.pickatime.sso.federation.store.MetadataKey;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentityProviderCacheTest {

    private static final MetadataKey KEY = new MetadataKey("b1", URI.create("https://idp.example/m"));

    private final MovableClock clock = new MovableClock(FederationFixture.START);
    private final IdentityProviderCache remembered = new IdentityProviderCache(Duration.ofMinutes(1), clock);

    @Test
    void isForgottenAfterAWhile() {
        remembered.put(KEY, identityProvider(null));

        clock.advance(Duration.ofSeconds(59));
        assertThat(remembered.get(KEY)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(remembered.get(KEY)).isEmpty();
    }

    @Test
    void isForgottenEarlierWhenItsOwnTimeIsOver() {
        remembered.put(KEY, identityProvider(clock.instant().plusSeconds(10)));

        clock.advance(Duration.ofSeconds(9));
        assertThat(remembered.get(KEY)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(remembered.get(KEY)).isEmpty();
    }

    @Test
    void isOfOneBusinessAndOneAddress() {
        remembered.put(KEY, identityProvider(null));

        assertThat(remembered.get(new MetadataKey("b2", KEY.url()))).isEmpty();
        assertThat(remembered.get(new MetadataKey("b1", URI.create("https://idp.example/other"))))
                .isEmpty();
    }

    @Test
    void isForgottenOnDemand() {
        remembered.put(KEY, identityProvider(null));
        remembered.forget("b1");

        assertThat(remembered.get(KEY)).isEmpty();
    }

    private static IdentityProvider identityProvider(@Nullable Instant validUntil) {
        return new IdentityProvider("https://idp.example", List.of(), null, null, null, false, validUntil, List.of());
    }
}
