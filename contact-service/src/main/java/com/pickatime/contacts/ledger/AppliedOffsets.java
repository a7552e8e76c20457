package com.pickatime.contacts.ledger;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.StoreFaults;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The offset through which each partition of the roster topic has been applied.
 *
 * <p>Kept beside the data and not only in Kafka: a store that lost its last moments lost its last offsets too, and so
 * knows what it needs again.
 */
@Component
public class AppliedOffsets {

    /** The applied offset of a partition of which nothing has been applied. */
    public static final long NOTHING = -1;

    private static final Logger log = LoggerFactory.getLogger(AppliedOffsets.class);

    private static final String ID = "_id";
    private static final String APPLIED_THROUGH = "appliedThrough";
    private static final String TOPIC = "topicId";
    private static final int RACES = 3;

    private final MongoCollection<Document> collection;

    AppliedOffsets(MongoDatabase database) {
        this.collection = database.getCollection("positions");
    }

    /** All known offsets by partition. */
    public Mono<Map<Integer, Long>> all() {
        return readable(collection.find()).collectMap(AppliedOffsets::partition, AppliedOffsets::offset, TreeMap::new);
    }

    /** The known ones among these. */
    public Mono<Map<Integer, Long>> of(Collection<Integer> partitions) {
        return readable(collection.find(in(ID, partitions)))
                .collectMap(AppliedOffsets::partition, AppliedOffsets::offset);
    }

    /** Without those that cannot be read: such a partition is read from its start, which changes nothing that is right. */
    private Flux<Document> readable(Publisher<Document> found) {
        return Flux.from(found)
                .concatMap(
                        document -> document.get(ID) instanceof Integer && document.get(APPLIED_THROUGH) instanceof Long
                                ? Mono.just(document)
                                : discard(document));
    }

    private Mono<Document> discard(Document document) {
        log.error(
                "position={} cannot be read and is forgotten: its partition is read from its start", document.get(ID));
        return Mono.from(collection.deleteOne(eq(ID, document.get(ID)))).then(Mono.empty());
    }

    /**
     * Advances offsets, each from what was read.
     *
     * @param stored what was read; a partition that is not in it was unknown
     */
    Mono<Void> advance(Map<Integer, Long> stored, Map<Integer, Long> next) {
        return BulkCompareAndSet.write(
                collection,
                next.entrySet().stream()
                        .map(entry -> compareAndSet(entry.getKey(), stored.get(entry.getKey()), entry.getValue()))
                        .toList());
    }

    /** Those among these whose offset is one in a topic that is not there any more. */
    Mono<Set<Integer>> ofAnotherTopic(String topicId, Collection<Integer> partitions) {
        return Flux.from(collection.find(and(in(ID, partitions), exists(TOPIC), ne(TOPIC, topicId))))
                .map(AppliedOffsets::partition)
                .collect(Collectors.toSet());
    }

    /** Of these partitions, nothing of this topic has been applied. */
    Mono<Void> reset(String topicId, Collection<Integer> partitions) {
        return Mono.from(collection.updateMany(
                        and(in(ID, partitions), ne(TOPIC, topicId)),
                        combine(set(APPLIED_THROUGH, NOTHING), set(TOPIC, topicId))))
                .then();
    }

    /** Notes of which topic these are, so that another topic of the same name is recognised. */
    Mono<Void> noteTopic(String topicId, Collection<Integer> partitions) {
        var notes = partitions.stream()
                .map(partition -> (WriteModel<Document>) new UpdateOneModel<Document>(
                        eq(ID, partition),
                        combine(set(TOPIC, topicId), setOnInsert(APPLIED_THROUGH, NOTHING)),
                        new UpdateOptions().upsert(true)))
                .toList();
        return notes.isEmpty()
                ? Mono.empty()
                : Mono.from(collection.bulkWrite(notes))
                        .retryWhen(Retry.max(RACES).filter(StoreFaults::isRace))
                        .then();
    }

    private static WriteModel<Document> compareAndSet(int partition, @Nullable Long stored, long next) {
        if (stored == null) {
            return new InsertOneModel<>(new Document(ID, partition).append(APPLIED_THROUGH, next));
        }
        return new UpdateOneModel<>(
                and(eq(ID, partition), eq(APPLIED_THROUGH, stored)),
                new Document("$set", new Document(APPLIED_THROUGH, next)));
    }

    private static Integer partition(Document document) {
        return document.getInteger(ID);
    }

    private static Long offset(Document document) {
        return document.getLong(APPLIED_THROUGH);
    }
}
