package com.pickatime.sso.accounts.signin;

import static com.pickatime.sso.accounts.AdministratorFixture.await;
import static com.pickatime.sso.accounts.AdministratorFixture.awaitOrNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.sso.accounts.AdministratorFixture;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class SignInAttemptsTest {

    private final AdministratorFixture fixture;
    private final SignInAttempts attempts;

    SignInAttemptsTest(TestStore store) {
        this.fixture = new AdministratorFixture(store);
        this.attempts = new SignInAttempts(fixture.database(), fixture.clock());
        awaitOrNull(attempts.createIndexes());
    }

    @Test
    void allowsFiveAndThenNoMore() {
        assertThat(take(8)).containsExactly(true, true, true, true, true, false, false, false);
    }

    @Test
    void locksForFifteenMinutesFromTheFifth() {
        take(4);
        fixture.advance(Duration.ofMinutes(14));
        assertThat(take(1)).containsExactly(true);
        fixture.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(take(1)).containsExactly(false);
        fixture.advance(Duration.ofMillis(1));
        assertThat(take(6)).containsExactly(true, true, true, true, true, false);
    }

    @Test
    void knockingAtALockedDoorDoesNotLockItForLonger() {
        take(5);
        fixture.advance(Duration.ofMinutes(14));
        assertThat(take(20)).containsOnly(false);
        fixture.advance(Duration.ofMinutes(1));
        assertThat(take(1)).containsExactly(true);
    }

    @Test
    void fewTriesAreForgottenAfterFifteenMinutes() {
        take(4);
        fixture.advance(Duration.ofMinutes(15));
        assertThat(take(5)).containsOnly(true);
    }

    @Test
    void startsAfreshWhenItIsToldTo() {
        take(5);
        awaitOrNull(attempts.forget("ada"));
        assertThat(take(1)).containsExactly(true);
    }

    @Test
    void countsEachAddressByItself() {
        take(6);
        assertThat(await(attempts.take("grace", 5))).isTrue();
    }

    @RepeatedTest(5)
    void allowsFiveOfFiftyAtOnceOnTwoInstances() {
        var other = new SignInAttempts(fixture.database(), fixture.clock());

        assertThat(race(attempts, other)).isEqualTo(5);
    }

    @Test
    void allowsFiveOfFiftyAtOnceWhenALockHasJustEnded() {
        take(5);
        fixture.advance(Duration.ofMinutes(15));

        assertThat(race(attempts, attempts)).isEqualTo(5);
    }

    @Test
    void twoAtOnceAreBothAllowed() {
        var both = await(Flux.range(0, 2)
                .flatMap(nth -> attempts.take("ada", 5).subscribeOn(Schedulers.parallel()))
                .collectList());

        assertThat(both).containsOnly(true);
    }

    private static long race(SignInAttempts one, SignInAttempts other) {
        return await(Flux.range(0, 50)
                .flatMap(nth -> (nth % 2 == 0 ? one : other).take("ada", 5).subscribeOn(Schedulers.parallel()), 50)
                .filter(allowed -> allowed)
                .count());
    }

    private List<Boolean> take(int times) {
        return Collections.nCopies(times, "ada").stream()
                .map(key -> await(attempts.take(key, 5)))
                .toList();
    }
}
