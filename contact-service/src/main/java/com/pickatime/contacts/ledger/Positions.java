package com.pickatime.contacts.ledger;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The offset through which each partition of the roster topic has been applied.
 *
 * <p>Kept beside the data and not only in Kafka: a store that lost its last moments lost its last positions too, and so
 * knows what it needs again.
 */
@Component
public class Positions {

    /** The position of a partition of which nothing has been applied. */
    public static final long NOTHING = -1;

    private static final String ID = "_id";
    private static final String APPLIED_THROUGH = "appliedThrough";

    private final MongoCollection<Document> collection;

    Positions(MongoDatabase database) {
        this.collection = database.getCollection("positions");
    }

    /** All known positions by partition. */
    public Mono<Map<Integer, Long>> all() {
        return Flux.from(collection.find()).collectMap(Positions::partition, Positions::offset, TreeMap::new);
    }

    /** The known ones among these. */
    public Mono<Map<Integer, Long>> of(Collection<Integer> partitions) {
        return Flux.from(collection.find(in(ID, partitions))).collectMap(Positions::partition, Positions::offset);
    }

    /**
     * Moves positions on, each from where it was read.
     *
     * @param held what was read; a partition that is not in it was unknown
     */
    Mono<Void> move(Map<Integer, Long> held, Map<Integer, Long> next) {
        return Moves.make(
                collection,
                next.entrySet().stream()
                        .map(entry -> move(entry.getKey(), held.get(entry.getKey()), entry.getValue()))
                        .toList());
    }

    private static WriteModel<Document> move(int partition, @Nullable Long held, long next) {
        if (held == null) {
            return new InsertOneModel<>(new Document(ID, partition).append(APPLIED_THROUGH, next));
        }
        return new UpdateOneModel<>(
                and(eq(ID, partition), eq(APPLIED_THROUGH, held)),
                new Document("$set", new Document(APPLIED_THROUGH, next)));
    }

    private static Integer partition(Document document) {
        return document.getInteger(ID);
    }

    private static Long offset(Document document) {
        return document.getLong(APPLIED_THROUGH);
    }
}
