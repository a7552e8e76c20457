package com.pickatime.conferences.reports;

import com.pickatime.conferences.booking.AppointmentLists;
import com.pickatime.conferences.booking.Booked;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.conferences.people.Names;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Teachers' schedules: all their slots, also free ones, with whoever comes. Teachers see their own. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/conferences/{conferenceId}/reports/schedules")
class ScheduleController {

    private static final int PART = 200;

    private static final Person NOBODY = new Person(new ContactId("nobody"), null, null, null);

    private final Conferences conferences;
    private final Slots slots;
    private final AppointmentLists appointments;
    private final Names people;
    private final ByPeople byPeople;

    ScheduleController(
            Conferences conferences, Slots slots, AppointmentLists appointments, Names people, ByPeople byPeople) {
        this.conferences = conferences;
        this.slots = slots;
        this.appointments = appointments;
        this.people = people;
        this.byPeople = byPeople;
    }

    /** Who comes. */
    record Coming(String appointmentId, Person student, Person parent, Map<String, String> answers) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Coming(" + appointmentId + ")";
        }
    }

    /**
     * One slot of a teacher.
     *
     * @param day in the zone of the event, as the times are
     * @param coming nobody where it is free
     */
    record Line(
            String slotId,
            Person teacher,
            LocalDate day,
            LocalTime from,
            LocalTime to,
            Slot.Kind kind,
            Slot.Visibility visibility,
            String message,
            int most,
            List<Coming> coming) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Line(" + slotId + ")";
        }
    }

    /**
     * By the names of the teachers, and each one's by their times.
     *
     * @param teacher contact id of whose to list; blank for everybody's that one may see
     * @param day left out for all
     */
    @GetMapping
    Mono<ListPage<Line>> list(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestParam(defaultValue = "") String teacher,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Caller caller) {
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> ListPage.of(
                                ordered(conference, whose(caller, teacher), day, after),
                                limit,
                                slot -> ByPeople.cursor(slot.teacher(), Slots.cursor(slot)))
                        .flatMap(page ->
                                lines(conference, page.items()).map(lines -> new ListPage<>(lines, page.next()))));
    }

    /** All of them as a table. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestParam(defaultValue = "") String teacher,
            @AuthenticationPrincipal Caller caller) {
        return conferences
                .find(businessId, conferenceId)
                .flatMapMany(conference -> Flux.just(CsvLine.of(
                                "teacherFamilyName",
                                "teacherGivenName",
                                "day",
                                "from",
                                "to",
                                "kind",
                                "visibility",
                                "message",
                                "studentFamilyName",
                                "studentGivenName",
                                "parentFamilyName",
                                "parentGivenName",
                                "teacherId"))
                        .concatWith(ordered(conference, whose(caller, teacher), null, "")
                                .buffer(PART)
                                .concatMap(part -> lines(conference, part), 1)
                                .flatMapIterable(lines -> lines)
                                .flatMapIterable(ScheduleController::csv)));
    }

    /** Null for all teachers. */
    private static @Nullable ContactId whose(Caller caller, String wanted) {
        if (caller.level() == null || !caller.level().atLeast(AccessLevel.EVENT_ADMINISTRATOR)) {
            return new ContactId(caller.subject());
        }
        return wanted.isBlank() ? null : new ContactId(wanted);
    }

    private Flux<Slot> ordered(
            Conference conference, @Nullable ContactId teacher, @Nullable LocalDate day, String after) {
        return byPeople.list(
                conference.businessId(),
                teacher == null ? slots.havingSlots(conference) : Flux.just(teacher),
                after,
                (some, from) -> slots.of(conference, some, day, from),
                Slot::teacher);
    }

    private Mono<List<Line>> lines(Conference conference, List<Slot> some) {
        var teachers = some.stream().map(Slot::teacher).distinct().toList();
        return appointments
                .inSlots(conference.id(), teachers, some.stream().map(Slot::id).toList())
                .collectList()
                .flatMap(booked -> people.of(
                                conference.businessId(),
                                Stream.concat(
                                                teachers.stream(),
                                                booked.stream().flatMap(one -> Stream.of(one.student(), one.parent())))
                                        .toList())
                        .map(names -> lines(conference, some, booked, names)));
    }

    private static List<Line> lines(
            Conference conference, List<Slot> some, Collection<Booked> booked, Map<ContactId, Person> names) {
        var bySlot = booked.stream().collect(Collectors.groupingBy(Booked::slotId));
        return some.stream()
                .map(slot -> new Line(
                        slot.id(),
                        Named.name(names, slot.teacher()),
                        slot.day(),
                        slot.from(),
                        slot.to(),
                        slot.kind(),
                        slot.visibility(),
                        slot.message(),
                        slot.most(),
                        bySlot.getOrDefault(slot.id(), List.of()).stream()
                                .map(one -> new Coming(
                                        one.id(),
                                        Named.name(names, one.student()),
                                        Named.name(names, one.parent()),
                                        Named.answers(conference, one)))
                                .toList()))
                .toList();
    }

    /** A line for each who comes, and one for a slot that is free. */
    private static List<String> csv(Line line) {
        var free = new Coming("", NOBODY, NOBODY, Map.of());
        return (line.coming().isEmpty() ? List.of(free) : line.coming())
                .stream()
                        .map(coming -> CsvLine.of(
                                AppointmentTable.text(line.teacher().familyName()),
                                AppointmentTable.text(line.teacher().givenName()),
                                line.day().toString(),
                                line.from().toString(),
                                line.to().toString(),
                                line.kind().name(),
                                line.visibility().name(),
                                line.message(),
                                AppointmentTable.text(coming.student().familyName()),
                                AppointmentTable.text(coming.student().givenName()),
                                AppointmentTable.text(coming.parent().familyName()),
                                AppointmentTable.text(coming.parent().givenName()),
                                line.teacher().contactId().value()))
                        .toList();
    }
}
