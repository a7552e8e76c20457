package com.pickatime.conferences.booking;

import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.checks.Checks;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conference.Rules;
import com.pickatime.conferences.people.ContactService;
import com.pickatime.conferences.people.ContactService.Lesson;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.conferences.slots.Slot.Visibility;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Books: first a place is held, then it is confirmed.
 *
 * <p>An appointment is written down before it takes anything: its place in the slot, then what its parent and its child may have. Each is
 * one guarded update of one document, which the same appointment does twice without harm. Whatever stops in between, the appointment
 * ends by itself, and only then are its places given back: so there is never one more than there may be, and never one less for long.
 */
@Component
class Bookings {

    private static final int LONGEST_ANSWER = 1_000;

    /** Whoever ends an appointment has given its places back by then, or is not there any more. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Appointments appointments;
    private final Slots slots;
    private final Families families;
    private final ContactService people;
    private final Checks checks;
    private final AppointmentNews news;
    private final BookingSettings settings;
    private final Clock clock;

    Bookings(
            Appointments appointments,
            Slots slots,
            Families families,
            ContactService people,
            Checks checks,
            AppointmentNews news,
            BookingSettings settings,
            Clock clock) {
        this.appointments = appointments;
        this.slots = slots;
        this.families = families;
        this.people = people;
        this.checks = checks;
        this.news = news;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param id of the appointment that it becomes; the same when it is asked for again
     * @param by subject of the token of who asks
     * @param byAdministrator whether the rules for parents do not count
     * @param replaced the appointment in whose place it comes; null for none
     */
    record Wish(
            String id,
            Conference conference,
            Slot slot,
            ContactId parent,
            ContactId student,
            String by,
            boolean byAdministrator,
            @Nullable Appointment replaced) {}

    /** Holds a place; asked for again it is the same one. Fails with a {@link BookingRefusal}'s problem. */
    Mono<Appointment> hold(Wish wish) {
        var now = clock.instant();
        return Mono.defer(() -> wish.byAdministrator() ? Mono.empty() : requireBookable(wish, now))
                .then(begun(wish))
                .switchIfEmpty(Mono.defer(() -> classes(wish))
                        .flatMap(classes -> appointments.insert(
                                Appointment.claiming(wish, classes, now, now.plus(settings.hold())))))
                .flatMap(there -> switch (there.state()) {
                    case CLAIMING ->
                        places(there, wish.slot(), wish.conference().settings().rules());
                    case HELD, CONFIRMED -> Mono.just(there);
                    case REFUSED ->
                        Mono.error(Objects.requireNonNullElse(there.refusal(), BookingRefusal.FULL)
                                .problem());
                    case CANCELLED, MOVED, EXPIRED -> Mono.error(BookingRefusal.EXPIRED.problem());
                });
    }

    /** The appointment where it was asked for before; where there is no place to be had, nothing is written for it. */
    private Mono<Appointment> begun(Wish wish) {
        return wish.slot().free() > 0
                ? Mono.empty()
                : appointments
                        .look(wish.conference().businessId(), wish.id())
                        .switchIfEmpty(Mono.error(BookingRefusal.FULL::problem));
    }

    private static Mono<Void> requireBookable(Wish wish, Instant now) {
        if (!wish.conference().isOpen(now)) {
            return Mono.error(BookingRefusal.CLOSED.problem());
        }
        if (wish.slot().visibility() != Visibility.VISIBLE) {
            return Mono.error(BookingRefusal.NOT_BOOKABLE.problem());
        }
        return wish.slot().start().isAfter(now) ? Mono.empty() : Mono.error(BookingRefusal.OVER.problem());
    }

    /** In which the child meets the teacher; for parents it must be theirs, and there must be one. */
    private Mono<List<String>> classes(Wish wish) {
        var business = wish.conference().businessId();
        var lessons = people.lessons(business, wish.student())
                .map(all -> all.stream()
                        .filter(lesson -> isTaughtBy(lesson, wish.slot().teacher()))
                        .map(Lesson::classId)
                        .toList());
        if (wish.byAdministrator()) {
            return lessons;
        }
        return people.isChild(business, wish.parent(), wish.student())
                .filter(theirs -> theirs)
                .switchIfEmpty(Mono.error(BookingRefusal.NOT_YOUR_CHILD::problem))
                .then(lessons)
                .filter(found -> !found.isEmpty())
                .switchIfEmpty(Mono.error(BookingRefusal.NOT_THE_TEACHER::problem));
    }

    private static boolean isTaughtBy(Lesson lesson, ContactId teacher) {
        return lesson.teachers().stream().anyMatch(one -> one.contactId().equals(teacher));
    }

    private Mono<Appointment> places(Appointment wanted, Slot slot, Rules rules) {
        return slots.take(slot, wanted.id(), !wanted.byAdministrator())
                .flatMap(taken -> taken
                        ? families.take(wanted, rules)
                                .then(appointments.held(wanted))
                                // taken for dead, or asked for twice at once: then the other one has it
                                .switchIfEmpty(Mono.defer(() -> again(wanted)))
                                .onErrorResume(
                                        BookingRefusal.Problem.class,
                                        refusal -> refuse(wanted, refusal.reason())
                                                .then(release(wanted))
                                                .then(Mono.error(refusal)))
                        : refuse(wanted, BookingRefusal.FULL).then(Mono.error(BookingRefusal.FULL.problem())));
    }

