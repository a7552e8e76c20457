package com.pickatime.contacts.clearing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.clearing.Clearing.State;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.mongo.NewestFirst;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The clearings of all businesses, each worked on by one instance at a time, and of one business one at a time. */
@Component
class Clearings implements Indexed {

    static final Duration UNDO = Duration.ofDays(30);

    private static final Duration KEPT = Duration.ofDays(400);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String LEVEL = "level";
    private static final String DIGEST = "digest";
    private static final String BY = "by";
    private static final String AT = "at";
    private static final String STATE = "state";
    private static final String REVISION = "revision";
    private static final String AFTER = "after";
    private static final String CONTACTS = "contacts";
    private static final String LEFT_OUT = "leftOut";
    private static final String IMPORTED_SINCE = "importedSince";
    private static final String REASON = "reason";

    private static final NewestFirst LATEST = new NewestFirst(AT);

    /** The business, for as long as the clearing is under way: there is one. */
    private static final String SLOT = "slot";

    private static final List<String> UNDER_WAY = Arrays.stream(State.values())
            .filter(State::isUnderWay)
            .map(Enum::name)
            .toList();

    private final MongoCollection<Document> clearings;
    private final Clock clock;
    private final Lease lease;

    Clearings(MongoDatabase database, Clock clock) {
        this.clearings = database.getCollection("clearings");
        this.clock = clock;
        this.lease =
                new Lease(clearings, "workedBy", "workableAt", UUID.randomUUID().toString(), clock);
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(clearings.createIndex(
                        Indexes.ascending(SLOT), new IndexOptions().unique(true).sparse(true)))
                .then(Mono.from(clearings.createIndex(Indexes.ascending(STATE, AT))))
                .then(Expiry.createIndex(clearings, Expiry.FIELD));
    }

    /** Begins one; fails with a conflict while another of the business is under way. */
    Mono<Clearing> begin(BusinessId business, AccessLevel level, String digest, String by) {
        return Mono.defer(() -> {
            var now = clock.instant();
            var document = new Document(ID, business.value() + ':' + UUID.randomUUID())
                    .append(BUSINESS, business.value())
                    .append(LEVEL, level.name())
                    .append(DIGEST, digest)
                    .append(BY, by)
                    .append(AT, Date.from(now))
                    .append(STATE, State.CHECKING.name())
                    .append(SLOT, business.value())
                    .append(Expiry.FIELD, Date.from(now.plus(KEPT)));
            return Mono.from(clearings.insertOne(document))
                    .thenReturn(read(document))
                    .onErrorMap(DuplicateKeys::isCauseOf, taken -> underWay());
        });
    }

    Mono<Clearing> find(BusinessId business, String id) {
        return Mono.from(clearings.find(eq(ID, business.value() + ':' + id)).first())
                .map(Clearings::read);
    }

    /** The latest first, those after {@link #cursor}. */
    Flux<Clearing> of(BusinessId business, String after) {
        return Flux.from(clearings
                        .find(and(gte(ID, business.value() + ':'), lt(ID, business.value() + ';'), LATEST.after(after)))
                        .sort(LATEST.order()))
                .map(Clearings::read);
    }

    /** Where the list of clearings goes on after this one. */
    static String cursor(Clearing clearing) {
        return NewestFirst.cursor(clearing.at(), clearing.id());
    }

    /** Begins to take one back; empty if it is not there to be taken back any more. */
    Mono<Clearing> beginUndo(Clearing clearing, boolean importedSince) {
        return Mono.defer(() -> Mono.from(clearings.updateOne(
                                and(
                                        one(clearing),
                                        eq(STATE, State.DELETED.name()),
                                        gte(AT, Date.from(clock.instant().minus(UNDO)))),
                                combine(
                                        set(STATE, State.UNDOING.name()),
                                        set(IMPORTED_SINCE, importedSince),
                                        set(SLOT, clearing.business().value()),
                                        unset(AFTER))))
                        .onErrorMap(DuplicateKeys::isCauseOf, taken -> underWay()))
                .filter(result -> result.getMatchedCount() == 1)
                .flatMap(begun -> find(clearing.business(), shortId(clearing)));
    }

