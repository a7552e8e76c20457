package com.pickatime.imports.run.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.RecordType;
import com.pickatime.imports.doubles.HttpDouble;
import com.pickatime.imports.doubles.RosterBroker;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.imports.plan.staging.store.StagingException.Reason;
import com.pickatime.imports.publish.KafkaPublishedRun;
import com.pickatime.imports.publish.PublishFailedException;
import com.pickatime.imports.publish.Publishers;
import com.pickatime.imports.publish.sourceindex.ContactServiceNotReadyException;
import com.pickatime.imports.publish.sourceindex.SourceIndexes;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class FailureReasonsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

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

    @Test
    void saysWhatToDoWhenTheContactServiceCannotBeAsked() {
        var contacts = HttpDouble.start(exchange -> HttpDouble.answer(exchange, 200, "text/plain", ""));
        contacts.close();

        assertThatThrownBy(() -> SourceIndexes.at(contacts.url())
                        .ownContacts(new BusinessId("springfield"))
                        .block(LIMIT))
                .isInstanceOfSatisfying(ContactServiceNotReadyException.class, failure -> {
                    assertThat(FailureReasons.of(failure).code()).isEqualTo("CONTACTS_BEHIND");
                    assertThat(FailureReasons.of(failure).message())
                            .contains("Check that it runs", "Nothing was changed.")
                            .doesNotContain(contacts.url());
                });
    }

    @Test
    void saysOfAnImportThatWasPublishedInPartThatTheNextOneSendsTheRest(@TempDir Path directory) {
        var keysets = Keysets.generate();
        var business = new BusinessId("springfield");
        var broker = new RosterBroker(1);
        broker.refuse(2);
        try (var staging = Staging.open(directory, keysets.keyedHash(), business)) {
            staging.add(List.of(Rows.school("o-1"), Rows.school("o-2")));
            staging.plan();
            var published = Publishers.to(broker, keysets.fieldCipher())
                    .publish(
                            new KafkaPublishedRun(business, new ImportId("import-1"), 1),
                            staging,
                            () -> {},
                            acknowledged -> {});

            assertThatThrownBy(() -> published.block(LIMIT))
                    .isInstanceOfSatisfying(PublishFailedException.class, failure -> {
                        assertThat(FailureReasons.of(failure).code()).isEqualTo("PUBLISH_FAILED");
                        assertThat(FailureReasons.of(failure).message())
                                .contains("the next import sends the rest")
                                .doesNotContain("Nothing was changed");
                        assertThat(FailureReasons.isWorthAnotherTry(failure)).isFalse();
                    });
        }
        assertThat(broker.records()).hasSize(1);
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
