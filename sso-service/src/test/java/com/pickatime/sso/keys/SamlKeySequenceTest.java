package com.pickatime.sso.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamlKeySequenceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private static final StoredKey OLD = key(1, NOW.minus(Duration.ofDays(900)));
    private static final StoredKey CURRENT = key(2, NOW.minus(Duration.ofDays(20)));
    private static final StoredKey WAITING = key(3, null);

    @Test
    void signsWithTheNewestThatIsActive() {
        assertThat(sequence(OLD, CURRENT, WAITING).signing()).isEqualTo(CURRENT);
        assertThat(sequence(OLD, WAITING).signing()).isEqualTo(OLD);
    }

    @Test
    void listsTheSigningKeyFirstAndTheWaitingOneBeforeFormerOnes() {
        assertThat(sequence(OLD, CURRENT, WAITING).listed()).containsExactly(CURRENT, WAITING, OLD);
    }

    @Test
    void forgetsAKeyAMonthAfterItsSuccessorBeganToSign() {
        var later = new SamlKeySequence(List.of(OLD, CURRENT), NOW.plus(Duration.ofDays(11)), MONTH);

        assertThat(sequence(OLD, CURRENT).retired()).isEmpty();
        assertThat(later.retired()).containsExactly(OLD);
        assertThat(later.listed()).containsExactly(CURRENT);
    }

    @Test
    void keepsAKeyWhoseSuccessorWaits() {
        var later = new SamlKeySequence(List.of(CURRENT, WAITING), NOW.plus(Duration.ofDays(999)), MONTH);

        assertThat(later.retired()).isEmpty();
        assertThat(later.listed()).containsExactly(CURRENT, WAITING);
        assertThat(later.waiting()).contains(WAITING);
    }

    @Test
    void signsWithTheFirstKeyWhereTheClockIsBehind() {
        var before = new SamlKeySequence(List.of(CURRENT), NOW.minus(Duration.ofDays(21)), MONTH);

        assertThat(before.signing()).isEqualTo(CURRENT);
    }

    @Test
    void signsWithNothingBeforeThereIsAKey() {
        assertThatIllegalStateException().isThrownBy(() -> sequence().signing()).withMessageContaining("no SAML key");
        assertThat(sequence().retired()).isEmpty();
        assertThat(sequence().nextNumber()).isEqualTo(1);
    }

    private static SamlKeySequence sequence(StoredKey... keys) {
        return new SamlKeySequence(List.of(keys), NOW, MONTH);
    }

    private static StoredKey key(int number, @Nullable Instant activeFrom) {
        return new StoredKey(KeyKind.SAML, number, "kid-" + number, "public", "private", NOW, activeFrom);
    }
}
