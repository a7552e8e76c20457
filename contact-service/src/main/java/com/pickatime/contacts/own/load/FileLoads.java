package com.pickatime.contacts.own.load;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.own.files.DateOrder;
import com.pickatime.contacts.own.files.Encoding;
import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.files.FileLine.Refused;
import com.pickatime.contacts.own.load.FileLoad.Findings;
import com.pickatime.contacts.own.load.FileLoad.Options;
import com.pickatime.contacts.own.load.FileLoad.Position;
import com.pickatime.contacts.own.load.FileLoad.Problem;
import com.pickatime.contacts.own.load.FileLoad.State;
import com.pickatime.contacts.own.load.FileLoad.Written;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.mongo.NewestFirst;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Loads as the store has them. A business has one under way at a time, so that a later file is loaded later. */
@Component
class FileLoads implements Indexed {

    static final Duration KEPT = Duration.ofDays(90);

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";

    /** The business again, while the load is under way: unique. */
    private static final String UNDER_WAY = "underWay";

    private static final String BY = "by";
    private static final String AT = "at";
    private static final String ENDED_AT = "endedAt";
    private static final String OPTIONS = "options";
    private static final String CHUNKS = "chunks";
    private static final String STATE = "state";
    private static final String TRIES = "tries";
    private static final String REACHED = "reached";
    private static final String WRITTEN = "written";
    private static final String FOUND = "found";
    private static final String PROBLEM = "problem";

    private static final NewestFirst LATEST = new NewestFirst(AT);

    private final MongoCollection<Document> loads;
    private final Clock clock;
    private final Duration time;
    private final Lease lease;

    FileLoads(MongoDatabase database, FileLoadSettings settings, Clock clock) {
        this.loads = database.getCollection("own_file_loads");
        this.clock = clock;
        this.time = settings.lease();
        this.lease = new Lease(loads, "owner", "until", UUID.randomUUID().toString(), clock);
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(loads.createIndex(
                        Indexes.ascending(UNDER_WAY),
                        new IndexOptions().unique(true).sparse(true)))
                .then(Mono.from(loads.createIndex(Indexes.compoundIndex(Indexes.ascending(BUSINESS), LATEST.order()))))
                .then(Expiry.createIndex(loads, Expiry.FIELD));
    }

    /** Fails with a 409 problem if a load of the business is under way. */
    Mono<Void> requireNone(BusinessId business) {
        return Mono.from(loads.find(eq(UNDER_WAY, business.value())).first())
                .flatMap(other -> Mono.<Void>error(underWay()));
    }

    /** Notes a load whose zip is there, to be taken up by any instance. */
    Mono<Void> add(String id, BusinessId business, String by, Options options, int chunks) {
        return Mono.defer(() -> Mono.from(loads.insertOne(new Document(ID, id)
                        .append(BUSINESS, business.value())
                        .append(UNDER_WAY, business.value())
                        .append(BY, by)
                        .append(AT, Date.from(clock.instant()))
                        .append(OPTIONS, document(options))
                        .append(CHUNKS, chunks)
                        .append(STATE, State.WAITING.name())
                        .append(Expiry.FIELD, Date.from(clock.instant().plus(KEPT))))))
                .onErrorMap(DuplicateKeys::isCauseOf, taken -> underWay())
                .then();
    }

    private static RuntimeException underWay() {
        return Problems.conflict(
                "Files of this business are being loaded already. Wait until that is done, and load these"
                        + " then: what is loaded later counts.");
    }

    Mono<FileLoad> find(BusinessId business, String id) {
        return Mono.from(loads.find(and(eq(ID, id), eq(BUSINESS, business.value())))
                        .first())
                .map(FileLoads::load);
    }

    /** The latest first, those after {@link #cursor}; for 90 days. */
    Flux<FileLoad> of(BusinessId business, String after) {
        return Flux.from(loads.find(and(eq(BUSINESS, business.value()), LATEST.after(after)))
                        .sort(LATEST.order()))
                .map(FileLoads::load);
    }

    /** Where the list of loads goes on after this one. */
    static String cursor(FileLoad load) {
        return NewestFirst.cursor(load.at(), load.id());
    }

    /** Ids of those that wait for an instance, the oldest first. */
    Flux<String> due() {
        return Flux.defer(() -> loads.find(
                                and(in(STATE, names(State.WAITING, State.CHECKING, State.WRITING)), lease.free()))
                        .sort(Sorts.ascending(AT)))
                .map(document -> document.getString(ID));
    }

    /** Takes the right to work on a load and counts the try; empty if somebody else has it. */
    Mono<FileLoad> claim(String id) {
        return lease.take(eq(ID, id), time)
                .flatMap(end -> Mono.from(loads.findOneAndUpdate(mine(id), inc(TRIES, 1))))
                .flatMap(before -> Mono.from(loads.find(mine(id)).first()))
                .map(FileLoads::load);
    }

    Mono<Integer> tries(String id) {
        return Mono.from(loads.find(eq(ID, id)).first()).map(document -> document.getInteger(TRIES, 0));
    }

    /** Work on a load that this instance claimed; fails once another one has it. */
    <T> Mono<T> kept(FileLoad load, Mono<T> work) {
        return lease.during(eq(ID, load.id()), time, work);
    }

    Mono<Void> release(String id, Duration after) {
        return lease.keep(eq(ID, id), after).then();
    }