    /** Those that nobody works on. */
    Flux<Clearing> workable() {
        return Flux.defer(() -> clearings.find(and(in(STATE, UNDER_WAY), lease.free())))
                .map(Clearings::read);
    }

    /** Those that nobody can take back any more, also of whom something was left out when they were. */
    Flux<Clearing> old() {
        return Flux.defer(() -> clearings.find(
                        and(isKept(), lt(AT, Date.from(clock.instant().minus(UNDO))))))
                .map(Clearings::read);
    }

    private static Bson isKept() {
        return or(eq(STATE, State.DELETED.name()), and(eq(STATE, State.UNDONE.name()), gt(LEFT_OUT, 0L)));
    }

    /** Empty if another works on it. */
    Mono<Clearing> take(Clearing clearing) {
        return lease.take(and(one(clearing), in(STATE, UNDER_WAY)), LEASE)
                .flatMap(end -> find(clearing.business(), shortId(clearing)));
    }

    Mono<Void> giveBack(Clearing clearing) {
        return lease.keep(one(clearing), Duration.ZERO).then();
    }

    /** Notes how far this instance came; fails if another has taken it meanwhile. */
    Mono<Clearing> wentOn(Clearing clearing, String after, long contacts) {
        return change(clearing, set(AFTER, after), inc(CONTACTS, contacts));
    }

    /** The next state, and what is noted with it. */
    Mono<Clearing> becomes(Clearing clearing, State state, Bson... noted) {
        return change(
                clearing,
                Stream.concat(
                                Stream.of(
                                        set(STATE, state.name()),
                                        unset(AFTER),
                                        state.isUnderWay()
                                                ? set(SLOT, clearing.business().value())
                                                : unset(SLOT)),
                                Stream.of(noted))
                        .toArray(Bson[]::new));
    }

    static Bson revision(long revision) {
        return set(REVISION, revision);
    }

    static Bson leftOut(long contacts) {
        return set(LEFT_OUT, contacts);
    }

    static Bson reason(String reason) {
        return set(REASON, reason);
    }

    /** An old one is worked on as any other. */
    Mono<Void> beginForgetting(Clearing clearing) {
        return Mono.from(clearings.updateOne(
                        and(one(clearing), isKept()),
                        combine(
                                set(STATE, State.FORGETTING.name()),
                                set(SLOT, clearing.business().value()),
                                unset(AFTER))))
                // another one of the business is under way: later
                .onErrorComplete(DuplicateKeys::isCauseOf)
                .then();
    }

    private Mono<Clearing> change(Clearing clearing, Bson... changes) {
        return lease.keep(one(clearing), LEASE, changes)
                .switchIfEmpty(Mono.error(Lease.LostException::new))
                .flatMap(until -> find(clearing.business(), shortId(clearing)));
    }

    /** Work of one piece that may take longer than the lease; fails once somebody else has it. */
    <T> Mono<T> kept(Clearing clearing, Mono<T> work) {
        return lease.during(one(clearing), LEASE, work);
    }

    /** As paths have it. */
    static String shortId(Clearing clearing) {
        return clearing.id().substring(clearing.business().value().length() + 1);
    }

    private static Bson one(Clearing clearing) {
        return eq(ID, clearing.id());
    }

    private static Throwable underWay() {
        return Problems.conflict("Contacts of this business are being deleted or brought back right now."
                + " Wait until that is over: GET clearings shows it.");
    }

    private static Clearing read(Document document) {
        return new Clearing(
                document.getString(ID),
                new BusinessId(document.getString(BUSINESS)),
                AccessLevel.valueOf(document.getString(LEVEL)),
                document.getString(DIGEST),
                document.getString(BY),
                instant(document.getDate(AT)),
                State.valueOf(document.getString(STATE)),
                number(document, REVISION),
                document.get(AFTER, ""),
                number(document, CONTACTS),
                number(document, LEFT_OUT),
                document.getBoolean(IMPORTED_SINCE, false),
                document.getString(REASON));
    }

    private static Instant instant(Date date) {
        return Objects.requireNonNull(date).toInstant();
    }

    private static long number(Document document, String field) {
        return document.containsKey(field) ? document.get(field, Number.class).longValue() : 0;
    }
}
