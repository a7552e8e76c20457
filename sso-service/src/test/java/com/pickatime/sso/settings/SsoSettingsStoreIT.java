package com.pickatime.sso.settings;

import static com.pickatime.sso.federation.FederationFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.FederationFixture;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.sso.federation.FederationFixture#onEveryServer")
class SsoSettingsStoreIT {

    private final String businessId = "business-" + UUID.randomUUID();
    private final FederationFixture fixture;
    private final SsoSettingsStore book;

    SsoSettingsStoreIT(FederationFixture fixture) {
        this.fixture = fixture;
        this.book = new SsoSettingsStore(fixture.database(), fixture.clock());
    }

    @Test
    void knowsNothingOfABusinessThatWasNeverSetUp() {
        StepVerifier.create(book.find(new BusinessId(businessId))).verifyComplete();
        StepVerifier.create(book.stored(new BusinessId(businessId))).verifyComplete();
    }

    @Test
    void findsWhatWasSaved() {
        var settings = new SsoSettings(
                new BusinessId(businessId),
                SsoProvider.CLASSLINK_SAML,
                URI.create("https://launchpad.example/elm"),
                URI.create("https://idp.example/m?app=1&t=2"),
                new AttributeMapping(
                        List.of("OR:userSourcedId"), List.of("Email", "mail"), List.of(), List.of("Tenant ID")),
                true,
                false,
                false,
                true,
                "2284");

        StepVerifier.create(book.save(settings, "admin-7"))
                .expectNext(new StoredSettings(settings, fixture.instant(), "admin-7"))
                .verifyComplete();
        StepVerifier.create(book.find(new BusinessId(businessId)))
                .expectNext(settings)
                .verifyComplete();
        StepVerifier.create(book.stored(new BusinessId(businessId)))
                .expectNext(new StoredSettings(settings, fixture.instant(), "admin-7"))
                .verifyComplete();
    }

    @Test
    void takesASwitchThatWasNotThereYetWhenTheSettingsWereSavedForOff() {
        book.save(FederationFixture.settings(businessId, URI.create("https://one.example")), "one")
                .block(PATIENCE);
        Mono.from(fixture.database()
                        .getCollection("sso_settings")
                        .updateOne(Filters.eq("_id", businessId), Updates.unset("allowAesCbc")))
                .block(PATIENCE);

        assertThat(Objects.requireNonNull(book.find(new BusinessId(businessId)).block(PATIENCE))
                        .allowAesCbc())
                .isFalse();
    }

    @Test
    void letsTheLastWriterBeRight() {
        book.save(FederationFixture.settings(businessId, URI.create("https://one.example")), "one")
                .block(PATIENCE);
        fixture.pass(Duration.ofMinutes(1));
        var last = FederationFixture.settings(businessId, URI.create("https://two.example"));
        book.save(last, "two").block(PATIENCE);

        StepVerifier.create(book.stored(new BusinessId(businessId)))
                .expectNext(new StoredSettings(last, fixture.instant(), "two"))
                .verifyComplete();
    }

    @Test
    void findsNothingWhereSingleSignOnIsOffAndStillRemembersWhoTurnedItOff() {
        book.save(SsoSettings.none(new BusinessId(businessId)), "admin").block(PATIENCE);

        StepVerifier.create(book.find(new BusinessId(businessId))).verifyComplete();
        assertThat(book.stored(new BusinessId(businessId))
                        .map(StoredSettings::settings)
                        .block(PATIENCE))
                .isEqualTo(SsoSettings.none(new BusinessId(businessId)));
    }

    @Test
    void deletes() {
        book.save(FederationFixture.settings(businessId, URI.create("https://one.example")), "one")
                .block(PATIENCE);
        book.delete(new BusinessId(businessId)).block(PATIENCE);

        StepVerifier.create(book.stored(new BusinessId(businessId))).verifyComplete();
    }

    @Test
    void holdsNoIdentityProviderWithoutMetadata() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SsoSettings(
                        new BusinessId(businessId),
                        SsoProvider.GENERIC_SAML,
                        null,
                        null,
                        AttributeMapping.DEFAULTS,
                        false,
                        false,
                        false,
                        false,
                        null));
    }
}
