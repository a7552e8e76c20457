package com.pickatime.conferences.booking;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.booking.Appointment.Party;
import com.pickatime.conferences.conference.Conference.Rules;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.LostRaces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What each parent and each child has at a conference, one document of either.
 *
 * <p>A rule is the filter of the update that adds an appointment: the store refuses the one that would break it, however many come at
 * once and from however many instances.
 */
@Component
public class Families {

    private static final String ID = "_id";
    private static final String BOOKINGS = "bookings";
    private static final String APPOINTMENT = "appointment";
    private static final String TEACHER = "teacher";
    private static final String CLASSES = "classes";
    private static final String START = "start";
    private static final String END = "end";
    private static final String COUNTS = "counts";

    private final MongoCollection<Document> parents;
    private final MongoCollection<Document> children;

    Families(MongoDatabase database) {
        this.parents = database.getCollection("parents");
        this.children = database.getCollection("children");
    }

    /** What must not be in a document for one more appointment to come into it. */
    private record Limit(BookingRefusal refusal, Bson broken) {}

    /** Takes what the appointment needs of its parent and child; a refusal if a rule is against it, and then takes nothing of either. */
    Mono<Void> take(Appointment wanted, Rules rules) {
        return add(parents, parentKey(wanted), wanted, parentLimits(wanted, rules))
                .then(add(children, childKey(wanted), wanted, childLimits(wanted, rules)));
    }

    /** Done again it changes nothing. */
    Mono<Void> giveBack(Appointment appointment) {
        return giveBack(appointment, appointment.party())
                .then(appointment.former() == null ? Mono.empty() : giveBack(appointment, appointment.former()));
    }

    private Mono<Void> giveBack(Appointment appointment, Party party) {
        return remove(parents, key(appointment, party.parent()), appointment, party.teacher())
                .then(remove(children, key(appointment, party.student()), appointment, party.teacher()));
    }

    /**
     * What an appointment has at its former party is at its party, whatever the rules say: two contacts turned out to be one. Done
     * again it changes nothing.
     */
    public Mono<Void> move(Appointment appointment, Party former) {
        return move(parents, appointment, former, Party::parent)
                .then(move(children, appointment, former, Party::student));
    }

    private static Mono<Void> move(
            MongoCollection<Document> documents,
            Appointment appointment,
            Party former,
            Function<Party, ContactId> whose) {
        var from = key(appointment, whose.apply(former));
        var to = key(appointment, whose.apply(appointment.party()));
        if (!from.equals(to)) {
            return add(documents, to, appointment, List.of())
                    .then(remove(documents, from, appointment, former.teacher()));
        }
        return former.teacher().equals(appointment.teacher())
                ? Mono.empty()
                : Mono.from(documents.updateOne(
                                and(eq(ID, to), entry(appointment, former.teacher())),
                                combine(
                                        set(
                                                BOOKINGS + ".$." + TEACHER,
                                                appointment.teacher().value()),
                                        inc(count(appointment, former.teacher()), -1),
                                        inc(count(appointment, appointment.teacher()), 1))))
                        .then();
    }

    /** What somebody has at a conference besides one appointment. */
    public record Entry(String appointment, String teacher, Instant start, Instant end) {

        private static Entry of(Document entry) {
            return new Entry(
                    entry.getString(APPOINTMENT),
                    entry.getString(TEACHER),
                    entry.getDate(START).toInstant(),
                    entry.getDate(END).toInstant());
        }
    }

    /** What the parents of these have at their conferences, by {@link #parentKey}. */
    public Mono<Map<String, List<Entry>>> ofParents(Collection<Appointment> some) {
        return entries(parents, some.stream().map(Families::parentKey));
    }

    /** The same of the students, by {@link #childKey}. */
    public Mono<Map<String, List<Entry>>> ofChildren(Collection<Appointment> some) {
        return entries(children, some.stream().map(Families::childKey));
    }

    private static Mono<Map<String, List<Entry>>> entries(MongoCollection<Document> documents, Stream<String> keys) {
        return Flux.from(documents.find(in(ID, keys.distinct().toList())))
                .collectMap(
                        document -> document.getString(ID),
                        document -> document.getList(BOOKINGS, Document.class, List.of()).stream()
                                .map(Entry::of)
                                .toList());
    }

    /** What is kept of all families of a conference that nobody has any more. */
    Mono<Void> erase(String conference) {
        // the character after the colon ends the range
        var range = and(gt(ID, conference + ':'), lt(ID, conference + ';'));
        return Mono.from(parents.deleteMany(range))
                .then(Mono.from(children.deleteMany(range)))
                .then();
    }

