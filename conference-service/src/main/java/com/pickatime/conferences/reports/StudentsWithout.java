package com.pickatime.conferences.reports;

import com.pickatime.conferences.booking.AppointmentLists;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.people.ContactService;
import com.pickatime.conferences.people.ContactService.AttendedClass;
import com.pickatime.conferences.people.ContactService.Known;
import com.pickatime.conferences.people.ContactService.Listed;
import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.conferences.people.Names;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.ids.ContactId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Students who have no appointment at an event, although somebody who teaches them has slots there. */
@Component
class StudentsWithout {

    private final AppointmentLists appointments;
    private final Slots slots;
    private final ContactService people;
    private final Names names;
    private final Contacts contacts;

    StudentsWithout(AppointmentLists appointments, Slots slots, ContactService people, Names names, Contacts contacts) {
        this.appointments = appointments;
        this.slots = slots;
        this.people = people;
        this.names = names;
        this.contacts = contacts;
    }

    /**
     * One of them.
     *
     * @param teachers who teach the student and have slots at the event
     * @param parents none where nobody has linked the student
     * @param cursor where the list goes on after this one
     */
    record Student(Person student, List<Person> teachers, List<Person> parents, String cursor) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Student(" + student.contactId() + ")";
        }
    }

    /** By their names, those after a {@link Student#cursor}. */
    Flux<Student> of(Conference conference, String after) {
        return slots.havingSlots(conference)
                .collect(Collectors.toSet())
                .flatMapMany(teachers -> teachers.isEmpty()
                        ? Flux.empty()
                        : contacts.parts(conference.businessId(), "STUDENT", after)
                                .concatMap(part -> without(conference, teachers, part), 1));
    }

    private Flux<Student> without(Conference conference, Set<ContactId> teachers, Contacts.Part part) {
        var ids = part.contacts().stream().map(Listed::contactId).toList();
        return appointments
                .having(conference.id(), ids)
                .flatMap(having -> people.look(
                                conference.businessId(),
                                ids.stream().filter(id -> !having.contains(id)).toList())
                        .map(found -> found.values().stream()
                                .filter(one -> taughtBy(one, teachers).findAny().isPresent())
                                .collect(Collectors.toMap(Known::contactId, one -> one))))
                .filter(found -> !found.isEmpty())
                .flatMap(found -> names.of(
                                conference.businessId(),
                                found.values().stream()
                                        .flatMap(one -> Stream.concat(one.parents().stream(), taughtBy(one, teachers)))
                                        .toList())
                        .map(called -> part.contacts().stream()
                                .filter(listed -> found.containsKey(listed.contactId()))
                                .map(listed -> student(
                                        Objects.requireNonNull(found.get(listed.contactId())),
                                        teachers,
                                        called,
                                        part.cursor(listed)))
                                .toList()))
                .flatMapIterable(students -> students);
    }

    private static Student student(Known found, Set<ContactId> teachers, Map<ContactId, Person> names, String cursor) {
        return new Student(
                found.person(),
                taughtBy(found, teachers).map(id -> Named.name(names, id)).toList(),
                found.parents().stream().map(id -> Named.name(names, id)).toList(),
                cursor);
    }

    private static Stream<ContactId> taughtBy(Known student, Set<ContactId> teachers) {
        return student.attended().stream()
                .map(AttendedClass::teachers)
                .flatMap(List::stream)
                .filter(teachers::contains)
                .distinct();
    }
}
