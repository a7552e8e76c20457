package com.pickatime.conferences.booking;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.slots.ByStart;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Indexed;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The confirmed appointments, to be listed and counted; whoever asks has looked whether the conference is there. */
@Component
public class AppointmentLists implements Indexed {

    private static final Bson CONFIRMED = eq(Appointments.STATE, State.CONFIRMED.name());

    private final MongoCollection<Document> appointments;
    private final Families families;

    AppointmentLists(MongoDatabase database, Families families) {
        this.appointments = database.getCollection("appointments");
        this.families = families;
    }

    /** By whom the appointments of a conference are grouped. */
    public enum Side {
        TEACHER(Appointments.TEACHER),
        PARENT(Appointments.PARENT);

        private final String field;

        Side(String field) {
            this.field = field;
        }
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(appointments.createIndex(
                        Indexes.ascending(Appointments.CONFERENCE, Appointments.STUDENT, ByStart.START)))
                .then();
    }

    /** All of a conference by their times, those after {@link #cursor}. */
    public Flux<Booked> of(String conference, String after) {
        return find(and(eq(Appointments.CONFERENCE, conference), ByStart.after(after)));
    }

    /** Those of some people of one side by their times. */
    public Flux<Booked> of(String conference, Side side, Collection<ContactId> people, String after) {
        return find(and(eq(Appointments.CONFERENCE, conference), in(side.field, people), ByStart.after(after)));
    }

    /** Those in some slots of these teachers, by their times. */
    public Flux<Booked> inSlots(String conference, Collection<ContactId> teachers, Collection<String> slots) {
        return find(and(
                eq(Appointments.CONFERENCE, conference),
                in(Appointments.TEACHER, teachers),
                in(Appointments.SLOT, slots)));
    }

    /** Those that a contact has at some conferences by their times, as teacher, parent or student. */
    public Flux<Booked> ofContact(Collection<String> conferences, ContactId contact, String after) {
        return find(and(
                or(Stream.of(Appointments.TEACHER, Appointments.PARENT, Appointments.STUDENT)
                        .map(field -> and(in(Appointments.CONFERENCE, conferences), eq(field, contact)))
                        .toList()),
                ByStart.after(after)));
    }

    public static String cursor(Booked booked) {
        return ByStart.cursor(booked.start(), booked.id());
    }

    /** Everybody of one side who has an appointment at a conference. */
    public Flux<ContactId> people(String conference, Side side) {
        return Flux.from(appointments.distinct(
                        side.field, and(eq(Appointments.CONFERENCE, conference), CONFIRMED), String.class))
                .map(ContactId::new);
    }

    /** Which of these students have an appointment at a conference. */
    public Mono<Set<ContactId>> having(String conference, List<ContactId> students) {
        return Flux.from(appointments
                        .find(and(
                                eq(Appointments.CONFERENCE, conference), in(Appointments.STUDENT, students), CONFIRMED))
                        .projection(Projections.include(Appointments.STUDENT)))
                .map(found -> new ContactId(found.getString(Appointments.STUDENT)))
                .collect(Collectors.toSet());
    }

    /** All of a conference that nobody has any more, with what parents and children have there. */
    public Mono<Void> erase(String conference) {
        return Mono.from(appointments.deleteMany(eq(Appointments.CONFERENCE, conference)))
                .then(families.erase(conference));
    }

    private Flux<Booked> find(Bson which) {
        return Flux.from(appointments.find(and(which, CONFIRMED)).sort(Sorts.ascending(ByStart.START, Appointments.ID)))
                .map(Appointments::read)
                .map(Booked::of);
    }
}
