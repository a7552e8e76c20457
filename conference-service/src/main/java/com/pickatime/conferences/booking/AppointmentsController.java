package com.pickatime.conferences.booking;

import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.booking.Bookings.Wish;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.conference.NamedIds;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The appointments of a conference: parents have theirs, teachers see those with them, administrators have all. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/conferences/{conferenceId}/appointments")
class AppointmentsController {

    private final Conferences conferences;
    private final Slots slots;
    private final Appointments appointments;
    private final Bookings bookings;

    AppointmentsController(Conferences conferences, Slots slots, Appointments appointments, Bookings bookings) {
        this.conferences = conferences;
        this.slots = slots;
        this.appointments = appointments;
        this.bookings = bookings;
    }

    /**
     * One appointment.
     *
     * @param until when it ends by itself unless it is confirmed; null for one that is
     * @param movedFrom id of the one in whose place it is; null for none
     * @param calendarId names it in calendars, also when it is moved
     * @param sequence rises with every change of what is in calendars
     * @param problems why it does not fit any more; none where all is well
     */
    record Shown(
            String appointmentId,
            State state,
            String slotId,
            ContactId teacherId,
            ContactId parentId,
            ContactId studentId,
            Instant start,
            Instant end,
            @Nullable Instant until,
            Map<String, String> answers,
            @Nullable String movedFrom,
            String calendarId,
            int sequence,
            List<Problem> problems) {

        static Shown of(Appointment appointment) {
            return new Shown(
                    appointment.id(),
                    appointment.state(),
                    appointment.slotId(),
                    appointment.teacher(),
                    appointment.parent(),
                    appointment.student(),
                    appointment.start(),
                    appointment.end(),
                    appointment.until(),
                    appointment.answers(),
                    appointment.movedFrom(),
                    appointment.calendarId(),
                    appointment.sequence(),
                    appointment.problems());
        }
    }

    /** @param parentId for whom an administrator books; left out for oneself */
    @Schema(example = """
            {"slotId": "9a3cf5b5-98b0-3fd2-9a01-6b7f4c6f2c11", "studentId": "cfddcc97-a685-5dc7-8773-311d64aa0fdc"}""")
    record Wanted(
            @Nullable String slotId,
            @Nullable ContactId studentId,
            @Nullable ContactId parentId) {}

    /** @param answers by the ids of the questions */
    @Schema(example = """
            {"answers": {"how": "By phone"}}""")
    record Confirmation(@Nullable Map<String, String> answers) {}

    /** @param problems those that whoever accepts them has seen */
    @Schema(example = """
            {"problems": ["NOT_THE_TEACHER"]}""")
    record Acceptance(@Nullable List<Problem> problems) {}

    @Schema(example = """
            {"slotId": "9a3cf5b5-98b0-3fd2-9a01-6b7f4c6f2c11"}""")
    record Move(@Nullable String slotId) {}

