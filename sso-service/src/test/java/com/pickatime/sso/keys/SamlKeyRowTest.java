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

class SamlKeyRowTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private static final StoredKey OLD = key(1, NOW.minus(Duration.ofDays(900)));
    private static final StoredKey CURRENT = key(2, NOW.minus(Duration.ofDays(20)));
    private static final StoredKey WAITING = key(3, null);

    @Test
    void signsWithTheNewestThatIsActive() {
        assertThat(row(OLD, CURRENT, WAITING).signing()).isEqualTo(CURRENT);
        assertThat(row(OLD, WAITING).signing()).isEqualTo(OLD);
    }

    @Test
    void listsTheSigningKeyFirstAndTheWaitingOneBeforeFormerOnes() {
        assertThat(row(OLD, CURRENT, WAITING).listed()).containsExactly(CURRENT, WAITING, OLD);
    }

    @Test
    void forgetsAKeyAMonthAfterItsSuccessorBeganToSign() {
        var later = new SamlKeyRow(List.of(OLD, CURRENT), NOW.plus(Duration.ofDays(11)), MONTH);

        assertThat(row(OLD, CURRENT).retired()).isEmpty();
        assertThat(later.retired()).containsExactly(OLD);
        assertThat(later.listed()).containsExactly(CURRENT);
    }

    @Test
    void keepsAKeyWhoseSuccessorWaits() {
        var later = new SamlKeyRow(List.of(CURRENT, WAITING), NOW.plus(Duration.ofDays(999)), MONTH);

        assertThat(later.retired()).isEmpty();
        assertThat(later.listed()).containsExactly(CURRENT, WAITING);
        assertThat(later.waiting()).contains(WAITING);
    }

    @Test
    void signsWithTheFirstKeyWhereTheClockIsBehind() {
        var before = new SamlKeyRow(List.of(CURRENT), NOW.minus(Duration.ofDays(21)), MONTH);

        assertThat(before.signing()).isEqualTo(CURRENT);
    }

    @Test
    void signsWithNothingBeforeThereIsAKey() {
        assertThatIllegalStateException().isThrownBy(() -> row().signing()).withMessageContaining("no SAML key");
        assertThat(row().retired()).isEmpty();
        assertThat(row().nextNumber()).isEqualTo(1);
    }

    private static SamlKeyRow row(StoredKey... keys) {
        return new SamlKeyRow(List.of(keys), NOW, MONTH);
    }

    private static StoredKey key(int number, @Nullable Instant activeFrom) {
        return new StoredKey(KeyKind.SAML, number, "kid-" + number, "public", "private", NOW, activeFrom);
    }
}
