package com.pickatime.conferences.slots;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.slots.Slot.Kind;
import com.pickatime.conferences.slots.Slot.Options;
import com.pickatime.conferences.slots.Slot.Visibility;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.web.EntityTags;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The slots of all conferences, each with those who have a place in it.
 *
 * <p>A place is taken and given back by one guarded update of the slot, so that however many ask at once, no more get one than
 * there are.
 */
@Component
public class Slots implements Indexed {

    private static final String ID = "_id";
    private static final String CONFERENCE = "conferenceId";
    private static final String TEACHER = "teacher";
    private static final String DAY = "day";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String START = ByStart.START;
    private static final String END = "end";
    private static final String KIND = "kind";
    private static final String VISIBILITY = "visibility";
    private static final String MESSAGE = "message";
    private static final String MOST = "most";
    private static final String FREE = "free";
    private static final String TAKEN = "taken";
    private static final String VERSION = "version";

    /** For whom it was made, whoever goes on in that one's place by now. */
    private static final String MADE_FOR = "madeFor";

    /** Only while somebody has a place in it: nobody sees it any more. */
    private static final String DELETED = "deleted";

    /** Names the change after which nobody has looked yet whether its appointments fit. */
    private static final String UNCHECKED = "unchecked";

    private static final Bson THERE = eq(DELETED, null);

    private static final int AT_ONCE = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final MongoCollection<Document> slots;
    private final Lease lease;

    public Slots(MongoDatabase database, Clock clock) {
        this.slots = database.getCollection("slots");
        this.lease = Lease.byName(database, UUID.randomUUID().toString(), clock);
    }

