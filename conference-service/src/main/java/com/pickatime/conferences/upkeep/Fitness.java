package com.pickatime.conferences.upkeep;

import com.pickatime.conferences.booking.Appointment;
import com.pickatime.conferences.booking.Appointment.Party;
import com.pickatime.conferences.booking.Appointments;
import com.pickatime.conferences.booking.Families;
import com.pickatime.conferences.booking.Families.Entry;
import com.pickatime.conferences.booking.Problem;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.people.ContactService;
import com.pickatime.conferences.people.ContactService.Known;
import com.pickatime.conferences.slots.Slot.Visibility;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.conferences.slots.Slots.Taken;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out whether appointments fit what is true now, and says so in each of them.
 *
 * <p>First an appointment is made that of whoever goes on in the place of those for whom it was booked. It follows from what
 * contact-service says of these alone, not from what happened: so it is right also where an adoption was taken back, and done again it
 * changes nothing.
 */
@Component
class Fitness {

    private final Appointments appointments;
    private final Families families;
    private final Slots slots;
    private final Conferences conferences;
    private final ContactService people;
    private final Clock clock;

    Fitness(
            Appointments appointments,
            Families families,
            Slots slots,
            Conferences conferences,
            ContactService people,
            Clock clock) {
        this.appointments = appointments;
        this.families = families;
        this.slots = slots;
        this.conferences = conferences;
        this.people = people;
        this.clock = clock;
    }

    /** Looks at some of a business that hold places; fails while contact-service is away, and then says nothing. */
    Mono<Void> look(BusinessId business, Collection<Appointment> some) {
        var ids = some.stream()
                .flatMap(appointment -> Stream.concat(
                        appointment.booked().all(), appointment.party().all()))
                .collect(Collectors.toSet());
        return people.look(business, ids)
                .flatMap(known -> Flux.fromIterable(some)
                        .concatMap(appointment -> followed(appointment, heirs(ids, known)))
                        .filter(appointment -> appointment.end().isAfter(clock.instant()))
                        .collectList()
                        .filter(rest -> !rest.isEmpty())
                        .flatMap(rest -> flag(rest, known)));
    }

    /** Whoever goes on in the place of each of these: mostly themselves. */
    static Map<ContactId, ContactId> heirs(Set<ContactId> some, Map<ContactId, Known> known) {
        return some.stream().collect(Collectors.toMap(id -> id, id -> {
            var one = known.get(id);
            return one == null || one.mergedInto() == null ? id : one.mergedInto();
        }));
    }

    private Mono<Appointment> followed(Appointment appointment, Map<ContactId, ContactId> heirs) {
        if (appointment.former() != null) {
            return moved(appointment, appointment.former()).flatMap(now -> followed(now, heirs));
        }
        var wanted = appointment.booked().mapped(id -> heirs.getOrDefault(id, id));
        return wanted.equals(appointment.party())
                ? Mono.just(appointment)
                : appointments
                        .handOver(appointment, wanted)
                        .then(again(appointment))
                        .flatMap(now -> now.former() == null ? Mono.just(now) : moved(now, now.former()));
    }

    private Mono<Appointment> moved(Appointment appointment, Party former) {
        return families.move(appointment, former)
                .then(appointments.handedOver(appointment))
                .then(again(appointment));
    }

    /** Empty where it ended meanwhile. */
    private Mono<Appointment> again(Appointment appointment) {
        return Mono.defer(() -> appointments.of(List.of(appointment.id())).next());
    }

