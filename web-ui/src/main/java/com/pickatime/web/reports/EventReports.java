package com.pickatime.web.reports;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Meeting;
import com.pickatime.web.events.Meeting.Person;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.reports.Table.Row;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks conference-service for reports, and puts them in words. */
@Component
class EventReports {

    /** On paper a report is whole; a larger one is a table to take away. */
    static final int MOST_PRINTED = 20 * ListPage.LARGEST;

    private static final int PAGE = 100;

    private static final ParameterizedTypeReference<ListPage<Meeting>> MEETINGS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Line>> LINES = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Student>> STUDENTS = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Businesses businesses;
    private final Formats formats;
    private final MessageSource messages;

    EventReports(Services services, Businesses businesses, Formats formats, MessageSource messages) {
        this.services = services;
        this.businesses = businesses;
        this.formats = formats;
        this.messages = messages;
    }

    private record Coming(Person student, Person parent, Map<String, String> answers) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Coming";
        }
    }

    private record Line(
            Person teacher,
            LocalDate day,
            LocalTime from,
            LocalTime to,
            String kind,
            String visibility,
            String message,
            int most,
            List<Coming> coming) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Line";
        }
    }

    private record Student(Person student, List<Person> teachers, List<Person> parents) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Student";
        }
    }

    /** What words need. */
    private record In(Report report, Business business, Locale locale) {}

    /** @param whole for paper: all of it, up to {@link #MOST_PRINTED} */
    Mono<Table> table(SignedIn who, String event, Report report, String after, boolean whole, Locale locale) {
        return businesses.of(who).flatMap(business -> {
            var in = new In(report, business, locale);
            return switch (report) {
                case APPOINTMENTS_BY_DATE, APPOINTMENTS_BY_TEACHER, APPOINTMENTS_BY_FAMILY ->
                    table(who, event, in, after, whole, MEETINGS, meeting -> List.of(row(meeting, in)));
                case TEACHER_SCHEDULES -> table(who, event, in, after, whole, LINES, line -> rows(line, in));
                case STUDENTS_WITHOUT_APPOINTMENT ->
                    table(who, event, in, after, whole, STUDENTS, student -> List.of(row(student, in)));
            };
        });
    }

    Mono<Flux<DataBuffer>> export(SignedIn who, String event, Report report) {
        return services.download(who, Service.CONFERENCES, report.export(), event);
    }

    private <T> Mono<Table> table(
            SignedIn who,
            String event,
            In in,
            String after,
            boolean whole,
            ParameterizedTypeReference<ListPage<T>> type,
            Function<T, List<Row>> rows) {
        return page(who, event, in, whole ? ListPage.LARGEST : PAGE, after, type)
                .expand(page -> whole && page.next() != null
                        ? page(who, event, in, ListPage.LARGEST, page.next(), type)
                        : Mono.empty())
                .take(MOST_PRINTED / ListPage.LARGEST)
                .collectList()
                .map(pages -> Table.of(
                        in.report().columns(),
                        pages.stream()
                                .flatMap(page -> page.items().stream())
                                .flatMap(item -> rows.apply(item).stream())
                                .toList(),
                        pages.get(pages.size() - 1).next()));
    }

    private <T> Mono<ListPage<T>> page(
            SignedIn who, String event, In in, int limit, String after, ParameterizedTypeReference<ListPage<T>> type) {
        return services.get(who, Service.CONFERENCES, type, in.report().page(), event, limit, after);
    }

    private Row row(Meeting meeting, In in) {
        var teacher = name(meeting.teacher(), in);
        var student = name(meeting.student(), in);
        var parent = name(meeting.parent(), in);
        var day = formats.day(meeting.day(), in.business(), in.locale());
        var time = times(meeting.from(), meeting.to(), in);
        var answers = answers(meeting.answers());
        return switch (in.report()) {
            case APPOINTMENTS_BY_TEACHER -> Row.of(teacher, day + ", " + time, student, parent, answers);
            case APPOINTMENTS_BY_FAMILY -> Row.of(parent, day + ", " + time, teacher, student, answers);
            default -> Row.of(day, time, teacher, student, parent, answers);
        };
    }

    /** One for each who comes, and one where nobody does. */
    private List<Row> rows(Line line, In in) {
        var teacher = name(line.teacher(), in);
        var when = formats.day(line.day(), in.business(), in.locale()) + ", " + times(line.from(), line.to(), in);
        if (line.coming().isEmpty()) {
            return List.of(Row.of(teacher, when, "", "", slot(line, in), ""));
        }
        return line.coming().stream()
                .map(coming -> Row.of(
                        teacher,
                        when,
                        name(coming.student(), in),
                        name(coming.parent(), in),
                        slot(line, in),
                        answers(coming.answers())))
                .toList();
    }

    private String slot(Line line, In in) {
        var visibility = line.visibility().equals("VISIBLE")
                ? text(line.coming().isEmpty() ? "events.slot.one" : "events.slot.full", in)
                : text("slot.visibility." + line.visibility(), in);
        return line.message().isEmpty() ? visibility : visibility + ": " + line.message();
    }

    private Row row(Student student, In in) {
        return Row.of("", name(student.student(), in), names(student.teachers(), in), names(student.parents(), in));
    }

    private String names(List<Person> people, In in) {
        return people.stream().map(person -> name(person, in)).collect(Collectors.joining("; "));
    }

    private String name(Person person, In in) {
        var name = formats.name(person.givenName(), person.familyName(), person.preferredName(), in.business());
        return name.isEmpty() ? text("events.nobody", in) : name;
    }

    private String times(LocalTime from, LocalTime to, In in) {
        return formats.time(from, in.business(), in.locale()) + " - " + formats.time(to, in.business(), in.locale());
    }

    private static String answers(@Nullable Map<String, String> answers) {
        return Objects.requireNonNullElse(answers, Map.<String, String>of()).entrySet().stream()
                .map(answer -> answer.getKey() + ": " + answer.getValue())
                .collect(Collectors.joining("; "));
    }

    private String text(String key, In in) {
        return messages.getMessage(key, null, in.locale());
    }
}