    Mono<Void> checking(FileLoad load) {
        return change(load, set(STATE, State.CHECKING.name()));
    }

    Mono<Void> writing(FileLoad load, Findings found) {
        return change(load, combine(set(STATE, State.WRITING.name()), set(FOUND, document(found))));
    }

    /** Notes a chunk that was written; progress never goes back, so it counts once. */
    Mono<Void> reached(FileLoad load, FileKind kind, Position to, Written what) {
        var counts = new ArrayList<Bson>();
        counts.add(set(REACHED, new Document("file", to.file()).append("chunks", to.chunks())));
        document(what)
                .forEach((name, count) -> counts.add(inc(WRITTEN + '.' + kind.name() + '.' + name, (Long) count)));
        return change(load, combine(counts));
    }

    Mono<Void> loaded(FileLoad load) {
        return end(load, State.LOADED);
    }

    Mono<Void> refused(FileLoad load, Problem problem, @Nullable Findings found) {
        return end(
                load,
                State.REFUSED,
                set(PROBLEM, document(problem)),
                found == null ? unset(FOUND) : set(FOUND, document(found)));
    }

    Mono<Void> failed(FileLoad load, Problem problem) {
        return end(load, State.FAILED, set(PROBLEM, document(problem)));
    }

    private Mono<Void> end(FileLoad load, State state, Bson... what) {
        var parts = new ArrayList<>(List.of(what));
        parts.add(set(STATE, state.name()));
        parts.add(set(ENDED_AT, Date.from(clock.instant())));
        parts.add(unset(UNDER_WAY));
        return change(load, combine(parts));
    }

    /** Fails once another instance has the load, so that whoever was taken for dead stops. */
    private Mono<Void> change(FileLoad load, Bson what) {
        return Mono.from(loads.updateOne(mine(load.id()), what))
                .flatMap(
                        result -> result.getMatchedCount() == 1 ? Mono.empty() : Mono.error(new Lease.LostException()));
    }

    private Bson mine(String id) {
        return and(eq(ID, id), lease.mine(), in(STATE, names(State.WAITING, State.CHECKING, State.WRITING)));
    }

    private static List<String> names(State... states) {
        return List.of(states).stream().map(State::name).toList();
    }

    private static Document document(Options options) {
        return new Document("dateOrder", options.dateOrder().name())
                .append("encoding", options.encoding().name())
                .append("keepGood", options.keepGood())
                .append("bothOrders", options.bothOrders());
    }

    private static Document document(Written written) {
        return new Document("created", written.created())
                .append("changed", written.changed())
                .append("unchanged", written.unchanged())
                .append("deleted", written.deleted())
                .append("leftAlone", written.leftAlone());
    }

    private static Document document(Findings found) {
        var rows = new Document();
        found.rows().forEach((kind, count) -> rows.append(kind.name(), count));
        return new Document("rows", rows)
                .append("refused", found.refused())
                .append("passwords", found.passwords())
                .append(
                        "listed",
                        found.listed().stream()
                                .map(row -> new Document("file", row.kind().name())
                                        .append("line", row.line())
                                        .append("code", row.code())
                                        .append("message", row.message()))
                                .toList());
    }

    private static Document document(Problem problem) {
        return new Document("code", problem.code()).append("message", problem.message());
    }

    private static FileLoad load(Document document) {
        var options = document.get(OPTIONS, Document.class);
        var reached = document.get(REACHED, Document.class);
        var problem = document.get(PROBLEM, Document.class);
        var found = document.get(FOUND, Document.class);
        var endedAt = document.getDate(ENDED_AT);
        return new FileLoad(
                document.getString(ID),
                new BusinessId(document.getString(BUSINESS)),
                document.getString(BY),
                document.getDate(AT).toInstant(),
                new Options(
                        DateOrder.valueOf(options.getString("dateOrder")),
                        Encoding.valueOf(options.getString("encoding")),
                        options.getBoolean("keepGood"),
                        options.getBoolean("bothOrders")),
                document.getInteger(CHUNKS),
                State.valueOf(document.getString(STATE)),
                reached == null
                        ? Position.START
                        : new Position(reached.getInteger("file"), reached.getInteger("chunks")),
                written(document.get(WRITTEN, new Document())),
                found == null ? null : findings(found),
                problem == null ? null : new Problem(problem.getString("code"), problem.getString("message")),
                endedAt == null ? null : endedAt.toInstant());
    }

    private static Map<FileKind, Written> written(Document document) {
        var written = new EnumMap<FileKind, Written>(FileKind.class);
        document.forEach((kind, counts) -> {
            var of = (Document) counts;
            written.put(
                    FileKind.valueOf(kind),
                    new Written(
                            of.getLong("created"),
                            of.getLong("changed"),
                            of.getLong("unchanged"),
                            of.getLong("deleted"),
                            of.getLong("leftAlone")));
        });
        return written;
    }

    private static Findings findings(Document document) {
        var rows = new EnumMap<FileKind, Long>(FileKind.class);
        document.get("rows", new Document()).forEach((kind, count) -> rows.put(FileKind.valueOf(kind), (Long) count));
        return new Findings(
                rows,
                document.getLong("refused"),
                document.getList("listed", Document.class).stream()
                        .map(row -> new Refused(
                                FileKind.valueOf(row.getString("file")),
                                row.getLong("line"),
                                row.getString("code"),
                                row.getString("message")))
                        .toList(),
                document.getLong("passwords"));
    }
}