    /** Holds a place. Sent again with the same Idempotency-Key, it takes no second one. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Shown> hold(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestBody Wanted wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Caller caller) {
        var slotId = required("slotId", wanted.slotId());
        var student = required("studentId", wanted.studentId());
        var self = new ContactId(caller.subject());
        var parent = wanted.parentId() == null ? self : wanted.parentId();
        if (!parent.equals(self) && !isAdministrator(caller)) {
            throw Problems.of(HttpStatus.FORBIDDEN, "Administrators alone book for others. Leave parentId out.");
        }
        var id = NamedIds.ofRequest(key, conferenceId, caller.subject());
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> slots.find(conference, slotId)
                        .flatMap(slot -> bookings.hold(new Wish(
                                id,
                                conference,
                                slot,
                                parent,
                                student,
                                caller.subject(),
                                isAdministrator(caller),
                                null))))
                .map(Shown::of);
    }

    /** Makes a held one certain. Sent again it changes nothing. */
    @PutMapping("/{appointmentId}/confirmation")
    Mono<Shown> confirm(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @PathVariable String appointmentId,
            @RequestBody Confirmation confirmation,
            @AuthenticationPrincipal Caller caller) {
        var answers = confirmation.answers() == null ? Map.<String, String>of() : confirmation.answers();
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> own(conference, appointmentId, caller)
                        .flatMap(held -> bookings.confirm(conference, held, answers))
                        .map(Shown::of));
    }

    /** Holds a place in another slot, in whose favour this appointment ends when that is confirmed. */
    @PostMapping("/{appointmentId}/moves")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Shown> move(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @PathVariable String appointmentId,
            @RequestBody Move move,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Caller caller) {
        var slotId = required("slotId", move.slotId());
        var id = NamedIds.ofRequest(key, conferenceId, caller.subject());
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> own(conference, appointmentId, caller)
                        .flatMap(old -> {
                            if (old.state() != State.CONFIRMED) {
                                return Mono.error(Problems.conflict("Only a confirmed appointment can be moved."));
                            }
                            if (!isAdministrator(caller)) {
                                bookings.requireInTime(conference, old);
                            }
                            return slots.find(conference, slotId)
                                    .flatMap(slot -> bookings.hold(new Wish(
                                            id,
                                            conference,
                                            slot,
                                            old.parent(),
                                            old.student(),
                                            caller.subject(),
                                            isAdministrator(caller),
                                            old)));
                        })
                        .map(Shown::of));
    }

    /** Cancels it, or gives a held place back. Sent again it changes nothing. */
    @DeleteMapping("/{appointmentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> cancel(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @PathVariable String appointmentId,
            @AuthenticationPrincipal Caller caller) {
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> own(conference, appointmentId, caller)
                        .flatMap(appointment ->
                                bookings.cancel(conference, appointment, caller.subject(), isAdministrator(caller))));
    }

    /** Lets an appointment be that does not fit, for these reasons and no others. Sent again it changes nothing. */
    @PutMapping("/{appointmentId}/acceptance")
    Mono<Shown> accept(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @PathVariable String appointmentId,
            @RequestBody Acceptance acceptance,
            @AuthenticationPrincipal Caller caller) {
        var problems = required("problems", acceptance.problems());
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> own(conference, appointmentId, caller))
                .flatMap(appointment -> appointments.accept(appointment, problems))
                .then(Mono.defer(() -> appointments.find(businessId, appointmentId)))
                .map(Shown::of);
    }

    @GetMapping("/{appointmentId}")
    Mono<Shown> show(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @PathVariable String appointmentId,
            @AuthenticationPrincipal Caller caller) {
        return conferences
                .find(businessId, conferenceId)
                .then(appointments.find(businessId, appointmentId))
                .filter(found -> found.conferenceId().equals(conferenceId)
                        && (isTheirs(caller, found) || found.teacher().value().equals(caller.subject())))
                .map(Shown::of)
                .switchIfEmpty(Mono.error(AppointmentsController::none));
    }

    /**
     * Those that are held or confirmed, by their times: a parent's own; those with a teacher; all for administrators.
     *
     * @param as PARENT or TEACHER for one's own; left out for all that one may see
     * @param only PROBLEMS for those alone that do not fit any more; left out for all
     */
    @GetMapping
    Mono<ListPage<Shown>> list(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestParam(required = false) @Nullable String as,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Caller caller) {
        var view = view(caller, Problems.named("as", View.class, as));
        var withProblems = Problems.named("only", Only.class, only) == Only.PROBLEMS;
        var self = new ContactId(caller.subject());
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> ListPage.of(
                        appointments.of(
                                conference.id(),
                                view == View.PARENT ? self : null,
                                view == View.TEACHER ? self : null,
                                withProblems,
                                after),
                        limit,
                        Appointments::cursor))
                .map(page -> page.map(Shown::of));
    }

    private enum View {
        PARENT,
        TEACHER
    }

    private enum Only {
        PROBLEMS
    }

    /** Null for everybody's. */
    private static @Nullable View view(Caller caller, @Nullable View wanted) {
        if (wanted != null || isAdministrator(caller)) {
            return wanted;
        }
        return caller.level() == AccessLevel.CUSTOMER ? View.PARENT : View.TEACHER;
    }

    /** Somebody else's is none, so that nobody learns which ids there are. */
    private Mono<Appointment> own(Conference conference, String id, Caller caller) {
        return appointments
                .find(conference.businessId(), id)
                .filter(found -> found.conferenceId().equals(conference.id()) && isTheirs(caller, found))
                .switchIfEmpty(Mono.error(AppointmentsController::none));
    }

    private static boolean isTheirs(Caller caller, Appointment appointment) {
        return isAdministrator(caller) || appointment.parent().value().equals(caller.subject());
    }

    private static boolean isAdministrator(Caller caller) {
        return caller.level() != null && caller.level().atLeast(AccessLevel.EVENT_ADMINISTRATOR);
    }

    private static Throwable none() {
        return Problems.notFound("There is no such appointment.");
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw Problems.invalid(field, "must be given");
        }
        return value;
    }
}
