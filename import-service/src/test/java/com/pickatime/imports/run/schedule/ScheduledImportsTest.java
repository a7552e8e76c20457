package com.pickatime.imports.run.schedule;

import static com.pickatime.imports.run.queue.Queue.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.ImportOptions;
import com.pickatime.imports.connection.ImportSchedule;
import com.pickatime.imports.connection.ImportSchedule.Blackout;
import com.pickatime.imports.connection.MailPolicy;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.SourceType;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ScheduledImportsTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    /** 08:00 */
    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));

    private Connections connections;

    @BeforeEach
    void emptyCollection() {
        connections = new Connections(queue.database);
        TestDatabase.createIndexes(connections);
    }

    @Test
    void requestsOneImportADay() {
        active(SPRINGFIELD, SourceType.CLASSLINK_PROXY);
        var scheduled = scheduled(true);
        run(scheduled.requestDue());
        assertThat(runs()).isEmpty();

        queue.clock.advance(Duration.ofHours(17));
        run(scheduled.requestDue());
        run(scheduled.requestDue());
        run(scheduled(true).requestDue());

        assertThat(runs()).singleElement().satisfies(run -> {
            assertThat(run.businessId()).isEqualTo(SPRINGFIELD);
            assertThat(run.order().trigger()).isEqualTo(ImportTrigger.SCHEDULE);
            assertThat(run.order().mode()).isEqualTo(ImportMode.FULL);
        });
    }

    @Test
    void looksAtTheClockEachTimeItsOneMonoIsSubscribedTo() {
        active(SPRINGFIELD, SourceType.CLASSLINK_PROXY);
        var look = scheduled(true).requestDue();
        run(look);
        assertThat(runs()).isEmpty();
        queue.clock.advance(Duration.ofHours(17));
        run(look);

        assertThat(runs()).hasSize(1);
    }

    @Test
    void passesOverAConnectionThatCannotBeRead() {
        Queue.get(Mono.from(queue.database
                .getCollection("connections")
                .insertOne(
                        new Document("_id", "a-spoilt").append("tenantKey", "0").append("state", "ACTIVE"))));
        active(SPRINGFIELD, SourceType.CLASSLINK_PROXY);
        queue.clock.advance(Duration.ofDays(1));

        run(scheduled(true).requestDue());

        assertThat(runs()).hasSize(1);
    }

    @Test
    void makesUpForTheLastMissedOneOnly() {
        active(SPRINGFIELD, SourceType.CLASSLINK_PROXY);
        queue.clock.advance(Duration.ofDays(5));
        run(scheduled(true).requestDue());
        queue.claim();
        run(scheduled(true).requestDue());

        assertThat(runs()).hasSize(1);
    }

    @Test
    void importsNeitherFilesNorPausedConnections() {
        active(new BusinessId("files"), SourceType.FILE);
        active(new BusinessId("paused"), SourceType.CLASSLINK_PROXY);
        connections.pause(new BusinessId("paused"), PausedBy.OPERATOR).block(TestDatabase.LIMIT);
        queue.clock.advance(Duration.ofDays(1));

        run(scheduled(true).requestDue());

        assertThat(runs()).isEmpty();
    }

    @Test
    void canBeSwitchedOff() {
        active(SPRINGFIELD, SourceType.CLASSLINK_PROXY);
        queue.clock.advance(Duration.ofDays(1));

        run(scheduled(false).requestDue());

        assertThat(runs()).isEmpty();
    }

    @Test
    void importsByTheBusinesssOwnScheduleAndNotInABlackout() {
        active(
                SPRINGFIELD,
                SourceType.CLASSLINK_PROXY,
                new ImportSchedule(
                        true,
                        "0 0 4 * * *",
                        "America/Chicago",
                        List.of(new Blackout(today().plusDays(3), today().plusDays(4)))));
        var scheduled = scheduled(true);
        var first = today();
        var days = new ArrayList<Long>();
        for (int hour = 0; hour < 8 * 24; hour++) {
            queue.clock.advance(Duration.ofHours(1));
            run(scheduled.requestDue());
            var begun = queue.claimIfAny();
            if (begun != null) {
                days.add(ChronoUnit.DAYS.between(first, today()));
                run(queue.owned.fail(begun, new RunFailure("DONE", "It is done.")));
            }
        }

        assertThat(days).containsExactly(0L, 1L, 2L, 5L, 6L, 7L);
    }

    @Test
    void makesUpForAMissedOneOnceAndForNoneInABlackout() {
        active(
                SPRINGFIELD,
                SourceType.CLASSLINK_PROXY,
                new ImportSchedule(true, "0 0 * * * *", "America/Chicago", List.of()));
        active(
                new BusinessId("closed"),
                SourceType.CLASSLINK_PROXY,
                new ImportSchedule(
                        true, "0 0 * * * *", "America/Chicago", List.of(new Blackout(today(), today().plusDays(3)))));
        queue.clock.advance(Duration.ofDays(2));

        run(scheduled(true).requestDue());
        queue.claim();
        run(scheduled(true).requestDue());

        assertThat(runs()).extracting(ImportRun::businessId).containsExactly(SPRINGFIELD);
    }

    @Test
    void leavesABusinessAloneThatWantsNoScheduledImports() {
        active(SPRINGFIELD, SourceType.CLASSLINK_PROXY, new ImportSchedule(false, null, null, List.of()));
        queue.clock.advance(Duration.ofDays(2));

        run(scheduled(true).requestDue());

        assertThat(runs()).isEmpty();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(queue.clock.instant(), ZoneId.of("America/Chicago"));
    }

    private ScheduledImports scheduled(boolean enabled) {
        var settings = new ScheduleSettings(enabled, LocalTime.of(1, 0), ZoneOffset.UTC, Duration.ZERO);
        return new ScheduledImports(connections, queue.requests, settings, queue.clock);
    }

    private List<ImportRun> runs() {
        return Queue.get(connections
                .all()
                .flatMap(connection -> queue.runs.latest(connection.businessId(), null, ""))
                .collectList());
    }

    private void active(BusinessId businessId, SourceType type) {
        active(businessId, type, ImportSchedule.DEFAULT);
    }

    private void active(BusinessId businessId, SourceType type, ImportSchedule schedule) {
        var configuration = new Configuration(
                "School",
                type == SourceType.FILE ? null : businessId.value(),
                new SourceAccess(type, null, null, null),
                List.of(),
                ContactIdField.SOURCED_ID,
                null,
                new ImportOptions(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        schedule,
                        MailPolicy.CHANGES_AND_PROBLEMS));
        var connection =
                Queue.get(connections.insert(Connection.of(businessId, configuration, ConnectionState.CONFIGURED)));
        Queue.get(connections.activate(connection, queue.clock.instant()));
    }
}
