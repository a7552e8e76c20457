package com.pickatime.imports.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.imports.plan.staging.store.StagingException.Reason;
import com.pickatime.imports.source.RosterIncompleteException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "NO_ROOM, NO_ROOM_ON_DISK",
        "NOT_WRITABLE, STAGING_NOT_WRITABLE",
        "NO_MEMORY, STAGING_TOO_SMALL",
        "FAILED, STAGING_FAILED"
    })
    void namesWhatIsWrongWithTheStagingArea(Reason reason, String code) {
        var failure = new StagingException(reason, "sam@example.org", new IOException("sam@example.org"));

        assertThat(FailureReasons.of(failure).code()).isEqualTo(code);
        assertThat(FailureReasons.of(failure).message())
                .doesNotContain("sam@example.org")
                .contains("Nothing was changed.");
        assertThat(FailureReasons.isWorthAnotherTry(failure)).isEqualTo(reason == Reason.FAILED);
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
