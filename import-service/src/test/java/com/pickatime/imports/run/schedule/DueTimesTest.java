package com.pickatime.imports.run.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.ImportOptions;
import com.pickatime.imports.connection.ImportSchedule;
import com.pickatime.imports.connection.ImportSchedule.Blackout;
import com.pickatime.imports.connection.MailPolicy;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueTimesTest {

    private static final DueTimes TIMES =
            new DueTimes(new ScheduleSettings(true, LocalTime.of(1, 0), ZoneId.of("America/New_York"), Duration.ZERO));

    @ParameterizedTest
    @CsvSource({
        // Chicago is six hours behind in winter, five in summer
        "0 30 5 * * *, 2026-11-24T11:30:00Z, 2026-11-24T11:30:00Z",
        "0 30 5 * * *, 2026-11-24T11:29:59Z, 2026-11-23T11:30:00Z",
        "0 30 5 * * *, 2026-07-01T10:30:00Z, 2026-07-01T10:30:00Z",
        "0 0 4 * * MON, 2026-11-28T12:00:00Z, 2026-11-23T10:00:00Z",
        // on 14 March there is no half past two, on 1 November there are two half past ones
        "0 30 2 * * *, 2027-03-14T12:00:00Z, 2027-03-14T08:30:00Z",
        "0 30 1 * * *, 2026-11-01T06:35:00Z, 2026-11-01T06:30:00Z",
        "0 30 1 * * *, 2026-11-01T07:10:00Z, 2026-11-01T06:30:00Z",
        "0 30 1 * * *, 2026-11-01T12:00:00Z, 2026-11-01T06:30:00Z"
    })
    void isDueByTheClockOfTheSchool(String cron, Instant now, Instant due) {
        assertThat(TIMES.last(connection(cron, "America/Chicago", now.minus(Duration.ofDays(9))), now))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        "0 30 2 * * *, 2027-03-12T12:00:00Z, 4",
        "0 30 1 * * *, 2026-10-30T12:00:00Z, 4",
        "'0 0 1,3 * * *', 2027-03-12T12:00:00Z, 8"
    })
    void isDueOnceWhateverTheClocksDo(String cron, Instant start, int times) {
        var connection = connection(cron, "America/Chicago", start);
        var due = new ArrayList<Instant>();
        for (var now = start; now.isBefore(start.plus(Duration.ofDays(4))); now = now.plus(Duration.ofMinutes(10))) {
            var next = TIMES.last(connection, now);
            if (next != null) {
                due.add(next);
                connection = connection(cron, "America/Chicago", next);
            }
        }

        assertThat(due).hasSize(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isNotDueAgainAfterTheLastOne() {
        var due = Instant.parse("2026-11-24T11:30:00Z");

        assertThat(TIMES.last(connection("0 30 5 * * *", "America/Chicago", due), due.plusSeconds(3_600)))
                .isNull();
    }

    @Test
    void isDueOnceHoweverManyWereMissed() {
        var connection = connection("0 0 * * * *", "America/Chicago", Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(TIMES.last(connection, Instant.parse("2026-11-24T11:30:00Z")))
                .isEqualTo(Instant.parse("2026-11-24T11:00:00Z"));
    }

    @Test
    void goesByTheZoneOfTheConnectionOrTheInstallationsWhereTheScheduleNamesNone() {
        var now = Instant.parse("2026-11-24T23:00:00Z");
        var before = now.minus(Duration.ofDays(2));

        assertThat(TIMES.last(connection(schedule("0 0 1 * * *", null), "America/Los_Angeles", before), now))
                .isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
        assertThat(TIMES.last(connection(schedule("0 0 1 * * *", null), null, before), now))
                .isEqualTo(Instant.parse("2026-11-24T06:00:00Z"));
    }

    @Test
    void goesByTheInstallationWithoutAScheduleOfItsOwn() {
        var now = Instant.parse("2026-11-24T23:00:00Z");

        assertThat(TIMES.last(
                        connection(ImportSchedule.DEFAULT, "America/Chicago", now.minus(Duration.ofDays(2))), now))
                .isEqualTo(Instant.parse("2026-11-24T06:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-06-15T04:59:59Z, false",
        "2027-06-15T05:00:00Z, true",
        "2027-08-21T04:59:59Z, true",
        "2027-08-21T05:00:00Z, false"
    })
    void knowsABlackoutFromItsFirstToItsLastMoment(Instant moment, boolean blackout) {
        var schedule = new ImportSchedule(
                true,
                null,
                "America/Chicago",
                List.of(new Blackout(LocalDate.of(2027, 6, 15), LocalDate.of(2027, 8, 20))));

        assertThat(TIMES.isBlackout(connection(schedule, null, moment), moment)).isEqualTo(blackout);
    }

    private static Connection connection(String cron, String zone, Instant through) {
        return connection(schedule(cron, zone), null, through);
    }

    private static ImportSchedule schedule(String cron, @Nullable String zone) {
        return new ImportSchedule(true, cron, zone, List.of());
    }

    private static Connection connection(ImportSchedule schedule, @Nullable String timeZone, Instant through) {
        var options = new ImportOptions(
                List.of(), List.of(), List.of(), List.of(), List.of(), schedule, MailPolicy.CHANGES_AND_PROBLEMS);
        var configuration = new Configuration(
                "School",
                "2222",
                new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null),
                List.of(),
                ContactIdField.SOURCED_ID,
                timeZone,
                options);
        return new Connection(
                new BusinessId("springfield"),
                configuration,
                "2222",
                ConnectionState.ACTIVE,
                null,
                through,
                through,
                List.of(),
                1);
    }
}
