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

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.conference.Conference.Rules;
import com.pickatime.platform.mongo.LostRaces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
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
class Families {

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
        return remove(parents, parentKey(appointment), appointment)
                .then(remove(children, childKey(appointment), appointment));
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

    private static Mono<Void> remove(MongoCollection<Document> documents, String key, Appointment appointment) {
        return Mono.from(documents.updateOne(
                        and(eq(ID, key), elemMatch(BOOKINGS, eq(APPOINTMENT, appointment.id()))),
                        combine(
                                pull(BOOKINGS, new Document(APPOINTMENT, appointment.id())),
                                inc(count(appointment), -1))))
                .then();
    }

    private static String parentKey(Appointment appointment) {
        return appointment.conferenceId() + ':' + appointment.parent().value();
    }

    private static String childKey(Appointment appointment) {
        return appointment.conferenceId() + ':' + appointment.student().value();
    }

    /** Of those with this teacher on this day; ids may have characters that a field's name may not. */
    private static String count(Appointment appointment) {
        var name = appointment.day().toString() + appointment.teacher().value();
        return COUNTS + '.' + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
