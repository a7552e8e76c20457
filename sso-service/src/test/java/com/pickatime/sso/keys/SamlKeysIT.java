package com.pickatime.sso.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKeysFixture;
import com.pickatime.sso.saml.messages.SamlCredential;
import java.net.URI;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class SamlKeysIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database;
    private final Instance instance;
    private final Instance other;

    private record Instance(SamlKeys keys, SamlKeyRotation rotation) {}

    SamlKeysIT(TestStore store) {
        this.database = TestDatabases.on(store);
        this.instance = instance();
        this.other = instance();
    }

    @Test
    void makesOneFirstKeyHoweverManyInstancesStartAtOnce() {
        var instances = IntStream.range(0, 4).mapToObj(i -> instance()).toList();

        Flux.fromIterable(instances)
                .flatMap(each -> each.rotation().begin().subscribeOn(Schedulers.boundedElastic()), 4)
                .blockLast(LIMIT);

        assertThat(instances.stream()
                        .map(each -> ring(each).signing().certificate())
                        .distinct())
                .hasSize(1);
        assertThat(await(Mono.from(database.getCollection("sso_keys").countDocuments())))
                .isEqualTo(1);
    }

    @Test
    void makesAStrongKeyInACertificateThatNamesThisHost() throws Exception {
        begin();

        var credential = ring(instance).signing();
        var certificate = credential.certificate();
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(clock.instant()));
        certificate.checkValidity(Date.from(clock.instant().plus(Duration.ofDays(3 * 365 - 1))));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=sso.example.org");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(3072);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(isPair(credential)).isTrue();
    }

    @Test
    void listsAPreparedKeyAndSignsWithItOnceItIsActivated() {
        begin();
        var first = ring(instance).signing();

        instance.rotation().prepare().block(LIMIT);
        assertThat(ring(instance).signing()).isEqualTo(first);
        assertThat(ring(instance).all()).hasSize(2).startsWith(first);
        var second = ring(instance).all().get(1);

        instance.rotation().activate().block(LIMIT);
        assertThat(ring(instance).signing()).isEqualTo(second);
        assertThat(ring(instance).all()).containsExactly(second, first);
    }

    @Test
    void showsTheOtherInstancesWithinHalfAMinute() {
        begin();
        var first = ring(other).signing();
        instance.rotation().prepare().block(LIMIT);
        instance.rotation().activate().block(LIMIT);
        assertThat(ring(other).signing()).isEqualTo(first);

        clock.advance(Duration.ofSeconds(31));

        assertThat(ring(other).signing()).isEqualTo(ring(instance).signing()).isNotEqualTo(first);
    }

    /** The scheduler asks for the Mono once and subscribes to that one at every run. */
    @Test
    void forgetsRetiredKeysInALaterRunOfTheSameSweep() {
        begin();
        instance.rotation().prepare().block(LIMIT);
        instance.rotation().activate().block(LIMIT);
        var sweep = new SamlKeyWorker(instance.rotation()).sweep();
        sweep.block(LIMIT);
        assertThat(await(StoredKeysFixture.on(database).all(KeyKind.SAML))).hasSize(2);
        clock.advance(Duration.ofDays(31));

        sweep.block(LIMIT);

        assertThat(await(StoredKeysFixture.on(database).all(KeyKind.SAML))).hasSize(1);
    }

    @Test
    void preparesOneKeyHoweverOftenItIsAsked() {
        begin();

        instance.rotation().prepare().block(LIMIT);
        var sequence = await(other.rotation().prepare());

        assertThat(sequence.keys()).hasSize(2);
    }

    @Test
    void activatesNothingThatWasNotPrepared() {
        begin();

        assertThatThrownBy(() -> instance.rotation().activate().block(LIMIT))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        problem -> assertThat(problem.getStatusCode().value()).isEqualTo(409))
                .hasMessageContaining("prepare");
    }

    @Test
    void decryptsWithAFormerKeyForAMonthAndThenForgetsIt() {
        begin();
        instance.rotation().prepare().block(LIMIT);
        instance.rotation().activate().block(LIMIT);

        clock.advance(Duration.ofDays(30));
        instance.rotation().sweep().block(LIMIT);
        assertThat(ring(instance).all()).hasSize(2);

        clock.advance(Duration.ofMinutes(1));
        instance.rotation().sweep().block(LIMIT);
        assertThat(ring(instance).all()).hasSize(1);
        assertThat(await(Mono.from(database.getCollection("sso_keys").countDocuments())))
                .isEqualTo(1);
    }

    private void begin() {
        instance.rotation().begin().block(LIMIT);
    }

    private Instance instance() {
        var store = StoredKeysFixture.on(database);
        var settings = new SamlKeySettings(Duration.ofDays(30));
        var keys = new SamlKeys(store, settings, clock);
        var made = new SamlKeyRotation.Made(new BaseUrl(URI.create("https://sso.example.org:8443")), clock);
        return new Instance(keys, new SamlKeyRotation(store, keys, settings, made));
    }

    private static SamlKeyRing ring(Instance instance) {
        return await(instance.keys().ring());
    }

    private static boolean isPair(SamlCredential credential) throws Exception {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(credential.key());
        signature.update(new byte[] {1, 2, 3});
        var signed = signature.sign();
        signature.initVerify(credential.certificate());
        signature.update(new byte[] {1, 2, 3});
        return signature.verify(signed);
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }
}
