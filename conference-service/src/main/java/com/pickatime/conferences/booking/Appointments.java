package com.pickatime.conferences.booking;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.slots.ByStart;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.web.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The appointments of all conferences, also those that are over. */
@Component
class Appointments implements Indexed {

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String CONFERENCE = "conferenceId";
    private static final String SLOT = "slotId";
    private static final String TEACHER = "teacher";
    private static final String PARENT = "parent";
    private static final String STUDENT = "student";
    private static final String CLASSES = "classes";
    private static final String DAY = "day";
    private static final String START = ByStart.START;
    private static final String END = "end";
    private static final String BY_ADMINISTRATOR = "byAdministrator";
    private static final String BOOKED_BY = "bookedBy";
    private static final String BOOKED_AT = "bookedAt";
    private static final String STATE = "state";
    private static final String ANSWERS = "answers";
    private static final String MOVED_FROM = "movedFrom";
    private static final String REFUSAL = "refusal";
    private static final String ENDED_BY = "endedBy";
    private static final String ENDED_AT = "endedAt";

    /** When the sweep looks at it next; none where there is nothing left to do. */
    private static final String DUE = "due";

    private static final List<String> SHOWN = List.of(State.HELD.name(), State.CONFIRMED.name());

    private final MongoCollection<Document> appointments;

