package com.pickatime.conferences.reports;

import com.pickatime.conferences.booking.Booked;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.conferences.people.Names;
import com.pickatime.platform.ids.ContactId;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives appointments the names of those who meet. */
@Component
class Named {

    private final Names people;

    Named(Names people) {
        this.people = people;
    }

    /**
     * An appointment as people read it. Who is no contact any more has no name.
     *
     * @param day in the zone of the event, as the times are
     * @param answers by the words of the questions, in their order; what is asked no more is left out
     */
    record Row(
            String appointmentId,
            String conferenceId,
            String event,
            LocalDate day,
            LocalTime from,
            LocalTime to,
            Person teacher,
            Person student,
            Person parent,
            Map<String, String> answers) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Row(" + appointmentId + ")";
        }
    }

    Mono<List<Row>> rows(Conference conference, List<Booked> some) {
        return rows(Map.of(conference.id(), conference), some);
    }

    /** @param conferences by their ids, with all that these appointments are of */
    Mono<List<Row>> rows(Map<String, Conference> conferences, List<Booked> some) {
        var first = conferences.values().stream().findFirst();
        if (first.isEmpty() || some.isEmpty()) {
            return Mono.just(List.of());
        }
        return people.of(
                        first.get().businessId(),
                        some.stream()
                                .flatMap(one -> Stream.of(one.teacher(), one.student(), one.parent()))
                                .toList())
                .map(names -> some.stream()
                        .map(one -> row(Objects.requireNonNull(conferences.get(one.conferenceId())), one, names))
                        .toList());
    }

    private static Row row(Conference conference, Booked booked, Map<ContactId, Person> names) {
        var zone = conference.settings().zone();
        return new Row(
                booked.id(),
                conference.id(),
                conference.settings().name(),
                booked.day(),
                LocalTime.ofInstant(booked.start(), zone),
                LocalTime.ofInstant(booked.end(), zone),
                name(names, booked.teacher()),
                name(names, booked.student()),
                name(names, booked.parent()),
                answers(conference, booked));
    }

    static Person name(Map<ContactId, Person> names, ContactId id) {
        return names.getOrDefault(id, Names.nameless(id));
    }

    static Map<String, String> answers(Conference conference, Booked booked) {
        var answers = new LinkedHashMap<String, String>();
        conference.settings().questions().forEach(question -> {
            var answer = booked.answers().get(question.id());
            if (answer != null) {
                answers.put(question.words(), answer);
            }
        });
        return answers;
    }
}