    private Mono<Appointment> again(Appointment wanted) {
        return appointments
                .find(wanted.businessId(), wanted.id())
                .filter(now -> now.state() == State.HELD || now.state() == State.CONFIRMED)
                .switchIfEmpty(Mono.error(BookingRefusal.EXPIRED::problem));
    }

    private Mono<Void> refuse(Appointment wanted, BookingRefusal reason) {
        var now = clock.instant();
        return appointments.refuse(wanted, reason, now, now.plus(SOON)).then();
    }

    /**
     * Makes it certain; done again it changes nothing.
     *
     * @param answers by the ids of the conference's questions
     */
    Mono<Appointment> confirm(Conference conference, Appointment held, Map<String, String> answers) {
        var checked = checked(conference, answers);
        return appointments
                .confirm(held, checked, news.confirmed(conference, held), clock.instant())
                // it may be confirmed already
                .switchIfEmpty(Mono.defer(() -> appointments.find(held.businessId(), held.id())))
                .filter(now -> now.state() == State.CONFIRMED)
                .switchIfEmpty(Mono.error(BookingRefusal.EXPIRED::problem))
                .delayUntil(this::finishMove);
    }

    private static Map<String, String> checked(Conference conference, Map<String, String> answers) {
        var errors = new HashMap<String, String>();
        var checked = new HashMap<String, String>();
        for (var question : conference.settings().questions()) {
            var answer = answers.getOrDefault(question.id(), "").strip();
            var field = "answers." + question.id();
            if (answer.isEmpty()) {
                if (question.required()) {
                    errors.put(field, "must be answered");
                }
            } else if (answer.length() > LONGEST_ANSWER) {
                errors.put(field, "must have no more than " + LONGEST_ANSWER + " characters");
            } else if (!question.choices().isEmpty() && !question.choices().contains(answer)) {
                errors.put(field, "must be one of the choices");
            } else {
                checked.put(question.id(), answer);
            }
        }
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return checked;
    }

    /** The one in whose place a confirmed one is ends. */
    private Mono<Void> finishMove(Appointment confirmed) {
        var old = confirmed.movedFrom();
        return old == null
                ? Mono.empty()
                : appointments
                        .find(confirmed.businessId(), old)
                        .flatMap(replaced -> end(replaced, List.of(State.CONFIRMED), State.MOVED, confirmed.bookedBy())
                                .then(release(replaced)))
                        .then(appointments.settled(confirmed));
    }

    /**
     * Ends it, and its place is free; done again it changes nothing.
     *
     * @param byAdministrator whether the cut-off does not count
     */
    Mono<Void> cancel(Conference conference, Appointment appointment, String by, boolean byAdministrator) {
        if (!byAdministrator && appointment.state() == State.CONFIRMED) {
            requireInTime(conference, appointment);
        }
        // in this order: a held one may be confirmed in between, a confirmed one is never held again
        return end(appointment, List.of(State.HELD), State.CANCELLED, by)
                .filter(ended -> ended)
                .switchIfEmpty(Mono.defer(() -> cancelConfirmed(conference, appointment, by)))
                .filter(ended -> ended)
                .flatMap(ended -> release(appointment));
    }

    /** Fails where parents may not change an appointment any more. */
    void requireInTime(Conference conference, Appointment appointment) {
        if (!conference.isCancellable(appointment.start(), clock.instant())) {
            var words = conference.settings().rules().cancelMessage();
            throw BookingRefusal.LATE.problem(
                    words.isEmpty() ? "It is too late to cancel or move this appointment. Ask the school." : words);
        }
    }

    /** Does what is due with one: ends it, gives its places back, or both once more. */
    Mono<Void> settle(Appointment due) {
        var now = clock.instant();
        return switch (due.state()) {
            case CLAIMING, HELD ->
                appointments
                        .expire(due, now, now.plus(SOON))
                        .filter(expired -> expired)
                        .flatMap(expired -> release(due));
            case CONFIRMED -> finishMove(due);
            case CANCELLED, MOVED, EXPIRED, REFUSED ->
                isLate(due, now) ? giveBack(due).then(appointments.settled(due)) : release(due);
        };
    }

    private Mono<Boolean> cancelConfirmed(Conference conference, Appointment appointment, String by) {
        var now = clock.instant();
        return appointments.cancelConfirmed(
                appointment, by, news.cancelled(conference, appointment), now, now.plus(SOON));
    }

    private Mono<Boolean> end(Appointment appointment, List<State> from, State to, String by) {
        var now = clock.instant();
        return appointments.end(appointment, from, to, by, now, now.plus(SOON));
    }

    private boolean isLate(Appointment ended, Instant now) {
        return ended.endedAt() == null || !now.isBefore(ended.endedAt().plus(settings.late()));
    }

    /**
     * Gives its places back now, and once more when no instance can be under way that takes them. Where it could not be beside another
     * one, that one may fit now.
     */
    private Mono<Void> release(Appointment ended) {
        return giveBack(ended)
                .then(
                        ended.problems().isEmpty() && ended.accepted().isEmpty()
                                ? Mono.empty()
                                : checks.ask(ended.businessId()))
                .then(Mono.defer(
                        () -> appointments.postpone(ended, clock.instant().plus(settings.late()))));
    }

    private Mono<Void> giveBack(Appointment appointment) {
        return families.giveBack(appointment).then(slots.giveBack(appointment.slotId(), appointment.id()));
    }
}