    Appointments(MongoDatabase database) {
        this.appointments = database.getCollection("appointments");
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(appointments.createIndex(Indexes.ascending(CONFERENCE, START, ID)))
                .then(Mono.from(appointments.createIndex(Indexes.ascending(CONFERENCE, PARENT, START))))
                .then(Mono.from(appointments.createIndex(Indexes.ascending(CONFERENCE, TEACHER, START))))
                .then(Mono.from(appointments.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true))))
                .then();
    }

    /** Emits the one that is there by then: another, where this was asked for before. */
    Mono<Appointment> insert(Appointment wanted) {
        var document = new Document(ID, wanted.id())
                .append(BUSINESS, wanted.businessId())
                .append(CONFERENCE, wanted.conferenceId())
                .append(SLOT, wanted.slotId())
                .append(TEACHER, wanted.teacher())
                .append(PARENT, wanted.parent())
                .append(STUDENT, wanted.student())
                .append(CLASSES, wanted.classes())
                .append(DAY, wanted.day().toString())
                .append(START, Date.from(wanted.start()))
                .append(END, Date.from(wanted.end()))
                .append(BY_ADMINISTRATOR, wanted.byAdministrator())
                .append(BOOKED_BY, wanted.bookedBy())
                .append(BOOKED_AT, Date.from(wanted.bookedAt()))
                .append(STATE, wanted.state().name())
                .append(ANSWERS, new Document())
                .append(DUE, date(wanted.until()))
                .append(MOVED_FROM, wanted.movedFrom());
        return Mono.from(appointments.insertOne(document))
                .thenReturn(wanted)
                .onErrorResume(DuplicateKeys::isCauseOf, there -> find(wanted.businessId(), wanted.id()));
    }

    Mono<Appointment> look(BusinessId business, String id) {
        return Mono.from(appointments
                        .find(and(eq(ID, id), eq(BUSINESS, business)))
                        .first())
                .map(Appointments::read);
    }

    /** Fails with a 404 problem if there is none. */
    Mono<Appointment> find(BusinessId business, String id) {
        return look(business, id).switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such appointment.")));
    }

    /** Its places are taken; emits whether it was still waited for. */
    Mono<Boolean> held(Appointment appointment) {
        return changed(and(eq(ID, appointment.id()), eq(STATE, State.CLAIMING.name())), set(STATE, State.HELD.name()));
    }

    /** Emits whether it was still held. */
    Mono<Boolean> confirm(Appointment appointment, Map<String, String> answers, Instant now) {
        return changed(
                and(eq(ID, appointment.id()), eq(STATE, State.HELD.name()), gt(DUE, Date.from(now))),
                combine(
                        set(STATE, State.CONFIRMED.name()),
                        set(ANSWERS, new Document(Map.<String, Object>copyOf(answers))),
                        // where one was moved, the sweep ends that if nobody else does
                        appointment.movedFrom() == null ? unset(DUE) : set(DUE, Date.from(now))));
    }

    /**
     * Ends one; emits whether it was in one of these states.
     *
     * @param due when its places are given back if nobody else does
     */
    Mono<Boolean> end(Appointment appointment, List<State> from, State to, String by, Instant now, Instant due) {
        return changed(
                and(
                        eq(ID, appointment.id()),
                        in(STATE, from.stream().map(Enum::name).toList())),
                combine(ended(to, now, due), set(ENDED_BY, by)));
    }

    /** It gets no place; emits whether it was still waited for. */
    Mono<Boolean> refuse(Appointment appointment, BookingRefusal reason, Instant now, Instant due) {
        return changed(
                and(eq(ID, appointment.id()), eq(STATE, State.CLAIMING.name())),
                combine(ended(State.REFUSED, now, due), set(REFUSAL, reason.name())));
    }

    /** Ends those whose time is over, unless they are confirmed in this moment. */
    Mono<Boolean> expire(Appointment appointment, Instant now, Instant due) {
        return changed(
                and(
                        eq(ID, appointment.id()),
                        in(STATE, List.of(State.CLAIMING.name(), State.HELD.name())),
                        lte(DUE, Date.from(now))),
                ended(State.EXPIRED, now, due));
    }

    private static Bson ended(State to, Instant now, Instant due) {
        return combine(set(STATE, to.name()), set(ENDED_AT, Date.from(now)), set(DUE, Date.from(due)));
    }

    /** What is left to do for one that has ended is done then. */
    Mono<Void> postpone(Appointment ended, Instant due) {
        return changed(eq(ID, ended.id()), set(DUE, Date.from(due))).then();
    }

    /** Nothing is left to do for it. */
    Mono<Void> settled(Appointment appointment) {
        return Mono.from(appointments.updateOne(eq(ID, appointment.id()), unset(DUE)))
                .then();
    }

    /** Those that the sweep has to look at. */
    Flux<Appointment> due(Instant now, int most) {
        return Flux.from(appointments
                        .find(lte(DUE, Date.from(now)))
                        .sort(Sorts.ascending(DUE))
                        .limit(most))
                .map(Appointments::read);
    }

    /**
     * Those that hold a place, by their times, after {@link #cursor}.
     *
     * @param parent null for everybody's
     * @param teacher null for all
     */
    Flux<Appointment> of(String conference, @Nullable ContactId parent, @Nullable ContactId teacher, String after) {
        return Flux.from(appointments
                        .find(and(
                                eq(CONFERENCE, conference),
                                in(STATE, SHOWN),
                                parent == null ? new Document() : eq(PARENT, parent),
                                teacher == null ? new Document() : eq(TEACHER, teacher),
                                ByStart.after(after)))
                        .sort(ByStart.order()))
                .map(Appointments::read);
    }

    static String cursor(Appointment appointment) {
        return ByStart.cursor(appointment.start(), appointment.id());
    }

    private Mono<Boolean> changed(Bson which, Bson change) {
        return Mono.from(appointments.updateOne(which, change)).map(result -> result.getMatchedCount() == 1);
    }

    private static @Nullable Date date(@Nullable Instant moment) {
        return moment == null ? null : Date.from(moment);
    }

    private static Appointment read(Document document) {
        var state = State.valueOf(document.getString(STATE));
        var due = document.getDate(DUE);
        return new Appointment(
                document.getString(ID),
                new BusinessId(document.getString(BUSINESS)),
                document.getString(CONFERENCE),
                document.getString(SLOT),
                new ContactId(document.getString(TEACHER)),
                new ContactId(document.getString(PARENT)),
                new ContactId(document.getString(STUDENT)),
                document.getList(CLASSES, String.class),
                LocalDate.parse(document.getString(DAY)),
                document.getDate(START).toInstant(),
                document.getDate(END).toInstant(),
                document.getBoolean(BY_ADMINISTRATOR),
                document.getString(BOOKED_BY),
                document.getDate(BOOKED_AT).toInstant(),
                state,
                state.isLive() && state != State.CONFIRMED && due != null ? due.toInstant() : null,
                document.get(ANSWERS, new Document()).entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, answer -> (String) answer.getValue())),
                document.getString(MOVED_FROM),
                document.getString(REFUSAL) == null ? null : BookingRefusal.valueOf(document.getString(REFUSAL)),
                document.getDate(ENDED_AT) == null
                        ? null
                        : document.getDate(ENDED_AT).toInstant());
    }
}
