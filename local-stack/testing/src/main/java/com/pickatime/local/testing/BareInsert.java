package com.pickatime.local.testing;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;

/** What a service has written, to be written again by nothing but bulk inserts: the fastest that anything could write it. */
public final class BareInsert {

    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final int BATCH = 1_000;
    private static final int AT_ONCE = 4;

    private final Map<String, Content> contents = new TreeMap<>();

    private record Content(List<RawBsonDocument> documents, List<IndexModel> indexes) {}

    private BareInsert() {}

    /** Remembers what these collections hold now that meets a filter, and their indexes. */
    public static BareInsert of(MongoDatabase from, Bson filter, Collection<String> collections) {
        var insert = new BareInsert();
        for (var name : collections) {
            insert.contents.put(name, new Content(documents(from, filter, name), indexes(from, name)));
        }
        return insert;
    }

    /** Shuffled, because records do not arrive in the order of their ids either. */
    private static List<RawBsonDocument> documents(MongoDatabase from, Bson filter, String collection) {
        var documents =
                new ArrayList<>(Objects.requireNonNull(Flux.from(from.getCollection(collection, RawBsonDocument.class)
                                .find(filter)
                                .batchSize(BATCH))
                        .collectList()
                        .block(LIMIT)));
        Collections.shuffle(documents, new Random(1));
        return documents;
    }

    private static List<IndexModel> indexes(MongoDatabase from, String collection) {
        return Objects.requireNonNull(Flux.from(from.getCollection(collection).listIndexes())
                .filter(index -> !"_id_".equals(index.getString("name")))
                .map(index -> new IndexModel(index.get("key", Document.class)))
                .collectList()
                .block(LIMIT));
    }

    /** How many documents it is. */
    public long documents() {
        return contents.values().stream()
                .mapToLong(content -> content.documents().size())
                .sum();
    }

    /** Writes them into a database that has none of these collections, and tells how long the inserts took, in seconds. */
    public double into(MongoDatabase to) {
        contents.forEach((name, content) -> {
            Flux.from(to.createCollection(name)).blockLast(LIMIT);
            Flux.fromIterable(content.indexes())
                    .concatMap(index -> to.getCollection(name).createIndexes(List.of(index)))
                    .blockLast(LIMIT);
        });
        long began = System.nanoTime();
        Flux.fromIterable(contents.entrySet())
                .concatMap(entry -> Flux.fromIterable(entry.getValue().documents())
                        .<WriteModel<RawBsonDocument>>map(InsertOneModel::new)
                        .buffer(BATCH)
                        .flatMap(
                                models -> to.getCollection(entry.getKey(), RawBsonDocument.class)
                                        .bulkWrite(models, new BulkWriteOptions().ordered(false)),
                                AT_ONCE))
                .blockLast(LIMIT);
        return (System.nanoTime() - began) / 1e9;
    }
}
