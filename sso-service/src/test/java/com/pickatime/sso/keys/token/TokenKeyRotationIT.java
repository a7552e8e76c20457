package com.pickatime.sso.keys.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.TokenClaims;
import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKeysFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class TokenKeyRotationIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofHours(7);
    private static final Duration NEAR = Duration.ofMinutes(12);
    private static final Duration VERIFIER_CACHE = Duration.ofHours(16);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database;

    TokenKeyRotationIT(TestStore store) {
        this.database = TestDatabases.on(store);
    }

    private record Issued(JWSObject token, Instant endsAt) {}

    /** Keys as a verifier fetched them at one time. */
    private record Fetched(JWKSet keys, Instant at) {}

    @Test
    void makesOneFirstKeyHoweverManyInstancesStartAtOnce() {
        var instances = IntStream.range(0, 20).mapToObj(i -> instance()).toList();

        Flux.fromIterable(instances)
                .flatMap(keys -> keys.rotate().subscribeOn(Schedulers.boundedElastic()), 20)
                .blockLast(LIMIT);

        var signing = new HashSet<String>();
        instances.forEach(keys -> signing.add(ring(keys).signing().getKeyID()));
        assertThat(signing).hasSize(1);
        assertThat(await(Mono.from(database.getCollection("sso_keys").countDocuments())))
                .isEqualTo(1);
    }

    @Test
    void makesOneSuccessorHoweverManyInstancesFindItDue() {
        var instances = IntStream.range(0, 20).mapToObj(i -> instance()).toList();
        rotate(instances.get(0));
        clock.advance(Duration.ofDays(29));

        Flux.fromIterable(instances)
                .flatMap(keys -> keys.rotate().subscribeOn(Schedulers.boundedElastic()), 20)
                .blockLast(LIMIT);

        assertThat(ring(instances.get(19)).published().getKeys()).hasSize(2);
    }

    @Test
    void verifiesEveryLivingTokenThroughMonthsOfRotationEvenWithKeysFetchedADayAgo() throws Exception {
        var instances = List.of(instance(), instance());
        rotate(instances.get(0));
        var fetched = new ArrayDeque<>(List.of(fetch(instances.get(0))));
        var living = new ArrayList<Issued>();
        var signers = new HashSet<String>();
        var end = clock.instant().plus(Duration.ofDays(200));

        for (int step = 0; clock.instant().isBefore(end); step++) {
            // the second instance is never asked to rotate, and must see it all the same
            var issuer = instances.get(step % 2);
            living.add(issue(issuer));
            signers.add(ring(issuer).signing().getKeyID());
            clock.advance(untilNextStep());
            rotate(instances.get(0));
            fetched.add(fetch(instances.get(step % 2)));

            living.removeIf(token -> token.endsAt().plus(CLOCK_SKEW).isBefore(clock.instant()));
            fetched.removeIf(old -> old.at().plus(VERIFIER_CACHE).isBefore(clock.instant()));
            for (var token : living) {
                assertThat(verifies(token, fetched.getFirst())).isTrue();
                assertThat(verifies(token, fetched.getLast())).isTrue();
            }
        }

        assertThat(signers).hasSizeBetween(6, 8);
        assertThat(ring(instances.get(0)).published().getKeys()).hasSizeLessThanOrEqualTo(2);
    }

    /** The scheduler asks for the Mono once and subscribes to that one at every run. */
    @Test
    void looksAtTheClockAtEveryRunOfTheSameSweep() {
        var keys = instance();
        rotate(keys);
        var sweep = new TokenKeyWorker(keys).sweep();
        sweep.block(LIMIT);
        clock.advance(Duration.ofDays(29));

        sweep.block(LIMIT);

        assertThat(ring(keys).published().getKeys()).as("the successor").hasSize(2);
        clock.advance(Duration.ofDays(2));
        sweep.block(LIMIT);
        assertThat(ring(keys).published().getKeys()).as("the first has retired").hasSize(1);
    }

    /** Hours, but a minute around each change of keys. */
    private Duration untilNextStep() {
        var now = clock.instant();
        var step = STEP;
        for (var key : await(StoredKeysFixture.on(database).all(KeyKind.TOKEN))) {
            var until = Duration.between(now, Objects.requireNonNull(key.activeFrom()));
            if (until.abs().compareTo(NEAR) < 0) {
                return Duration.ofMinutes(1);
            }
            if (until.compareTo(NEAR) >= 0 && until.minus(NEAR).compareTo(step) < 0) {
                step = until.minus(NEAR).plusMillis(1);
            }
        }
        return step;
    }

    @Test
    void publishesNoPrivateKey() {
        var keys = instance();
        rotate(keys);

        assertThat(ring(keys).published().getKeys()).hasSize(1).noneMatch(key -> key.isPrivate());
        assertThat(ring(keys).signing().isPrivate()).isTrue();
        assertThat(ring(keys).toString())
                .doesNotContain(ring(keys).signing().getD().toString());
    }

    @Test
    void namesAKeyByItsThumbprint() throws Exception {
        var keys = instance();
        rotate(keys);

        var key = ring(keys).published().getKeys().get(0);
        assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(keys.find(key.getKeyID()).block(LIMIT)).isEqualTo(key);
        assertThat(keys.find("another").block(LIMIT)).isNull();
    }

    private TokenSigningKeys instance() {
        return new TokenSigningKeys(
                StoredKeysFixture.on(database), new TokenKeySettings(Duration.ofDays(30), Duration.ofDays(1)), clock);
    }

    private Issued issue(TokenSigningKeys keys) throws Exception {
        var key = ring(keys).signing();
        var token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), new Payload("{}"));
        token.sign(new ECDSASigner(key));
        return new Issued(token, clock.instant().plus(TokenClaims.LIFETIME));
    }

    private Fetched fetch(TokenSigningKeys keys) {
        return new Fetched(ring(keys).published(), clock.instant());
    }

    private static boolean verifies(Issued issued, Fetched fetched) throws Exception {
        var key = fetched.keys().getKeyByKeyId(issued.token().getHeader().getKeyID());
        return key != null && issued.token().verify(new ECDSAVerifier(key.toECKey()));
    }

    private static void rotate(TokenSigningKeys keys) {
        keys.rotate().block(LIMIT);
    }

    private static TokenKeyRing ring(TokenSigningKeys keys) {
        return await(keys.ring());
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }
}
