package com.pickatime.conferences.booking;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.size;
import static com.mongodb.client.model.Updates.addEachToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pullAll;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.booking.Appointment.Party;
import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.slots.ByStart;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.web.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The appointments of all conferences, also those that are over. */
@Component
public class Appointments implements Indexed {

    static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    static final String CONFERENCE = "conferenceId";
    static final String SLOT = "slotId";
    static final String TEACHER = "teacher";
    static final String PARENT = "parent";
    static final String STUDENT = "student";
    private static final String CLASSES = "classes";
    private static final String DAY = "day";
    private static final String START = ByStart.START;
    private static final String END = "end";
    private static final String BY_ADMINISTRATOR = "byAdministrator";
    private static final String BOOKED_BY = "bookedBy";
    private static final String BOOKED_AT = "bookedAt";
    static final String STATE = "state";
    private static final String ANSWERS = "answers";
    private static final String MOVED_FROM = "movedFrom";
    private static final String CALENDAR_ID = "calendarId";
    private static final String SEQUENCE = "sequence";
    private static final String KIND = "kind";
    private static final String CONFIRMED_AT = "confirmedAt";
    private static final String REFUSAL = "refusal";
    private static final String ENDED_BY = "endedBy";
    private static final String ENDED_AT = "endedAt";

    private static final String BOOKED = "booked";
    private static final String FORMER = "former";

    /** Why somebody has to look at it; none where nothing is wrong. */
    private static final String PROBLEMS = "problems";

    private static final String ACCEPTED = "accepted";

    private static final List<String> ALL_PROBLEMS =
            Stream.of(Problem.values()).map(Enum::name).toList();

    /** When the sweep looks at it next; none where there is nothing left to do. */
    private static final String DUE = "due";

    /** Its start, as long as its parent was not reminded of it; none where nobody has to be. */
    private static final String UNREMINDED = "unreminded";

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
                .then(Mono.from(appointments.createIndex(Indexes.ascending(PROBLEMS), new IndexOptions().sparse(true))))
                .then(Mono.from(
                        appointments.createIndex(Indexes.ascending(UNREMINDED), new IndexOptions().sparse(true))))
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
                .append(MOVED_FROM, wanted.movedFrom())
                .append(BOOKED, document(wanted.booked()))
                .append(CALENDAR_ID, wanted.calendarId())
                .append(SEQUENCE, wanted.sequence())
                .append(KIND, wanted.kind() == null ? null : wanted.kind().name());
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

    /** Its places are taken; emits it as it is held then, and nothing where it was not waited for any more. */
    Mono<Appointment> held(Appointment appointment) {
        return become(and(eq(ID, appointment.id()), eq(STATE, State.CLAIMING.name())), set(STATE, State.HELD.name()));
    }

