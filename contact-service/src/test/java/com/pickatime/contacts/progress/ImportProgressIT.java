package com.pickatime.contacts.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.ProcessedRecord;
import com.pickatime.contacts.ledger.ProcessedRecord.Outcome;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.testing.RecordedEvents;
import com.pickatime.contacts.testing.TestLedger;
import com.pickatime.events.ImportProgressed;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportProgressIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final RunKey RUN = new RunKey(new ImportId("run"), new BusinessId("b"), 1);

    private final MovableClock clock = new MovableClock();
    private final RecordedEvents recorded = new RecordedEvents();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void announcesOncePerIntervalOverAllInstances(MongoDatabase database) {
        var one = progress(database);
        var other = progress(database);
        apply(database, 0);
        one.applied(RUN);
        other.applied(RUN);

        one.announce().block(LIMIT);
        other.announce().block(LIMIT);
        assertThat(announced()).containsExactly(1L);

        apply(database, 1);
        clock.advance(INTERVAL);
        other.announce().block(LIMIT);
        assertThat(announced()).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void saysNothingAboutAnImportThatDoesNotMove(MongoDatabase database) {
        var progress = progress(database);
        apply(database, 0);
        progress.applied(RUN);
        progress.announce().block(LIMIT);

        clock.advance(INTERVAL.multipliedBy(10));
        progress.announce().block(LIMIT);

        assertThat(announced()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void announcesAtTheNextTurnWhatItCouldNotAnnounce(MongoDatabase database) {
        var progress = progress(database);
        apply(database, 0);
        progress.applied(RUN);
        recorded.failFor(RUN.businessId().value());
        progress.announce().onErrorComplete().block(LIMIT);

        recorded.succeedAgain();
        clock.advance(INTERVAL);
        progress.announce().block(LIMIT);

        assertThat(announced()).containsExactly(1L);
        assertThat(recorded.published().get(0).getEventId()).isEqualTo("run/progressed/1");
    }

    private ImportProgress progress(MongoDatabase database) {
        return new ImportProgress(
                database,
                TestLedger.in(database),
                recorded.events(clock),
                new ImportProgressSettings(INTERVAL),
                TestLedger.SETTINGS,
                clock,
                new Standstill(clock));
    }

    private static void apply(MongoDatabase database, long offset) {
        var processed = new ProcessedRecord(0, offset, RUN, Outcome.APPLIED, RosterDigest.EMPTY, null);
        TestLedger.in(database).enter(List.of(processed), Map.of()).block(LIMIT);
    }

    private List<Long> announced() {
        return recorded.published().stream()
                .map(event -> ((ImportProgressed) event.getEvent()).getApplied())
                .toList();
    }
}