    /** What appointments are judged by. */
    private record Facts(
            Map<ContactId, Known> known,
            Map<String, Taken> slots,
            Map<String, List<Entry>> parents,
            Map<String, List<Entry>> children,
            Map<String, Conference> conferences) {

        private boolean counts(ContactId id) {
            var one = known.get(id);
            return one != null && one.active();
        }

        /** Ids of the other ones that it perhaps cannot be beside. */
        private Stream<String> rivals(Appointment appointment) {
            return Stream.concat(overlapping(appointment), withTheTeacher(appointment));
        }

        private Stream<String> overlapping(Appointment appointment) {
            return others(parents.get(Families.parentKey(appointment)), appointment)
                    .filter(other -> other.start().isBefore(appointment.end())
                            && other.end().isAfter(appointment.start()))
                    .map(Entry::appointment);
        }

        private Stream<String> withTheTeacher(Appointment appointment) {
            var conference = conferences.get(appointment.conferenceId());
            return appointment.byAdministrator()
                            || conference == null
                            || !conference.settings().rules().onePerTeacher()
                    ? Stream.empty()
                    : others(children.get(Families.childKey(appointment)), appointment)
                            .filter(other ->
                                    other.teacher().equals(appointment.teacher().value()))
                            .map(Entry::appointment);
        }

        private static Stream<Entry> others(@Nullable List<Entry> entries, Appointment appointment) {
            return Objects.requireNonNullElse(entries, List.<Entry>of()).stream()
                    .filter(entry -> !entry.appointment().equals(appointment.id()));
        }

        /** In their order. */
        private List<Problem> problems(Appointment appointment, Map<String, Appointment> rivals) {
            var problems = EnumSet.noneOf(Problem.class);
            var student = known.get(appointment.student());
            if (!counts(appointment.teacher())) {
                problems.add(Problem.TEACHER_GONE);
            }
            if (!counts(appointment.parent())) {
                problems.add(Problem.PARENT_GONE);
            }
            if (student == null || !student.active()) {
                problems.add(Problem.STUDENT_GONE);
            } else if (!appointment.byAdministrator()) {
                if (counts(appointment.parent()) && !student.parents().contains(appointment.parent())) {
                    problems.add(Problem.NOT_YOUR_CHILD);
                }
                if (counts(appointment.teacher())
                        && student.attended().stream()
                                .noneMatch(lesson -> lesson.teachers().contains(appointment.teacher()))) {
                    problems.add(Problem.NOT_THE_TEACHER);
                }
            }
            var slot = slots.get(appointment.slotId());
            if (slot == null) {
                problems.add(Problem.SLOT_DELETED);
            } else if (slot.slot().visibility() == Visibility.UNAVAILABLE) {
                problems.add(Problem.SLOT_UNAVAILABLE);
            } else if (slot.taken().indexOf(appointment.id()) >= slot.slot().most()) {
                problems.add(Problem.OVERBOOKED);
            }
            if (overlapping(appointment).anyMatch(other -> isRival(appointment, rivals.get(other)))) {
                problems.add(Problem.OVERLAPS);
            }
            if (withTheTeacher(appointment).anyMatch(id -> {
                var other = rivals.get(id);
                return other != null && isRival(appointment, other) && !other.byAdministrator();
            })) {
                problems.add(Problem.ONE_PER_TEACHER);
            }
            return List.copyOf(problems);
        }

        /** Whichever of two ends, the other is looked at again, for both say so. One that is moved is there beside the other for a moment. */
        private static boolean isRival(Appointment appointment, @Nullable Appointment other) {
            return other != null
                    && !other.id().equals(appointment.movedFrom())
                    && !appointment.id().equals(other.movedFrom());
        }
    }

    private Mono<Void> flag(List<Appointment> some, Map<ContactId, Known> known) {
        return Mono.zip(
                        slots.taken(some.stream().map(Appointment::slotId).collect(Collectors.toSet())),
                        families.ofParents(some),
                        families.ofChildren(some),
                        conferences(some))
                .map(found -> new Facts(known, found.getT1(), found.getT2(), found.getT3(), found.getT4()))
                .flatMap(facts -> appointments
                        .of(some.stream().flatMap(facts::rivals).collect(Collectors.toSet()))
                        .collectMap(Appointment::id)
                        .flatMapMany(rivals -> Flux.fromIterable(some)
                                .concatMap(appointment -> flag(appointment, facts.problems(appointment, rivals))))
                        .then());
    }

    /** Those that are there. */
    private Mono<Map<String, Conference>> conferences(List<Appointment> some) {
        return Flux.fromIterable(some)
                .distinct(Appointment::conferenceId)
                .concatMap(appointment -> conferences
                        .find(appointment.businessId(), appointment.conferenceId())
                        .onErrorResume(
                                ErrorResponseException.class,
                                none -> none.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                                        ? Mono.empty()
                                        : Mono.error(none)))
                .collectMap(Conference::id);
    }

    /** An administrator who accepts something at this moment is right: what was found out then is found out again. */
    private Mono<Void> flag(Appointment appointment, List<Problem> found) {
        var accepted =
                appointment.accepted().stream().filter(found::contains).sorted().toList();
        var problems =
                found.stream().filter(problem -> !accepted.contains(problem)).toList();
        if (problems.equals(appointment.problems()) && accepted.equals(appointment.accepted())) {
            return Mono.empty();
        }
        return appointments
                .flag(appointment, problems, accepted)
                .filter(flagged -> !flagged)
                .flatMap(changed -> again(appointment))
                .flatMap(now -> now.party().equals(appointment.party()) ? flag(now, found) : Mono.empty());
    }
}
