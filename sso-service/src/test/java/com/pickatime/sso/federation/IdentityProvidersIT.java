package com.pickatime.sso.federation;

import static com.pickatime.sso.federation.FederationFixture.PATIENCE;
import static com.pickatime.sso.federation.FederationFixture.START;
import static com.pickatime.sso.federation.FederationFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.sso.federation.FederationFixture#onEveryServer")
class IdentityProvidersIT {

    private static final X509Certificate OLD =
            TestCertificates.lasting(START.minusSeconds(60), START.plus(Duration.ofDays(20)));
    private static final X509Certificate NEW =
            TestCertificates.lasting(START.minusSeconds(60), START.plus(Duration.ofDays(400)));

    private final FederationFixture fixture;
    private final Instant start;
    private final MetadataServer server = new MetadataServer().serves(MetadataXml.of("https://idp.example", OLD));
    private final SsoSettings settings = settings("b1", server.url());
    private final IdentityProviders one;
    private final IdentityProviders other;

    IdentityProvidersIT(FederationFixture fixture) {
        this.fixture = fixture;
        this.start = fixture.instant();
        this.one = fixture.instance();
        this.other = fixture.instance();
    }

    @AfterEach
    void stop() {
        fixture.clear();
        server.close();
    }

    @Test
    void fetchesWhatIsNotKnownAndKeepsItForAllInstances() {
        assertThat(await(one.of(settings)).entityId()).isEqualTo("https://idp.example");
        assertThat(await(one.of(settings)).signingCertificates()).containsExactly(OLD);
        assertThat(await(other.of(settings)).signingCertificates()).containsExactly(OLD);

        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void fetchesOnceForManyCallersAtTheSameTime() {
        var callers = Flux.range(0, 50)
                .flatMap(caller -> one.of(settings).subscribeOn(Schedulers.boundedElastic()), 50)
                .count();

        assertThat(await(callers)).isEqualTo(50);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void looksAgainForAnUnknownKeyAtMostOnceAMinuteOverAllInstances() {
        await(one.of(settings));
        server.serves(MetadataXml.of("https://idp.example", OLD, NEW));

        assertThat(await(one.refreshed(settings)).signingCertificates()).containsExactly(OLD);
        fixture.pass(Duration.ofMinutes(1));
        assertThat(await(one.refreshed(settings)).signingCertificates()).containsExactly(OLD, NEW);
        assertThat(await(other.refreshed(settings)).signingCertificates()).containsExactly(OLD, NEW);
        assertThat(await(one.of(settings)).signingCertificates()).containsExactly(OLD, NEW);

        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void seesWithinAMinuteWhatAnotherInstanceFetched() {
        await(one.of(settings));
        await(other.of(settings));
        server.serves(MetadataXml.of("https://idp.example", NEW));
        fixture.pass(Duration.ofMinutes(1));
        await(one.refreshed(settings));

        assertThat(await(other.of(settings)).signingCertificates()).containsExactly(NEW);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void keepsTheOldMetadataWhenALookBringsNone() {
        await(one.of(settings));
        server.isAway();
        fixture.pass(Duration.ofMinutes(2));

        assertThat(await(one.refreshed(settings)).signingCertificates()).containsExactly(OLD);
        assertThat(await(other.of(settings)).signingCertificates()).containsExactly(OLD);
        assertThat(await(one.known(settings))).satisfies(known -> {
            assertThat(known.fetchedAt()).isEqualTo(start);
            assertThat(Objects.requireNonNull(known.lastFailure()).code()).isEqualTo("NOT_SERVED");
            assertThat(known.lastFailure().at()).isEqualTo(fixture.instant());
            assertThat(known.identityProvider()).isNotNull();
        });
    }

    @Test
    void keepsTheOldMetadataWhenWhatComesIsNone() {
        await(one.of(settings));
        server.serves("<html>down for maintenance</html>");
        fixture.pass(Duration.ofMinutes(2));

        assertThat(await(one.refreshed(settings)).signingCertificates()).containsExactly(OLD);
    }

    @Test
    void forgetsTheFailureWithTheNextSuccess() {
        await(one.of(settings));
        server.isAway();
        fixture.pass(Duration.ofMinutes(2));
        await(one.refreshed(settings));
        server.serves(MetadataXml.of("https://idp.example", NEW));
        fixture.pass(Duration.ofMinutes(2));
        await(one.refreshed(settings));

        assertThat(await(one.known(settings)).lastFailure()).isNull();
        assertThat(await(one.known(settings)).fetchedAt()).isEqualTo(fixture.instant());
    }

    @Test
    void usesMetadataNoLongerThanItSaysItself() {
        server.serves(MetadataXml.until(start.plus(Duration.ofHours(1)), "https://idp.example", OLD));
        await(one.of(settings));
        server.isAway();

        fixture.pass(Duration.ofMinutes(59));
        assertThat(await(one.of(settings)).signingCertificates()).containsExactly(OLD);
        fixture.pass(Duration.ofMinutes(1));
        assertFails(one.of(settings), "NOT_SERVED");
        assertThat(await(one.known(settings)).identityProvider()).isNull();
    }

    @Test
    void leavesAnIdentityProviderAloneThatDoesNotAnswer() {
        server.isAway();

        assertFails(one.of(settings), "NOT_SERVED");
        assertFails(one.of(settings), "NOT_SERVED");
        assertFails(other.of(settings), "NOT_SERVED");
        assertThat(server.requests()).isEqualTo(1);

        server.serves(MetadataXml.of("https://idp.example", OLD));
        fixture.pass(Duration.ofMinutes(1));
        assertThat(await(other.of(settings)).signingCertificates()).containsExactly(OLD);
    }

    @Test
    void dropsTheOldMetadataAtOnceWhenTheAddressChanges() {
        await(one.of(settings));
        await(other.of(settings));
        server.serves(MetadataXml.of("https://new.example", NEW));
        var changed = settings("b1", server.url("/elsewhere"));

        assertThat(await(one.of(changed)).entityId()).isEqualTo("https://new.example");
        assertThat(await(other.of(changed)).entityId()).isEqualTo("https://new.example");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void neverAnswersWithTheMetadataOfAnotherAddress() {
        await(one.of(settings));
        server.isAway();

        assertFails(one.of(settings("b1", server.url("/elsewhere"))), "NOT_SERVED");
        assertFails(one.refreshed(settings("b1", server.url("/elsewhere"))), "NOT_SERVED");
    }

    @Test
    void takesOverWhatWasFetchedForACheck() {
        var published = await(fixture.source().fetch(server.url()));
        var known = await(one.adopt(settings, published));

        assertThat(known.fetchedAt()).isEqualTo(start);
        assertThat(await(one.of(settings)).signingCertificates()).containsExactly(OLD);
        assertThat(await(other.of(settings)).signingCertificates()).containsExactly(OLD);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void forgetsABusiness() {
        await(one.of(settings));
        one.forget(new BusinessId("b1")).block(PATIENCE);

        StepVerifier.create(one.known(settings)).verifyComplete();
        await(one.of(settings));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void hasNoneForABusinessWithoutSingleSignOn() {
        var off = new SsoSettings(
                new BusinessId("b1"),
                SsoProvider.NONE,
                null,
                server.url(),
                AttributeMapping.DEFAULTS,
                false,
                false,
                false,
                false,
                null);

        StepVerifier.create(one.of(SsoSettings.none(new BusinessId("b1")))).verifyComplete();
        StepVerifier.create(one.refreshed(off)).verifyComplete();
        StepVerifier.create(one.known(off)).verifyComplete();
        assertThat(server.requests()).isZero();
    }

    @Test
    void namesThoseOfAllBusinesses() {
        await(one.of(settings));
        await(one.of(settings("b2", server.url())));
        server.isAway();
        assertFails(one.of(settings("b3", server.url())), "NOT_SERVED");

        assertThat(await(one.all().map(BusinessIdentityProvider::businessId).collectList()))
                .containsExactlyInAnyOrder(new BusinessId("b1"), new BusinessId("b2"));
    }

    @Test
    void fetchesInTheBackgroundWhatIsSixHoursOld() {
        await(one.of(settings));
        server.serves(MetadataXml.of("https://idp.example", NEW));

        fixture.pass(Duration.ofHours(6).minusSeconds(1));
        fixture.refresh().sweep().block(PATIENCE);
        assertThat(server.requests()).isEqualTo(1);
        fixture.pass(Duration.ofSeconds(1));
        Flux.merge(fixture.refresh().sweep(), fixture.refresh().sweep()).blockLast(PATIENCE);

        assertThat(server.requests()).isEqualTo(2);
        assertThat(await(one.of(settings)).signingCertificates()).containsExactly(NEW);
    }

    @Test
    void triesAgainInTheBackgroundAfterAQuarterOfAnHourWhenThatFails() {
        await(one.of(settings));
        server.isAway();
        fixture.pass(Duration.ofHours(6));
        fixture.refresh().sweep().block(PATIENCE);
        fixture.refresh().sweep().block(PATIENCE);
        assertThat(server.requests()).isEqualTo(2);

        server.serves(MetadataXml.of("https://idp.example", NEW));
        fixture.pass(Duration.ofMinutes(15));
        fixture.refresh().sweep().block(PATIENCE);
        assertThat(await(one.known(settings)).lastFailure()).isNull();
    }

    @Test
    void fetchesInTheBackgroundWhatNeverCame() {
        server.isAway();
        assertFails(one.of(settings), "NOT_SERVED");
        server.serves(MetadataXml.of("https://idp.example", OLD));
        fixture.pass(Duration.ofMinutes(15));
        fixture.refresh().sweep().block(PATIENCE);

        assertThat(await(one.known(settings)).fetchedAt()).isEqualTo(fixture.instant());
    }

    /** The scheduler asks for the Mono once and subscribes to that one at every run. */
    @Test
    void fetchesWhatBecameOldSinceTheLastRunOfTheSameSweep() {
        await(one.of(settings));
        var sweep = fixture.refresh().sweep();
        sweep.block(PATIENCE);
        assertThat(server.requests()).isEqualTo(1);
        fixture.pass(Duration.ofHours(6));

        sweep.block(PATIENCE);

        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void fetchesForAllOthersInSpiteOfDocumentsThatCannotBeRead() {
        await(one.of(settings));
        for (int i = 0; i < 9; i++) {
            fixture.poison("a" + i, new Document("url", i % 2 == 0 ? 7 : "no url at all"));
        }
        fixture.pass(Duration.ofHours(6));
        server.serves(MetadataXml.of("https://idp.example", NEW));

        fixture.refresh().sweep().block(PATIENCE);

        assertThat(await(one.of(settings)).signingCertificates()).containsExactly(NEW);
    }

    @Test
    void namesThoseOfAllOtherBusinessesInSpiteOfDocumentsThatCannotBeRead() {
        fixture.poison("a1", new Document("url", 7).append("xml", new Binary(new byte[1])));
        fixture.poison("a2", new Document("url", server.url().toString()).append("xml", "a text"));
        fixture.poison("a3", new Document("url", "no url at all").append("xml", new Binary(new byte[1])));
        await(one.of(settings));

        assertThat(await(one.all().map(BusinessIdentityProvider::businessId).collectList()))
                .containsExactly(new BusinessId("b1"));
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    private static void assertFails(Mono<IdentityProvider> wanted, String code) {
        StepVerifier.create(wanted)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                MetadataUnavailableException.class,
                                unavailable -> assertThat(unavailable.code()).isEqualTo(code)))
                .verify(PATIENCE);
    }
}
