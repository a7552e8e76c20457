package com.pickatime.imports.run.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.imports.plan.staging.store.StagingException.Reason;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class FailureReasonsTest {

    @Test
    void passesOnWhatTheSourceSays() {
        var reason = FailureReasons.of(new RosterIncompleteException("NOT_ENABLED", "Switch it on."));

        assertThat(reason.code()).isEqualTo("NOT_ENABLED");
        assertThat(reason.message()).isEqualTo("Switch it on.");
    }

    @Test
    void passesOnThatNothingOfTheChoiceIsThere(@TempDir Path directory) {
        try (var staging = Staging.open(directory, Keysets.generate().keyedHash(), new BusinessId("springfield"))) {
            staging.choose(new RosterChoice(List.of("closed"), List.of(), List.of(), List.of(), List.of(), false));
            staging.add(List.of(Rows.student("s")));

            assertThatThrownBy(staging::plan).satisfies(failure -> {
                assertThat(FailureReasons.of(failure).code()).isEqualTo("NOTHING_CHOSEN_IS_THERE");
                assertThat(FailureReasons.of(failure).message()).contains("import options");
                assertThat(FailureReasons.isWorthAnotherTry(failure)).isFalse();
            });
        }
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
    void namesTheFileOfWhichTooManyRowsWereRefused(@TempDir Path directory) {
        try (var staging = Staging.open(
                directory,
                Keysets.generate().keyedHash(),
                new BusinessId("springfield"),
                DataSize.ofMegabytes(64),
                0)) {
            var refusal = new RowRefusal(RecordType.PERSON, "users.csv:2", null, "role", "is missing");

            assertThatThrownBy(() -> staging.refuse(refusal)).satisfies(failure -> {
                assertThat(FailureReasons.of(failure).code()).isEqualTo("TOO_MANY_REFUSED");
                assertThat(FailureReasons.of(failure).message()).contains("1 rows of users.csv");
                assertThat(FailureReasons.isWorthAnotherTry(failure)).isFalse();
            });
        }
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
