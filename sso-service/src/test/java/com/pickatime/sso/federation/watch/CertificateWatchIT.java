package com.pickatime.sso.federation.watch;

import static com.pickatime.sso.federation.FederationFixture.PATIENCE;
import static com.pickatime.sso.federation.FederationFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.SigningCertificateExpiring;
import com.pickatime.events.SsoEvent;
import com.pickatime.local.testing.OutboxContract;
import com.pickatime.sso.federation.FederationFixture;
import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.federation.MetadataServer;
import com.pickatime.sso.federation.MetadataXml;
import com.pickatime.sso.federation.SigningCertificate;
import com.pickatime.sso.federation.TestCertificates;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.sso.federation.FederationFixture#onEveryServer")
class CertificateWatchIT {

    private static SsoTopic topic;

    private final String businessId = "business-" + UUID.randomUUID();
    private final MetadataServer server = new MetadataServer();
    private final FederationFixture fixture;
    private final IdentityProviders identityProviders;
    private final PublishedWarnings published;

    CertificateWatchIT(FederationFixture fixture) {
        this.fixture = fixture;
        this.identityProviders = fixture.instance();
        this.published = new PublishedWarnings(fixture.database());
        published.createIndexes().block(PATIENCE);
    }

    @BeforeAll
    static void start() {
        topic = SsoTopic.create();
    }

    @AfterAll
    static void stop() {
        topic.close();
    }

    @AfterEach
    void clear() {
        fixture.clear();
        server.close();
    }

    @Test
    void publishesEachLimitOnceHoweverOftenAndWhoeverLooks() {
        var certificate = certificate(Duration.ofDays(20));
        publish(certificate);

        look();
        look();
        fixture.pass(Duration.ofDays(5));
        look();
        fixture.pass(Duration.ofDays(2));
        look();

        var events = topic.eventsOf(businessId);
        assertThat(events)
                .extracting(SsoEvent::getEvent)
                .containsExactly(expiring(certificate, 20), expiring(certificate, 13));
        assertThat(events).extracting(SsoEvent::getEventId).containsExactly(id(certificate, 30), id(certificate, 14));
        assertThat(events.get(1).getOccurredAt()).isEqualTo(fixture.instant());
    }

    @Test
    void saysNothingWhereANewerCertificateIsThere() {
        publish(certificate(Duration.ofDays(2)), certificate(Duration.ofDays(300)));

        look();

        assertThat(topic.eventsOf(businessId)).isEmpty();
    }

    @Test
    void startsAnewWithAnotherCertificate() {
        var first = certificate(Duration.ofDays(10));
        publish(first);
        look();
        var second = certificate(Duration.ofDays(11));
        fixture.pass(Duration.ofMinutes(2));
        server.serves(MetadataXml.of("https://idp.example", second));
        identityProviders.refreshed(settings(businessId, server.url())).block(PATIENCE);
        look();

        assertThat(topic.eventsOf(businessId))
                .extracting(SsoEvent::getEventId)
                .containsExactly(id(first, 14), id(second, 14));
    }

    @Test
    void entersNothingThatTheBrokerDidNotTake() {
        publish(certificate(Duration.ofDays(20)));

        try (var nowhere = SsoTopic.unreachable()) {
            var watch = new CertificateWatch(identityProviders, published, nowhere.events(), fixture.clock());
            StepVerifier.create(watch.look()).expectError().verify(PATIENCE);
        }
        assertThat(topic.eventsOf(businessId)).isEmpty();
        look();
        assertThat(topic.eventsOf(businessId)).hasSize(1);
    }

    @Test
    void warnsAllOthersInSpiteOfADocumentThatCannotBeRead() {
        publish(certificate(Duration.ofDays(20)));
        fixture.poison("a-poisoned-one", new Document("url", 7).append("xml", "a text"));

        look();

        assertThat(topic.eventsOf(businessId)).hasSize(1);
    }

    /** The scheduler asks for the Mono once and subscribes to that one at every run. */
    @Test
    void looksAtTheClockAtEveryRunOfTheSameSweep() {
        publish(certificate(Duration.ofDays(40)));
        var sweep = new CertificateWatch(identityProviders, published, topic.events(), fixture.clock()).look();
        sweep.block(PATIENCE);
        assertThat(topic.eventsOf(businessId)).isEmpty();
        fixture.pass(Duration.ofDays(15));

        sweep.block(PATIENCE);

        assertThat(topic.eventsOf(businessId)).hasSize(1);
    }

    private void publish(X509Certificate... certificates) {
        server.serves(MetadataXml.of("https://idp.example", certificates));
        identityProviders.of(settings(businessId, server.url())).block(PATIENCE);
    }

    private void look() {
        new CertificateWatch(identityProviders, published, topic.events(), fixture.clock())
                .look()
                .block(PATIENCE);
    }

    private X509Certificate certificate(Duration left) {
        return TestCertificates.lasting(
                fixture.instant().minusSeconds(60), fixture.instant().plus(left));
    }

    private String id(X509Certificate certificate, int step) {
        return businessId + "/certificate/" + SigningCertificate.of(certificate).fingerprint() + '/' + step;
    }

    private static SigningCertificateExpiring expiring(X509Certificate certificate, int daysLeft) {
        var facts = SigningCertificate.of(certificate);
        return new SigningCertificateExpiring("https://idp.example", facts.fingerprint(), facts.notAfter(), daysLeft);
    }

    @Nested
    class Outbox extends OutboxContract {

        @Override
        protected Mono<Void> changeAndTell() {
            publish(certificate(Duration.ofDays(20)));
            return tellLeftOver();
        }

        @Override
        protected Mono<Void> tellLeftOver() {
            return new CertificateWatch(fixture.instance(), published, new KafkaSsoEvents(events()), fixture.clock())
                    .look();
        }
    }
}
