package com.pickatime.local.testing;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a service has written, to be written again by nothing but bulk inserts: the fastest that anything could write it. */
public final class BareInsert {

    private static final int BATCH = 1_000;
    private static final int AT_ONCE = 4;

    private final List<Content> contents;

    private record Content(String collection, List<RawBsonDocument> documents, List<IndexModel> indexes) {}

    private BareInsert(List<Content> contents) {
        this.contents = contents;
    }

    /** Remembers what these collections hold now that meets a filter, and their indexes. */
    public static Mono<BareInsert> of(MongoDatabase from, Bson filter, Collection<String> collections) {
        return Flux.fromIterable(collections)
                .concatMap(name -> Mono.zip(
                        documents(from, filter, name),
                        indexes(from, name),
                        (documents, indexes) -> new Content(name, documents, indexes)))
                .collectList()
                .map(BareInsert::new);
    }

    /** Shuffled, because records do not arrive in the order of their ids either. */
    private static Mono<List<RawBsonDocument>> documents(MongoDatabase from, Bson filter, String collection) {
        return Flux.from(from.getCollection(collection, RawBsonDocument.class)
                        .find(filter)
                        .batchSize(BATCH))
                .collectList()
                .doOnNext(documents -> Collections.shuffle(documents, new Random(1)));
    }

    private static Mono<List<IndexModel>> indexes(MongoDatabase from, String collection) {
        return Flux.from(from.getCollection(collection).listIndexes())
                .filter(index -> !"_id_".equals(index.getString("name")))
                .map(index -> new IndexModel(index.get("key", Document.class)))
                .collectList();
    }

    /** How many documents it is. */
    public long documents() {
        return contents.stream()
                .mapToLong(content -> content.documents().size())
                .sum();
    }

    /** Writes them into a database that has none of these collections, and tells how long the inserts took. */
    public Mono<Duration> into(MongoDatabase to) {
        return Flux.fromIterable(contents)
                .concatMap(content -> createdEmpty(to, content))
                .then(Flux.fromIterable(contents)
                        .concatMap(content -> inserted(to, content))
                        .count()
                        .elapsed()
                        .map(elapsed -> Duration.ofMillis(elapsed.getT1())));
    }

    private static Flux<?> createdEmpty(MongoDatabase to, Content content) {
        return Flux.from(to.createCollection(content.collection()))
                .thenMany(Flux.fromIterable(content.indexes()))
                .concatMap(index -> to.getCollection(content.collection()).createIndexes(List.of(index)));
    }

    private static Flux<BulkWriteResult> inserted(MongoDatabase to, Content content) {
        return Flux.fromIterable(content.documents())
                .<WriteModel<RawBsonDocument>>map(InsertOneModel::new)
                .buffer(BATCH)
                .flatMap(
                        models -> to.getCollection(content.collection(), RawBsonDocument.class)
                                .bulkWrite(models, new BulkWriteOptions().ordered(false)),
                        AT_ONCE);
    }
}
