package com.pickatime.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarEntryTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant STAMP = Instant.parse("2026-10-20T14:03:07.123Z");
    private static final String ORGANIZER = "no-reply@pickatime.example";
    private static final String ATTENDEE = "ann+school@example.org";

    private static CalendarEntry at(String local, ZoneId zone, int sequence) {
        var start = LocalDateTime.parse(local).atZone(zone).toInstant();
        return new CalendarEntry(
                "a1",
                sequence,
                STAMP,
                start,
                start.plusSeconds(900),
                zone,
                "Ms. O’Neil, Ada",
                "Gym; room 1, on the left",
                "Bring\nthe book, please; thank you.");
    }

    private static ICalendar readByTheOther(String file) {
        var reader = Biweekly.parse(file);
        var read = reader.first();
        assertThat(reader.all()).hasSize(1);
        return read;
    }

    /** @param local at which it is in the zone; the change of the clock is on November 1 and on March 14 */
    @ParameterizedTest
    @CsvSource({
        "2026-10-30T15:00:00, America/New_York",
        "2026-11-01T15:00:00, America/New_York",
        "2026-11-02T15:00:00, America/New_York",
        "2027-03-12T15:00:00, America/New_York",
        "2027-03-15T15:00:00, America/New_York",
        "2027-03-15T15:00:00, America/Phoenix",
        "2027-03-15T15:00:00, Europe/Madrid",
        "2027-03-15T15:00:00, Asia/Kolkata",
        "2027-03-15T15:00:00, UTC"
    })
    void keepsItsLocalTimeInTwoReaders(String local, ZoneId zone) throws Exception {
        var entry = at(local, zone, 0);
        var file = entry.taken();

        assertThat(file).contains("DTSTART;TZID=" + zone, "DTSTAMP:20261020T140307Z");
        assertThat(file.lines())
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        var start = readByTheOther(file).getEvents().get(0).getDateStart().getValue();
        assertThat(start.toInstant()).isEqualTo(entry.start());
        assertThat(start.getRawComponents().toString())
                .isEqualTo(local.replace("-", "").replace(":", ""));
        var own = new CalendarBuilder().build(new StringReader(file));
        assertThat(own.validate().getEntries()).isEmpty();
        var event = (VEvent) own.getComponents("VEVENT").get(0);
        assertThat(event.<ZonedDateTime>getStartDate().orElseThrow().getDate())
                .satisfies(read -> assertThat(read.toInstant()).isEqualTo(entry.start()))
                .satisfies(read -> assertThat(read.toLocalDateTime()).isEqualTo(LocalDateTime.parse(local)));
    }

    @Test
    void replacesAndTakesBackWhatItSentBefore() throws Exception {
        for (var file : List.of(
                at("2026-11-02T15:00:00", NEW_YORK, 0).requested(ORGANIZER, ATTENDEE),
                at("2026-11-02T15:00:00", NEW_YORK, 1).cancelled(ORGANIZER, ATTENDEE))) {
            assertThat(new CalendarBuilder()
                            .build(new StringReader(file))
                            .validate()
                            .getEntries())
                    .isEmpty();
        }
        var first = readByTheOther(at("2026-11-02T15:00:00", NEW_YORK, 0).requested(ORGANIZER, ATTENDEE));
        var moved = readByTheOther(at("2026-11-03T15:00:00", NEW_YORK, 1).requested(ORGANIZER, ATTENDEE));
        var cancelled = readByTheOther(at("2026-11-03T15:00:00", NEW_YORK, 2).cancelled(ORGANIZER, ATTENDEE));

        assertThat(List.of(first, moved, cancelled)).allSatisfy(calendar -> {
            var event = calendar.getEvents().get(0);
            assertThat(event.getUid().getValue()).isEqualTo("a1@appointments.pickatime");
            assertThat(event.getOrganizer().getUri()).isNull();
            assertThat(event.getOrganizer().getEmail()).isEqualTo(ORGANIZER);
            assertThat(event.getAttendees()).singleElement().satisfies(attendee -> {
                assertThat(attendee.getEmail()).isEqualTo(ATTENDEE);
                assertThat(attendee.getRsvp()).isFalse();
            });
        });
        assertThat(List.of(first, moved, cancelled))
                .extracting(calendar -> calendar.getMethod().getValue())
                .containsExactly("REQUEST", "REQUEST", "CANCEL");
        assertThat(List.of(first, moved, cancelled))
                .extracting(
                        calendar -> calendar.getEvents().get(0).getSequence().getValue())
                .containsExactly(0, 1, 2);
        assertThat(cancelled.getEvents().get(0).getStatus().getValue()).isEqualTo("CANCELLED");
    }

    @Test
    void saysWhatItIsInAnyWords() {
        var read = readByTheOther(at("2026-11-02T15:00:00", NEW_YORK, 0).taken());

        assertThat(read.validate(ICalVersion.V2_0)).isEmpty();
        var event = read.getEvents().get(0);
        assertThat(event.getSummary().getValue()).isEqualTo("Ms. O’Neil, Ada");
        assertThat(event.getLocation().getValue()).isEqualTo("Gym; room 1, on the left");
        assertThat(event.getDescription().getValue()).isEqualTo("Bring\nthe book, please; thank you.");
    }
}
