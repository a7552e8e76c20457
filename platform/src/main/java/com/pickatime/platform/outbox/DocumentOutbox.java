package com.pickatime.platform.outbox;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.serde.EventClasses;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells on a topic what became of documents.
 *
 * <p>What is to be told is noted in the document that a decision changes, with that very change, and goes when the broker has
 * it: so a crash loses nothing, and what is told twice has the same id. The notes of one document are told in their order.
 */
public final class DocumentOutbox {

    private static final String PENDING = "pending";
    private static final String ID = "_id";
    private static final String EVENT_ID = "eventId";
    private static final String BUSINESS = "businessId";
    private static final String OCCURRED_AT = "occurredAt";
    private static final String EVENT = "event";
    private static final String AT = "at";
    private static final String KIND = "kind";
    private static final String FIELDS = "fields";
    private static final String PENDING_AT = PENDING + '.' + AT;

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** {@link #tell} has ended by then, whatever happens. */
    public static final Duration LIMIT = LONGEST.plusMinutes(1);

    private static final int AT_ONCE = 500;
    private static final int UNDER_WAY = 64;

    static {
        EventClasses.trust();
    }

    private final Telling telling;
    private final Map<String, Schema> kinds;
    private final MongoDatabase database;
    private final EventPublisher events;
    private final Standstill standstill;
    private final Clock clock;
    private final Lease lease;

    /**
     * What is told where.
     *
     * @param topic whose key is the business id; also the name of the lease by which one instance tells at a time
     * @param envelope of its events: {@code eventId}, {@code businessId}, {@code occurredAt}, and {@code event}, a union of records
     * @param collections of the documents in which notes are
     * @param part as {@link Standstill#waits} takes it
     */
    public record Telling(String topic, Schema envelope, List<String> collections, String part) {}

    public DocumentOutbox(
            Telling telling, MongoDatabase database, EventPublisher events, Standstill standstill, Clock clock) {
        this.telling = telling;
        this.kinds = telling.envelope().getField(EVENT).schema().getTypes().stream()
                .collect(Collectors.toUnmodifiableMap(Schema::getName, kind -> kind));
        this.database = database;
        this.events = events;
        this.standstill = standstill;
        this.clock = clock;
        this.lease = Lease.byName(database, UUID.randomUUID().toString(), clock);
    }

    /** Few documents have anything to tell. */
    public Mono<Void> createIndexes() {
        return Flux.fromIterable(telling.collections())
                .map(database::getCollection)
                .concatMap(collection ->
                        collection.createIndex(Indexes.ascending(PENDING_AT), new IndexOptions().sparse(true)))
                .then();
    }

    /**
     * The part of a change that lets it be told.
     *
     * @param eventId the same whoever notes it and however often
     * @param what one of the kinds of event of the envelope
     */
    public Bson note(String eventId, BusinessId business, SpecificRecord what) {
        return Updates.push(
                PENDING,
                new Document(EVENT_ID, eventId)
                        .append(BUSINESS, business.value())
                        .append(AT, Date.from(clock.instant()))
                        .append(KIND, what.getSchema().getName())
                        .append(FIELDS, NotedFields.of(what)));
    }

    /** Tells what is to be told, unless another instance does it now; what stops it is reported and not thrown. */
    public Mono<Void> tell() {
        return Flux.defer(() -> Flux.fromIterable(telling.collections()))
                .map(database::getCollection)
                .concatMap(this::tellOf)
                .then()
                .timeout(LONGEST)
                .transform(work -> standstill.watch(telling.part(), work));
    }

    private Mono<Void> tellOf(MongoCollection<Document> collection) {
        return Mono.defer(() -> Mono.from(pending(collection).limit(1)))
                .flatMap(some -> lease.hold(telling.topic(), LONGEST, tellAll(collection)));
    }

    private Mono<Void> tellAll(MongoCollection<Document> collection) {
        return Flux.defer(() -> pending(collection).limit(AT_ONCE))
                .collectList()
                .flatMap(documents -> Flux.fromIterable(documents)
                        .flatMap(document -> tell(document).thenReturn(told(document)), UNDER_WAY)
                        .collectList()
                        .filter(told -> !told.isEmpty())
                        .flatMap(told -> Mono.from(collection.bulkWrite(told)))
                        .thenReturn(documents.size()))
                .repeat()
                .takeUntil(count -> count < AT_ONCE)
                .then();
    }

    private static FindPublisher<Document> pending(MongoCollection<Document> collection) {
        return collection.find(gt(PENDING_AT, new Date(0))).projection(new Document(PENDING, 1));
    }

    private Mono<Void> tell(Document document) {
        return Flux.fromIterable(document.getList(PENDING, Document.class))
                .concatMap(note -> events.publish(telling.topic(), note.getString(BUSINESS), event(note)))
                .then();
    }

    private static WriteModel<Document> told(Document document) {
        var ids = document.getList(PENDING, Document.class).stream()
                .map(note -> note.getString(EVENT_ID))
                .toList();
        return new UpdateOneModel<>(
                eq(ID, document.get(ID)), Updates.pull(PENDING, new Document(EVENT_ID, new Document("$in", ids))));
    }

    private SpecificRecord event(Document note) {
        var kind =
                Objects.requireNonNull(kinds.get(note.getString(KIND)), "a kind of event that an earlier release knew");
        var event = (SpecificRecord) SpecificData.get().newRecord(null, telling.envelope());
        put(event, EVENT_ID, note.getString(EVENT_ID));
        put(event, BUSINESS, note.getString(BUSINESS));
        put(event, OCCURRED_AT, note.getDate(AT).toInstant());
        put(event, EVENT, NotedFields.record(kind, note.get(FIELDS, Document.class)));
        return event;
    }

    private void put(SpecificRecord event, String field, Object value) {
        event.put(telling.envelope().getField(field).pos(), value);
    }
}
