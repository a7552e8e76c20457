package com.pickatime.conferences.reports;

import com.pickatime.conferences.booking.AppointmentLists;
import com.pickatime.conferences.booking.AppointmentLists.Side;
import com.pickatime.conferences.booking.Booked;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.reports.Named.Row;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Confirmed appointments with names: of an event by date, by teacher or by family, and of one contact over all events. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}")
class AppointmentReportController {

    private static final String APPOINTMENTS = "/conferences/{conferenceId}/reports/appointments";

    private final Conferences conferences;
    private final AppointmentLists appointments;
    private final Named named;
    private final AppointmentTable table;
    private final ByPeople byPeople;

    AppointmentReportController(
            Conferences conferences,
            AppointmentLists appointments,
            Named named,
            AppointmentTable table,
            ByPeople byPeople) {
        this.conferences = conferences;
        this.appointments = appointments;
        this.named = named;
        this.table = table;
        this.byPeople = byPeople;
    }

    /** In which order. */
    enum By {
        DATE,
        TEACHER,
        FAMILY
    }

    /** @param by DATE, TEACHER or FAMILY: then by the names of those, and each one's by their times; DATE if left out */
    @GetMapping(APPOINTMENTS)
    Mono<ListPage<Row>> list(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var order = by(by);
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> ListPage.of(ordered(conference, order, after), limit, cursor(order))
                        .flatMap(page ->
                                named.rows(conference, page.items()).map(rows -> new ListPage<>(rows, page.next()))));
    }

    /** All of them as a table. */
    @GetMapping(path = APPOINTMENTS + "/export", produces = "text/csv")
    Flux<String> export(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestParam(required = false) @Nullable String by) {
        var order = by(by);
        return conferences
                .find(businessId, conferenceId)
                .flatMapMany(conference -> Flux.just(AppointmentTable.HEADER)
                        .concatWith(table.lines(conference, ordered(conference, order, ""))));
    }

    /** Those of one contact, as teacher, parent or student, at all events by their times. */
    @GetMapping("/appointments")
    Mono<ListPage<Row>> ofContact(
            @PathVariable BusinessId businessId,
            @RequestParam ContactId contact,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return conferences
                .of(businessId, "")
                .map(Conferences.Kept::conference)
                .collectMap(Conference::id)
                .flatMap(all -> ListPage.of(
                                appointments.ofContact(all.keySet(), contact, after), limit, AppointmentLists::cursor)
                        .flatMap(page -> named.rows(all, page.items()).map(rows -> new ListPage<>(rows, page.next()))));
    }

    private static By by(@Nullable String name) {
        return Objects.requireNonNullElse(Problems.named("by", By.class, name), By.DATE);
    }

    private Flux<Booked> ordered(Conference conference, By by, String after) {
        return switch (by) {
            case DATE -> appointments.of(conference.id(), after);
            case TEACHER -> byPeople(conference, Side.TEACHER, after, Booked::teacher);
            case FAMILY -> byPeople(conference, Side.PARENT, after, Booked::parent);
        };
    }

    private Flux<Booked> byPeople(Conference conference, Side side, String after, Function<Booked, ContactId> whose) {
        return byPeople.list(
                conference.businessId(),
                appointments.people(conference.id(), side),
                after,
                (some, from) -> appointments.of(conference.id(), side, some, from),
                whose);
    }

    private static Function<Booked, String> cursor(By by) {
        return switch (by) {
            case DATE -> AppointmentLists::cursor;
            case TEACHER -> booked -> ByPeople.cursor(booked.teacher(), AppointmentLists.cursor(booked));
            case FAMILY -> booked -> ByPeople.cursor(booked.parent(), AppointmentLists.cursor(booked));
        };
    }
}
