package com.pickatime.sso.keys.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TokenKeyScheduleTest {

    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final TokenKeySchedule SCHEDULE =
            new TokenKeySchedule(new TokenKeySettings(Duration.ofDays(30), DAY));

    private static final StoredKey FIRST = key(1, START);
    private static final StoredKey SECOND = key(2, START.plus(Duration.ofDays(30)));

    @Test
    void letsTheFirstKeySignAtOnce() {
        assertThat(SCHEDULE.successor(List.of(), START)).contains(START);
    }

    @Test
    void publishesASuccessorADayBeforeItSigns() {
        var due = START.plus(Duration.ofDays(29));

        assertThat(SCHEDULE.successor(List.of(FIRST), due.minusMillis(1))).isEmpty();
        assertThat(SCHEDULE.successor(List.of(FIRST), due)).contains(START.plus(Duration.ofDays(30)));
    }

    @Test
    void givesTheSuccessorItsDayEvenWhenItIsLate() {
        var late = START.plus(Duration.ofDays(200));

        assertThat(SCHEDULE.successor(List.of(FIRST), late)).contains(late.plus(DAY));
        assertThat(SCHEDULE.signing(List.of(FIRST), late)).isEqualTo(FIRST);
    }

    @Test
    void makesOneSuccessorAtATime() {
        assertThat(SCHEDULE.successor(
                        List.of(FIRST, SECOND), START.plus(Duration.ofDays(29).plusHours(1))))
                .isEmpty();
    }

    @Test
    void switchesWhenTheSuccessorsTimeHasCome() {
        var switchAt = START.plus(Duration.ofDays(30));

        assertThat(SCHEDULE.signing(List.of(FIRST, SECOND), switchAt.minusMillis(1)))
                .isEqualTo(FIRST);
        assertThat(SCHEDULE.signing(List.of(FIRST, SECOND), switchAt)).isEqualTo(SECOND);
    }

    @Test
    void keepsAKeyUntilItsLastTokenIsOver() {
        var lastTokenEnds = START.plus(Duration.ofDays(30)).plus(Duration.ofMinutes(5));

        assertThat(SCHEDULE.retired(List.of(FIRST, SECOND), lastTokenEnds.plusSeconds(60)))
                .isEmpty();
        assertThat(SCHEDULE.retired(List.of(FIRST, SECOND), lastTokenEnds.plusSeconds(121)))
                .containsExactly(FIRST);
    }

    @Test
    void neverRetiresTheNewest() {
        assertThat(SCHEDULE.retired(List.of(FIRST), START.plus(Duration.ofDays(999))))
                .isEmpty();
        assertThat(SCHEDULE.retired(List.of(), START)).isEmpty();
    }

    @Test
    void signsWithTheFirstKeyWhereTheClockIsBehind() {
        assertThat(SCHEDULE.signing(List.of(FIRST), START.minusSeconds(20))).isEqualTo(FIRST);
    }

    @Test
    void signsWithNothingBeforeThereIsAKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SCHEDULE.signing(List.of(), START))
                .withMessageContaining("no token key");
    }

    @Test
    void changesKeysOnceAMonthUnlessToldOtherwise() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("sso.keys", TokenKeySettings.class);

        assertThat(settings).isEqualTo(new TokenKeySettings(Duration.ofDays(30), DAY));
    }

    @Test
    void refusesANoticeThatIsLongerThanAKeyLasts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenKeySettings(DAY, DAY))
                .withMessageContaining("token-notice");
    }

    private static StoredKey key(int number, Instant activeFrom) {
        return new StoredKey(KeyKind.TOKEN, number, "kid-" + number, "public", "private", START, activeFrom);
    }
}
