package com.pickatime.imports.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.source.RosterIncompleteException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureReasonsTest {

    @Test
    void passesOnWhatTheSourceSays() {
        var reason = FailureReasons.of(new RosterIncompleteException("NOT_ENABLED", "Switch it on."));

        assertThat(reason.code()).isEqualTo("NOT_ENABLED");
        assertThat(reason.message()).isEqualTo("Switch it on.");
    }

    @Test
    void neverPassesOnWhatAnUnforeseenExceptionSays() {
        var reason = FailureReasons.of(new IllegalStateException("sam@example.org"));

        assertThat(reason.code()).isEqualTo("UNEXPECTED");
        assertThat(reason.message()).doesNotContain("sam@example.org");
    }

    @Test
    void namesARunThatTookTooLong() {
        assertThat(FailureReasons.of(new TimeoutException()).code()).isEqualTo("TOOK_TOO_LONG");
    }

    @Test
    void triesAgainOnlyWhatMayGoWell() {
        assertThat(FailureReasons.isWorthAnotherTry(new RosterIncompleteException("ROSTER_CHANGED", "x")))
                .isTrue();
        assertThat(FailureReasons.isWorthAnotherTry(new RosterIncompleteException("NOT_ENABLED", "x")))
                .isFalse();
        assertThat(FailureReasons.isWorthAnotherTry(new IllegalStateException()))
                .isFalse();
    }
}
