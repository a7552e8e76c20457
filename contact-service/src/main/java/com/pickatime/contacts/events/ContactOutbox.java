package com.pickatime.contacts.events;

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
import com.pickatime.events.ContactEvent;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.topics.Topics;
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
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells on {@code contact.events} what people decided about contacts.
 *
 * <p>What is to be told is noted in the document that the decision changes, with that very change, and goes when the broker has
 * it: so a crash loses nothing, and what is told twice has the same id. The notes of one document are told in their order.
 */
@Component
public class ContactOutbox implements Indexed {

    private static final String PENDING = "pending";
    private static final String ID = "_id";
    private static final String EVENT_ID = "eventId";
    private static final String BUSINESS = "businessId";
    private static final String AT = "at";
    private static final String KIND = "kind";
    private static final String FIELDS = "fields";
    private static final String PENDING_AT = PENDING + '.' + AT;

    /** The collections of documents that decisions change. */
    private static final List<String> COLLECTIONS = List.of("contacts", "clearings", "adoptions");

    private static final Map<String, Schema> KINDS =
            ContactEvent.getClassSchema().getField("event").schema().getTypes().stream()
                    .collect(Collectors.toUnmodifiableMap(Schema::getName, kind -> kind));

    private static final String LEASE = "contact.events";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int AT_ONCE = 500;
    private static final int UNDER_WAY = 64;
    private static final String PART = "the look for what was decided about contacts";

    private final MongoDatabase database;
    private final EventPublisher events;
    private final Standstill standstill;
    private final Clock clock;
    private final Lease lease;

    public ContactOutbox(MongoDatabase database, EventPublisher events, Standstill standstill, Clock clock) {
        this.database = database;
        this.events = events;
        this.standstill = standstill;
        this.clock = clock;
        this.lease = Lease.byName(database, UUID.randomUUID().toString(), clock);
    }

    /** Few documents have anything to tell. */
    @Override
    public Mono<Void> createIndexes() {
        return Flux.fromIterable(COLLECTIONS)
                .map(database::getCollection)
                .concatMap(collection ->
                        collection.createIndex(Indexes.ascending(PENDING_AT), new IndexOptions().sparse(true)))
                .then();
    }

    /**
     * The part of a change that lets it be told.
     *
     * @param eventId the same whoever notes it and however often
     * @param what one of the kinds of {@link ContactEvent}
     */
    public Bson note(String eventId, BusinessId business, SpecificRecord what) {
        var fields = new Document();
        what.getSchema().getFields().forEach(field -> fields.append(field.name(), what.get(field.pos())));
        return Updates.push(
                PENDING,
                new Document(EVENT_ID, eventId)
                        .append(BUSINESS, business.value())
                        .append(AT, Date.from(clock.instant()))
                        .append(KIND, what.getSchema().getName())
                        .append(FIELDS, fields));
    }

    /** Tells what is to be told, unless another instance does it now. */
    @Scheduled(fixedDelayString = "${contacts.events.sweep:1s}")
    Mono<Void> tell() {
        return Flux.defer(() -> Flux.fromIterable(COLLECTIONS))
                .map(database::getCollection)
                .concatMap(this::tellOf)
                .then()
                .timeout(LONGEST)
                .doOnSuccess(done -> standstill.goesOn(PART))
                .onErrorResume(failure -> {
                    standstill.waits(PART, failure);
                    return Mono.empty();
                });
    }

    private Mono<Void> tellOf(MongoCollection<Document> collection) {
        return Mono.defer(() -> Mono.from(pending(collection).limit(1)))
                .flatMap(some -> lease.hold(LEASE, LONGEST, tellAll(collection)));
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
                .concatMap(note -> events.publish(Topics.CONTACT_EVENTS, note.getString(BUSINESS), event(note)))
                .then();
    }

    private static WriteModel<Document> told(Document document) {
        var ids = document.getList(PENDING, Document.class).stream()
                .map(note -> note.getString(EVENT_ID))
                .toList();
        return new UpdateOneModel<>(
                eq(ID, document.get(ID)), Updates.pull(PENDING, new Document(EVENT_ID, new Document("$in", ids))));
    }

    private static ContactEvent event(Document note) {
        var kind =
                Objects.requireNonNull(KINDS.get(note.getString(KIND)), "a kind of event that an earlier release knew");
        var fields = note.get(FIELDS, Document.class);
        var what = (SpecificRecord) SpecificData.get().newRecord(null, kind);
        // a note of an earlier release lacks what was added since
        kind.getFields()
                .forEach(field -> what.put(
                        field.pos(),
                        fields.containsKey(field.name())
                                ? fields.get(field.name())
                                : SpecificData.get().getDefaultValue(field)));
        return new ContactEvent(
                note.getString(EVENT_ID),
                note.getString(BUSINESS),
                note.getDate(AT).toInstant(),
                what);
    }
}
