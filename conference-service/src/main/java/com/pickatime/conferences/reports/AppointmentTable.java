package com.pickatime.conferences.reports;

import com.pickatime.conferences.booking.Booked;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.reports.Named.Row;
import com.pickatime.platform.web.CsvLine;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Appointments as a table to take away; however many there are, a few hundred of them are in memory. */
@Component
public class AppointmentTable {

    /** The first line. */
    public static final String HEADER = CsvLine.of(
            "event",
            "day",
            "from",
            "to",
            "teacherFamilyName",
            "teacherGivenName",
            "studentFamilyName",
            "studentGivenName",
            "parentFamilyName",
            "parentGivenName",
            "answers",
            "appointmentId",
            "teacherId",
            "studentId",
            "parentId");

    private static final int PART = 200;

    private final Named named;

    AppointmentTable(Named named) {
        this.named = named;
    }

    /** A line for each, in the same order. */
    public Flux<String> lines(Conference conference, Flux<Booked> appointments) {
        return appointments
                .buffer(PART)
                .concatMap(part -> named.rows(conference, part), 1)
                .flatMapIterable(rows -> rows)
                .map(AppointmentTable::line);
    }

    private static String line(Row row) {
        return CsvLine.of(
                row.event(),
                row.day().toString(),
                row.from().toString(),
                row.to().toString(),
                text(row.teacher().familyName()),
                text(row.teacher().givenName()),
                text(row.student().familyName()),
                text(row.student().givenName()),
                text(row.parent().familyName()),
                text(row.parent().givenName()),
                row.answers().entrySet().stream()
                        .map(answer -> answer.getKey() + ": " + answer.getValue())
                        .collect(Collectors.joining(" | ")),
                row.appointmentId(),
                row.teacher().contactId().value(),
                row.student().contactId().value(),
                row.parent().contactId().value());
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
