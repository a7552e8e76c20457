package com.pickatime.sso.signin.store;

import static com.pickatime.sso.signin.store.StoreFixture.LIMIT;
import static com.pickatime.sso.signin.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.secrets.RandomSecrets;
import com.pickatime.sso.signin.store.PendingSignIns.Claim;
import com.pickatime.sso.signin.store.PendingSignIns.Claimant;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class PendingSignInsIT {

    private static final BusinessId OAK = new BusinessId("oak");
    private static final Claimant CLAIMANT = new Claimant(OAK, LoginPurpose.SIGN_IN, "browser-hash");

    static Stream<StoreFixture> onEveryServer() {
        return StoreFixture.onEveryServer();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void isGivenToItsBrowserOnce(StoreFixture fixture) {
        var pending = fixture.pending();
        var claim = claim(await(pending.keep(CLAIMANT, "who")));

        assertThat(await(pending.look(claim))).isEqualTo("who");
        assertThat(await(pending.take(claim))).isEqualTo("who");
        assertThat(pending.look(claim).blockOptional(LIMIT)).isEmpty();
        assertThat(pending.take(claim).blockOptional(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void isNeitherGivenToNorUsedUpByAnybodyElse(StoreFixture fixture) {
        var pending = fixture.pending();
        var ticket = await(pending.keep(CLAIMANT, "who"));

        Stream.of(
                        new Claim(new BusinessId("elm"), LoginPurpose.SIGN_IN, Set.of("browser-hash"), ticket),
                        new Claim(OAK, LoginPurpose.TEST, Set.of("browser-hash"), ticket),
                        new Claim(OAK, LoginPurpose.SIGN_IN, Set.of("another"), ticket),
                        new Claim(OAK, LoginPurpose.SIGN_IN, Set.of(), ticket),
                        new Claim(OAK, LoginPurpose.SIGN_IN, Set.of("browser-hash"), ticket + "x"),
                        new Claim(OAK, LoginPurpose.SIGN_IN, Set.of("browser-hash"), RandomSecrets.hash(ticket)))
                .forEach(other -> {
                    assertThat(pending.look(other).blockOptional(LIMIT)).isEmpty();
                    assertThat(pending.take(other).blockOptional(LIMIT)).isEmpty();
                });

        assertThat(await(pending.take(claim(ticket)))).isEqualTo("who");
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void endsAfterTwoMinutesEvenIfMongoDbHasNotRemovedIt(StoreFixture fixture) {
        var pending = fixture.pending();
        var claim = claim(await(pending.keep(CLAIMANT, "who")));

        fixture.pass(Duration.ofMinutes(2));

        assertThat(pending.look(claim).blockOptional(LIMIT)).isEmpty();
        assertThat(pending.take(claim).blockOptional(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void isTakenByOneOfManyWhoTryAtOnce(StoreFixture fixture) {
        var claim = claim(await(fixture.pending().keep(CLAIMANT, "who")));

        assertThat(StoreFixture.winners(fixture.pending().take(claim))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void storesNeitherTheTicketNorReadableContent(StoreFixture fixture) {
        var ticket = await(fixture.pending().keep(CLAIMANT, "marge@example.org"));

        var stored = await(Mono.from(
                fixture.database().getCollection("pending_sign_ins").find().first()));

        assertThat(stored.toJson()).doesNotContain(ticket).doesNotContain("marge");
        assertThat(claim(ticket).toString()).doesNotContain(ticket);
    }

    private static Claim claim(String ticket) {
        return new Claim(OAK, LoginPurpose.SIGN_IN, Set.of("other", "browser-hash"), ticket);
    }
}