    /**
     * What making slots came to.
     *
     * @param made how many are new
     * @param kept how many were there already, and stay as they are
     * @param left how many are not made because the teacher has another slot at that time
     */
    public record Made(long made, long kept, long left) {}

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(slots.createIndex(Indexes.ascending(CONFERENCE, START, ID)))
                .then(Mono.from(slots.createIndex(Indexes.ascending(CONFERENCE, TEACHER, START))))
                .then(Mono.from(slots.createIndex(Indexes.ascending(UNCHECKED), new IndexOptions().sparse(true))))
                .then();
    }

    /** Makes what is not there yet; done again it changes nothing. Fails with a conflict while others are being made. */
    Mono<Made> make(Conference conference, SlotPlan plan) {
        var made = new AtomicReference<Made>();
        return lease.hold(
                        "slots:" + conference.id(),
                        LONGEST,
                        Flux.from(slots.find(and(eq(CONFERENCE, conference.id()), in(TEACHER, plan.teachers()), THERE)))
                                .map(Slots::read)
                                .collectList()
                                .flatMap(before -> insert(conference, plan, before))
                                .doOnNext(made::set)
                                .then())
                .then(Mono.fromSupplier(made::get))
                .switchIfEmpty(
                        Mono.error(
                                () -> Problems.conflict(
                                        "Slots of this conference are being made right now. Wait a moment, and see them before you make more.")));
    }

    private Mono<Made> insert(Conference conference, SlotPlan plan, List<Slot> before) {
        var there = new Timetable(before);
        var wanted = plan.slots(conference).toList();
        var kept = wanted.stream().filter(there::has).count();
        var free = wanted.stream()
                .filter(slot -> !there.has(slot) && !there.isBusy(slot))
                .toList();
        return revive(free)
                .flatMap(revived -> insert(free)
                        .map(made -> new Made(
                                made + revived,
                                kept + free.size() - made - revived,
                                wanted.size() - kept - free.size())));
    }

    /** Those that were deleted while somebody had a place in them are there again, and so are the appointments in them. */
    private Mono<Long> revive(List<Slot> some) {
        var byId = some.stream().collect(Collectors.toMap(Slot::id, slot -> slot));
        return Flux.fromIterable(byId.keySet())
                .buffer(AT_ONCE)
                .concatMap(ids -> slots.find(and(in(ID, ids), eq(DELETED, true))))
                .map(Slots::read)
                .concatMap(dead -> {
                    var wanted = Objects.requireNonNull(byId.get(dead.id()));
                    return Mono.from(slots.updateOne(
                            and(eq(ID, dead.id()), eq(DELETED, true), eq(MOST, dead.most())),
                            combine(changing(options(wanted), dead.most()), unset(DELETED))));
                })
                .map(UpdateResult::getModifiedCount)
                .reduce(0L, Long::sum);
    }

    /** @param most how many places there were */
    private static Bson changing(Options wanted, int most) {
        var change = new ObjectId().toHexString();
        return combine(
                set(KIND, wanted.kind().name()),
                set(VISIBILITY, wanted.visibility().name()),
                set(MESSAGE, wanted.message()),
                set(MOST, wanted.most()),
                inc(FREE, wanted.most() - most),
                set(VERSION, change),
                set(UNCHECKED, change));
    }

    /**
     * Copies the slots of one conference to another, without those who have a place in them.
     *
     * @param firstDay of the copies; the others are as many days later as they were
     */
    public Mono<Void> copy(Conference from, Conference to, LocalDate firstDay) {
        return Flux.from(slots.find(and(eq(CONFERENCE, from.id()), THERE)).sort(ByStart.order()))
                .map(Slots::read)
                .switchOnFirst((first, all) -> {
                    var earliest = first.get();
                    if (earliest == null) {
                        return all;
                    }
                    var days = ChronoUnit.DAYS.between(earliest.day(), firstDay);
                    return all.map(slot -> SlotPlan.slot(
                            to, slot.teacher(), slot.day().plusDays(days), slot.from(), slot.to(), options(slot)));
                })
                .buffer(AT_ONCE)
                .concatMap(this::insert)
                .then();
    }

    /** Emits how many were not there before. */
    private Mono<Long> insert(List<Slot> some) {
        return Flux.fromIterable(some)
                .map(slot -> new UpdateOneModel<Document>(
                        eq(ID, slot.id()),
                        combine(
                                setOnInsert(CONFERENCE, slot.conferenceId()),
                                setOnInsert(TEACHER, slot.teacher()),
                                setOnInsert(MADE_FOR, slot.teacher()),
                                setOnInsert(DAY, slot.day().toString()),
                                setOnInsert(FROM, slot.from().toString()),
                                setOnInsert(TO, slot.to().toString()),
                                setOnInsert(START, Date.from(slot.start())),
                                setOnInsert(END, Date.from(slot.end())),
                                setOnInsert(KIND, slot.kind().name()),
                                setOnInsert(VISIBILITY, slot.visibility().name()),
                                setOnInsert(MESSAGE, slot.message()),
                                setOnInsert(MOST, slot.most()),
                                setOnInsert(FREE, slot.most()),
                                setOnInsert(TAKEN, List.of()),
                                setOnInsert(VERSION, new ObjectId().toHexString())),
                        new UpdateOptions().upsert(true)))
                .buffer(AT_ONCE)
                .concatMap(part -> slots.bulkWrite(part, new BulkWriteOptions().ordered(false)))
                .map(result -> (long) result.getUpserts().size())
                .reduce(0L, Long::sum);
    }

    public Mono<Boolean> hasAny(Conference conference) {
        return Mono.from(slots.find(and(eq(CONFERENCE, conference.id()), THERE)).limit(1))
                .hasElement();
    }

    /** Fails with a 404 problem if there is none. */
    public Mono<Slot> find(Conference conference, String id) {
        return Mono.from(slots.find(one(conference, id)).first())
                .map(Slots::read)
                .switchIfEmpty(Mono.error(Slots::gone));
    }

    /**
     * In their order, those after {@link #cursor}.
     *
     * @param teachers none for all
     * @param day null for all
     */
    public Flux<Slot> of(Conference conference, Collection<ContactId> teachers, @Nullable LocalDate day, String after) {
        return Flux.from(slots.find(and(
                                eq(CONFERENCE, conference.id()),
                                THERE,
                                teachers.isEmpty() ? new Document() : in(TEACHER, teachers),
                                day == null ? new Document() : eq(DAY, day.toString()),
                                ByStart.after(after)))
                        .sort(ByStart.order()))
                .map(Slots::read);
    }

    /** Everybody who has slots at a conference. */
    public Flux<ContactId> havingSlots(Conference conference) {
        return Flux.from(slots.distinct(TEACHER, and(eq(CONFERENCE, conference.id()), THERE), String.class))
                .map(ContactId::new);
    }

    public static String cursor(Slot slot) {
        return ByStart.cursor(slot.start(), slot.id());
    }

    /** Decides other things of a slot; those who have a place keep it, also where there are fewer now. */
    Mono<Slot> change(Conference conference, String id, Options wanted, @Nullable String ifMatch) {
        return find(conference, id)
                .flatMap(now -> {
                    if (!EntityTags.isMeant(ifMatch, now.tag())) {
                        return Mono.error(changed());
                    }
                    return Mono.from(slots.updateOne(
                                    and(one(conference, id), eq(VERSION, version(now))), changing(wanted, now.most())))
                            .filter(result -> result.getMatchedCount() == 1)
                            .switchIfEmpty(Mono.error(Slots::changed));
                })
                .then(find(conference, id));
    }

    /** Nobody sees it any more; those who have a place in it keep their appointments, which do not fit then. */
    Mono<Void> delete(Conference conference, String id) {
        return Mono.from(slots.deleteOne(and(one(conference, id), eq(TAKEN, List.of()))))
                .filter(result -> result.getDeletedCount() == 1)
                .map(DeleteResult::wasAcknowledged)
                .switchIfEmpty(Mono.defer(() -> Mono.from(slots.updateOne(
                                one(conference, id),
                                combine(set(DELETED, true), set(UNCHECKED, new ObjectId().toHexString()))))
                        .filter(result -> result.getMatchedCount() == 1)
                        .map(UpdateResult::wasAcknowledged)
                        .switchIfEmpty(Mono.error(Slots::gone))))
                .then();
    }

    /** All of a conference that nobody has any more, also those that are taken. */
    public Mono<Void> erase(String conference) {
        return Mono.from(slots.deleteMany(eq(CONFERENCE, conference))).then();
    }

    /**
     * A slot with those who have a place in it.
     *
     * @param taken ids of their appointments, in the order in which they took it
     */
    public record Taken(Slot slot, List<String> taken) {}

    /** Those of these that are there, by their ids. */
    public Mono<Map<String, Taken>> taken(Collection<String> ids) {
        return Flux.from(slots.find(and(in(ID, ids), THERE)))
                .map(document -> new Taken(read(document), document.getList(TAKEN, String.class)))
                .collectMap(found -> found.slot().id());
    }

    /**
     * A slot that was changed, and nobody has looked yet whether those who have a place in it still fit.
     *
     * @param change names the latest one
     */
    public record Changed(String id, String change, List<String> taken) {}

    public Flux<Changed> changed(int most) {
        return Flux.from(slots.find(gt(UNCHECKED, "")).limit(most))
                .map(document -> new Changed(
                        document.getString(ID), document.getString(UNCHECKED), document.getList(TAKEN, String.class)));
    }

    /** Somebody has looked, unless there was another change meanwhile. */
    public Mono<Void> checked(Collection<Changed> some) {
        return some.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(some)
                        .map(changed -> new UpdateOneModel<Document>(
                                and(eq(ID, changed.id()), eq(UNCHECKED, changed.change())), unset(UNCHECKED)))
                        .collectList()
                        .flatMap(all -> Mono.from(slots.bulkWrite(all)))
                        .then();
    }

    /** Those for whom slots of a conference were made. */
    public Flux<ContactId> teachers(String conference) {
        return Flux.from(slots.distinct(MADE_FOR, eq(CONFERENCE, conference), String.class))
                .map(ContactId::new);
    }

    /**
     * Lets the slots that were made for some teachers be those of whoever goes on in their place; done again it changes nothing.
     *
     * @param heirs by those for whom they were made, who may go on themselves
     */
    public Mono<Void> follow(String conference, Map<ContactId, ContactId> heirs) {
        return heirs.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(heirs.entrySet())
                        .map(heir -> new UpdateManyModel<Document>(
                                and(
                                        eq(CONFERENCE, conference),
                                        eq(MADE_FOR, heir.getKey()),
                                        ne(TEACHER, heir.getValue())),
                                set(TEACHER, heir.getValue())))
                        .collectList()
                        .flatMap(all -> Mono.from(slots.bulkWrite(all)))
                        .then();
    }

    /**
     * Takes a place in a slot, which whoever has one already keeps; emits whether there was one.
     *
     * @param appointment id of whoever takes it
     * @param shown only one that parents may book
     */
    public Mono<Boolean> take(Slot slot, String appointment, boolean shown) {
        return Mono.from(slots.updateOne(
                        and(
                                eq(ID, slot.id()),
                                THERE,
                                gt(FREE, 0),
                                ne(TAKEN, appointment),
                                shown
                                        ? eq(VISIBILITY, Visibility.VISIBLE.name())
                                        : ne(VISIBILITY, Visibility.UNAVAILABLE.name())),
                        combine(inc(FREE, -1), push(TAKEN, appointment))))
                .flatMap(result -> result.getMatchedCount() == 1
                        ? Mono.just(true)
                        : Mono.from(slots.find(and(eq(ID, slot.id()), eq(TAKEN, appointment)))
                                        .first())
                                .hasElement());
    }

    /** Gives a place back; done again it changes nothing. Where there were too many, one of the others may fit now. */
    public Mono<Void> giveBack(String slot, String appointment) {
        var mine = and(eq(ID, slot), eq(TAKEN, appointment));
        var change = combine(inc(FREE, 1), pull(TAKEN, appointment));
        return Mono.from(slots.bulkWrite(List.of(
                        new UpdateOneModel<>(
                                and(mine, lt(FREE, 0)), combine(change, set(UNCHECKED, new ObjectId().toHexString()))),
                        new UpdateOneModel<>(mine, change),
                        new DeleteOneModel<>(and(eq(ID, slot), eq(DELETED, true), eq(TAKEN, List.of()))))))
                .then();
    }

    static Options options(Slot slot) {
        return new Options(slot.kind(), slot.visibility(), slot.message(), slot.most());
    }

    private static Bson one(Conference conference, String id) {
        return and(eq(ID, id), eq(CONFERENCE, conference.id()), THERE);
    }

    private static String version(Slot slot) {
        return slot.tag().substring(1, slot.tag().length() - 1);
    }

    private static Throwable gone() {
        return Problems.notFound("This conference has no such slot. GET slots lists those it has.");
    }

    private static Throwable changed() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "Somebody else changed this slot since you looked at it. Get it again, and repeat the change with its new ETag"
                        + " if it is still what you want.");
    }

    private static Slot read(Document document) {
        return new Slot(
                document.getString(ID),
                document.getString(CONFERENCE),
                new ContactId(document.getString(TEACHER)),
                LocalDate.parse(document.getString(DAY)),
                LocalTime.parse(document.getString(FROM)),
                LocalTime.parse(document.getString(TO)),
                moment(document, START),
                moment(document, END),
                Kind.valueOf(document.getString(KIND)),
                Visibility.valueOf(document.getString(VISIBILITY)),
                document.getString(MESSAGE),
                document.getInteger(MOST),
                document.getInteger(FREE),
                '"' + document.getString(VERSION) + '"');
    }

    private static Instant moment(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