    /**
     * Emits it as it is then, and nothing where it was not held any more.
     *
     * @param news the part of the change that tells others of it
     */
    Mono<Appointment> confirm(Appointment appointment, Map<String, String> answers, Bson news, Instant now) {
        return become(
                and(eq(ID, appointment.id()), eq(STATE, State.HELD.name()), gt(DUE, Date.from(now))),
                combine(
                        set(STATE, State.CONFIRMED.name()),
                        set(ANSWERS, new Document(Map.<String, Object>copyOf(answers))),
                        set(CONFIRMED_AT, Date.from(now)),
                        set(UNREMINDED, Date.from(appointment.start())),
                        news,
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

    /**
     * Ends a confirmed one in whose place comes no other; emits whether it was confirmed.
     *
     * @param news the part of the change that tells others of it
     * @param due as of {@link #end}
     */
    Mono<Boolean> cancelConfirmed(Appointment appointment, String by, Bson news, Instant now, Instant due) {
        return changed(
                and(eq(ID, appointment.id()), eq(STATE, State.CONFIRMED.name())),
                combine(ended(State.CANCELLED, now, due), set(ENDED_BY, by), inc(SEQUENCE, 1), news));
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
        return combine(
                set(STATE, to.name()), set(ENDED_AT, Date.from(now)), set(DUE, Date.from(due)), unset(UNREMINDED));
    }

    /** @param confirmedAt since when its parent knows of it */
    record Near(Appointment appointment, Instant confirmedAt) {}

    /** Ids of the conferences with appointments of which somebody may have to be reminded. */
    Flux<String> conferencesToRemindOf(Instant after, Instant until) {
        return Flux.from(appointments.distinct(CONFERENCE, unreminded(after, until), String.class));
    }

    /** Of which nobody was reminded, and with which nothing is wrong. */
    Flux<Near> toRemindOf(String conference, Instant after, Instant until) {
        return Flux.from(appointments.find(and(eq(CONFERENCE, conference), unreminded(after, until), isWell())))
                .map(document ->
                        new Near(read(document), document.getDate(CONFIRMED_AT).toInstant()));
    }

    /**
     * Somebody is reminded of it; emits whether nobody was yet, and it still stands.
     *
     * @param news the part of the change that tells others of it
     */
    Mono<Boolean> reminded(Appointment appointment, Bson news, Instant now) {
        return changed(
                and(
                        eq(ID, appointment.id()),
                        eq(STATE, State.CONFIRMED.name()),
                        gt(UNREMINDED, Date.from(now)),
                        isWell()),
                combine(unset(UNREMINDED), news));
    }

    private static Bson unreminded(Instant after, Instant until) {
        return and(gt(UNREMINDED, Date.from(after)), lte(UNREMINDED, Date.from(until)));
    }

    private static Bson isWell() {
        return or(exists(PROBLEMS, false), size(PROBLEMS, 0));
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
     * @param withProblems whether those alone that do not fit any more
     */
    Flux<Appointment> of(
            String conference,
            @Nullable ContactId parent,
            @Nullable ContactId teacher,
            boolean withProblems,
            String after) {
        return Flux.from(appointments
                        .find(and(
                                eq(CONFERENCE, conference),
                                in(STATE, SHOWN),
                                withProblems ? in(PROBLEMS, ALL_PROBLEMS) : new Document(),
                                parent == null ? new Document() : eq(PARENT, parent),
                                teacher == null ? new Document() : eq(TEACHER, teacher),
                                ByStart.after(after)))
                        .sort(ByStart.order()))
                .map(Appointments::read);
    }

    /** Those that hold a place at a conference and end after that moment, in the order of their times. */
    public Flux<Appointment> of(String conference, Instant after, int part) {
        return Flux.from(appointments
                        .find(and(eq(CONFERENCE, conference), in(STATE, SHOWN), gt(END, Date.from(after))))
                        .sort(ByStart.order())
                        .batchSize(part))
                .map(Appointments::read);
    }

    /** Those of these that hold a place, in no particular order. */
    public Flux<Appointment> of(Collection<String> ids) {
        return ids.isEmpty()
                ? Flux.empty()
                : Flux.from(appointments.find(and(in(ID, ids), in(STATE, SHOWN))))
                        .map(Appointments::read);
    }

    /** How many confirmed ones of these conferences do not fit and are not over. */
    public Mono<Long> countProblems(Collection<String> conferences, Instant now) {
        return conferences.isEmpty()
                ? Mono.just(0L)
                : Mono.from(appointments.countDocuments(and(
                        in(PROBLEMS, ALL_PROBLEMS),
                        in(CONFERENCE, conferences),
                        eq(STATE, State.CONFIRMED.name()),
                        gt(END, Date.from(now)))));
    }

    /** Lets others go on in the place of its party; emits whether it was as it was read. {@link #handedOver} is to follow. */
    public Mono<Boolean> handOver(Appointment appointment, Party to) {
        return changed(
                and(eq(ID, appointment.id()), of(appointment.party()), eq(FORMER, null)),
                combine(
                        set(TEACHER, to.teacher()),
                        set(PARENT, to.parent()),
                        set(STUDENT, to.student()),
                        set(FORMER, document(appointment.party()))));
    }

    /** What its former party had of it is its party's now. */
    public Mono<Void> handedOver(Appointment appointment) {
        var former = appointment.former();
        return former == null
                ? Mono.empty()
                : changed(and(eq(ID, appointment.id()), eq(FORMER, document(former))), unset(FORMER))
                        .then();
    }

    /**
     * Says what is wrong with one; emits whether it was as it was read.
     *
     * @param accepted of the problems that an administrator accepted, those that are still there
     */
    public Mono<Boolean> flag(Appointment appointment, List<Problem> problems, List<Problem> accepted) {
        return changed(
                and(eq(ID, appointment.id()), of(appointment.party()), are(ACCEPTED, appointment.accepted())),
                combine(settingTo(PROBLEMS, problems), settingTo(ACCEPTED, accepted)));
    }

    /** An administrator has seen these problems and lets the appointment be. */
    Mono<Void> accept(Appointment appointment, List<Problem> problems) {
        var names = names(problems);
        return changed(eq(ID, appointment.id()), combine(addEachToSet(ACCEPTED, names), pullAll(PROBLEMS, names)))
                .then();
    }

    private static Bson settingTo(String field, List<Problem> problems) {
        return problems.isEmpty() ? unset(field) : set(field, names(problems));
    }

    private static Bson are(String field, List<Problem> problems) {
        return problems.isEmpty() ? in(field, null, List.of()) : eq(field, names(problems));
    }

    private static List<String> names(List<Problem> problems) {
        return problems.stream().map(Enum::name).toList();
    }

    private static List<Problem> problems(Document document, String field) {
        return document.getList(field, String.class, List.of()).stream()
                .map(Problem::valueOf)
                .toList();
    }

    private static Bson of(Party party) {
        return and(eq(TEACHER, party.teacher()), eq(PARENT, party.parent()), eq(STUDENT, party.student()));
    }

    private static Document document(Party party) {
        return new Document(TEACHER, party.teacher().value())
                .append(PARENT, party.parent().value())
                .append(STUDENT, party.student().value());
    }

    private static Party party(Document document) {
        return new Party(
                new ContactId(document.getString(TEACHER)),
                new ContactId(document.getString(PARENT)),
                new ContactId(document.getString(STUDENT)));
    }

    static String cursor(Appointment appointment) {
        return ByStart.cursor(appointment.start(), appointment.id());
    }

    private Mono<Appointment> become(Bson which, Bson change) {
        return Mono.from(appointments.findOneAndUpdate(
                        which, change, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .map(Appointments::read);
    }

    private Mono<Boolean> changed(Bson which, Bson change) {
        return Mono.from(appointments.updateOne(which, change)).map(result -> result.getMatchedCount() == 1);
    }

    private static @Nullable Date date(@Nullable Instant moment) {
        return moment == null ? null : Date.from(moment);
    }

    static Appointment read(Document document) {
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
                Objects.requireNonNullElse(document.getString(CALENDAR_ID), document.getString(ID)),
                document.getInteger(SEQUENCE, 0),
                document.getString(KIND) == null ? null : Slot.Kind.valueOf(document.getString(KIND)),
                document.getString(REFUSAL) == null ? null : BookingRefusal.valueOf(document.getString(REFUSAL)),
                document.getDate(ENDED_AT) == null
                        ? null
                        : document.getDate(ENDED_AT).toInstant(),
                party(document.get(BOOKED, document)),
                document.get(FORMER) == null ? null : party(document.get(FORMER, Document.class)),
                problems(document, PROBLEMS),
                problems(document, ACCEPTED));
    }
}
