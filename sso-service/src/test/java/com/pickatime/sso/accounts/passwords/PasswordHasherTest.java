package com.pickatime.sso.accounts.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.pages.MessagePageException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PasswordHasherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GOOD = "correct horse battery staple";

    private final RecordingPasswordEncoder encoder = new RecordingPasswordEncoder(4);
    private final PasswordHasher passwords = encoder.passwords();

    @AfterEach
    void stop() {
        passwords.destroy();
    }

    @Test
    void recognizesAPassword() {
        var hash = hash(GOOD);

        assertThat(matches(GOOD, hash)).isTrue();
        assertThat(matches(GOOD + "r", hash)).isFalse();
        assertThat(encoder.evaluated()).containsExactly(hash, hash);
    }

    @Test
    void worksAsHardWhenThereIsNothingToCompareWith() {
        assertThat(matches(GOOD, null)).isFalse();
        assertThat(encoder.evaluated()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody has this password"})
    void whatTheDecoyIsMadeOfLetsNobodyIn(String password) {
        assertThat(matches(password, null)).isFalse();
        assertThat(encoder.evaluated()).hasSize(1);
    }

    @Test
    void aPasswordThatBcryptWouldCutOffMatchesNothingAndTakesAsLong() {
        var longest = "a horse of 72 bytes has " + "0123456789qwertzuiop".repeat(2) + "asdfghjk";
        assertThat(longest).hasSize(72);
        var hash = hash(longest);

        assertThat(matches(longest, hash)).isTrue();
        encoder.evaluated();

        assertThat(matches(longest + "!", hash)).isFalse();
        assertThat(encoder.evaluated()).hasSize(1).doesNotContain(hash);
    }

    @Test
    void anEmptyPasswordTakesAsLong() {
        var hash = hash(GOOD);

        assertThat(matches("", hash)).isFalse();
        assertThat(encoder.evaluated()).hasSize(1).doesNotContain(hash);
    }

    @Test
    void itDoesNotMatterHowAKeyboardComposesAnAccent() {
        var hash = hash("cr\u00e8me br\u00fbl\u00e9e umbrella");

        assertThat(matches("cre\u0300me bru\u0302le\u0301e umbrella", hash)).isTrue();
    }

    @Test
    void strengthensAHashThatIsWeakerThanNewOnes() {
        var weak = hash(GOOD);
        var stronger = new RecordingPasswordEncoder(5).passwords();

        StepVerifier.create(stronger.strengthened(GOOD, weak))
                .assertNext(strong -> assertThat(matches(GOOD, strong)).isTrue())
                .verifyComplete();
        StepVerifier.create(passwords.strengthened(GOOD, weak)).verifyComplete();
        stronger.destroy();
    }

    @Test
    void refusesAnUnfitPassword() {
        StepVerifier.create(passwords.hash(wanted("short"))).verifyError(UnfitPasswordException.class);
    }

    @Test
    void tellsPeopleToComeBackWhenTooManyWait() {
        var hash = hash(GOOD);
        var gate = new CountDownLatch(1);
        var sentAway = new AtomicInteger();
        var busy = new PasswordHasher(new SlowEncoder(encoder, gate), new PasswordSettings(10, 2, 3));

        // two are worked on and three wait for each of them; the gate opens when all others have their answer
        var answers = Flux.range(0, 50)
                .flatMap(
                        nth -> busy.matches(GOOD, hash)
                                .map(Object::toString)
                                .onErrorResume(MessagePageException.class, full -> {
                                    if (sentAway.incrementAndGet() == 42) {
                                        gate.countDown();
                                    }
                                    return Mono.just("busy");
                                }),
                        50)
                .collectList()
                .block(PATIENCE);

        assertThat(answers).hasSize(50).containsOnly("busy", "true");
        assertThat(answers).filteredOn("true"::equals).hasSizeBetween(2, 8);
        busy.destroy();
    }

    @Test
    void neverWorksOnTheThreadThatAsks() {
        var asked = Mono.defer(() -> passwords.matches(GOOD, null)).subscribeOn(Schedulers.parallel());

        StepVerifier.create(asked.map(answer -> Thread.currentThread().getName()))
                .assertNext(thread -> assertThat(thread).startsWith("passwords-"))
                .verifyComplete();
    }

    @Test
    void theSettingsAreStrictUnlessSomebodySaysOtherwise() {
        var bound =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("sso.passwords", PasswordSettings.class);

        assertThat(bound).isEqualTo(new PasswordSettings(12, 2, 16));
    }

    private boolean matches(String password, @Nullable String hash) {
        return Objects.requireNonNull(passwords.matches(password, hash).block(PATIENCE));
    }

    private String hash(String password) {
        return Objects.requireNonNull(passwords.hash(wanted(password)).block(PATIENCE));
    }

    private static NewPassword wanted(String password) {
        return new NewPassword(password, password, "ada@example.org", List.of("oak"));
    }

    /** Waits at a gate before each evaluation. */
    private record SlowEncoder(PasswordEncoder encoder, CountDownLatch gate) implements PasswordEncoder {

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            return encoder.encode(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return encoder.matches(password, hash);
        }
    }
}