    private static List<Limit> parentLimits(Appointment wanted, Rules rules) {
        var limits = new ArrayList<Limit>();
        var start = Date.from(wanted.start());
        var end = Date.from(wanted.end());
        limits.add(new Limit(BookingRefusal.OVERLAPS, another(wanted, lt(START, end), gt(END, start))));
        if (wanted.byAdministrator()) {
            return limits;
        }
        if (!rules.backToBack()) {
            limits.add(new Limit(BookingRefusal.BACK_TO_BACK, another(wanted, lte(START, end), gte(END, start))));
        }
        if (rules.onePerClass() && !wanted.classes().isEmpty()) {
            limits.add(new Limit(BookingRefusal.ONE_PER_CLASS, another(wanted, in(CLASSES, wanted.classes()))));
        }
        // the one that is moved is there until the other one is confirmed
        var moved = wanted.replaced().isPresent() ? 1 : 0;
        if (rules.most() != null) {
            limits.add(new Limit(BookingRefusal.MOST, exists(BOOKINGS + '.' + (rules.most() - 1 + moved))));
        }
        if (rules.mostPerTeacherAndDay() != null) {
            limits.add(new Limit(
                    BookingRefusal.MOST_PER_TEACHER_AND_DAY, gte(count(wanted), rules.mostPerTeacherAndDay() + moved)));
        }
        return limits;
    }

    private static List<Limit> childLimits(Appointment wanted, Rules rules) {
        return wanted.byAdministrator() || !rules.onePerTeacher()
                ? List.of()
                : List.of(new Limit(
                        BookingRefusal.ONE_PER_TEACHER,
                        another(wanted, eq(TEACHER, wanted.teacher().value()))));
    }

    /** One that is not the wanted one, nor that in whose place it comes. */
    private static Bson another(Appointment wanted, Bson... such) {
        var conditions = new ArrayList<>(List.of(such));
        wanted.replaced().ifPresent(old -> conditions.add(ne(APPOINTMENT, old)));
        return elemMatch(BOOKINGS, and(conditions));
    }

    private static Mono<Void> add(
            MongoCollection<Document> documents, String key, Appointment wanted, List<Limit> limits) {
        var conditions = new ArrayList<Bson>();
        conditions.add(elemMatch(BOOKINGS, eq(APPOINTMENT, wanted.id())));
        limits.forEach(limit -> conditions.add(limit.broken()));
        var entry = new Document(APPOINTMENT, wanted.id())
                .append(TEACHER, wanted.teacher().value())
                .append(CLASSES, wanted.classes())
                .append(START, Date.from(wanted.start()))
                .append(END, Date.from(wanted.end()));
        return Mono.defer(() -> Mono.from(documents.updateOne(
                        and(eq(ID, key), nor(conditions)),
                        combine(push(BOOKINGS, entry), inc(count(wanted), 1)),
                        new UpdateOptions().upsert(true))))
                .then()
                .onErrorResume(LostRaces::isCauseOf, refused -> why(documents, key, wanted, limits, refused))
                .retryWhen(LostRaces.retry());
    }

    /** The document is there and does not take it: for a rule, because it has it, or because it was made in this moment. */
    private static Mono<Void> why(
            MongoCollection<Document> documents,
            String key,
            Appointment wanted,
            List<Limit> limits,
            Throwable lostRace) {
        return is(documents, key, elemMatch(BOOKINGS, eq(APPOINTMENT, wanted.id())))
                .flatMap(there -> there ? Mono.empty() : broken(documents, key, limits, lostRace));
    }

    private static Mono<Void> broken(
            MongoCollection<Document> documents, String key, List<Limit> limits, Throwable lostRace) {
        return Flux.fromIterable(limits)
                .filterWhen(limit -> is(documents, key, limit.broken()))
                .next()
                .flatMap(limit -> Mono.<Void>error(limit.refusal().problem()))
                .switchIfEmpty(Mono.error(lostRace));
    }

    private static Mono<Boolean> is(MongoCollection<Document> documents, String key, Bson such) {
        return Mono.from(documents
                        .find(and(eq(ID, key), such))
                        .projection(new Document(ID, 1))
                        .first())
                .hasElement();
    }

    private static Mono<Void> remove(
            MongoCollection<Document> documents, String key, Appointment appointment, ContactId teacher) {
        return Mono.from(documents.updateOne(
                        and(eq(ID, key), entry(appointment, teacher)),
                        combine(
                                pull(BOOKINGS, new Document(APPOINTMENT, appointment.id())),
                                inc(count(appointment, teacher), -1))))
                .then();
    }

    private static Bson entry(Appointment appointment, ContactId teacher) {
        return elemMatch(BOOKINGS, and(eq(APPOINTMENT, appointment.id()), eq(TEACHER, teacher.value())));
    }

    public static String parentKey(Appointment appointment) {
        return key(appointment, appointment.parent());
    }

    public static String childKey(Appointment appointment) {
        return key(appointment, appointment.student());
    }

    private static String key(Appointment appointment, ContactId whose) {
        return appointment.conferenceId() + ':' + whose.value();
    }

    private static String count(Appointment appointment) {
        return count(appointment, appointment.teacher());
    }

    /** Of those with this teacher on its day; ids may have characters that a field's name may not. */
    private static String count(Appointment appointment, ContactId teacher) {
        var name = appointment.day().toString() + teacher.value();
        return COUNTS + '.' + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
