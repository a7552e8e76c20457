package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what an import does to the store; the limits are far below what a quiet machine reaches. */
@Tag("slow")
class StoreThroughputTest {

    private static final Logger log = LoggerFactory.getLogger(StoreThroughputTest.class);
    private static final int BATCH = 1000;
    private static final int SIZE = 500_000;
    private static final int SAMPLE = 50_000;
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    @TempDir
    private Path directory;

    @Test
    void keepsItsPaceAsItGrows() {
        try (var store = LocalStore.start(Optional.of(directory), 0);
                var client = MongoClients.create(store.connectionString())) {
            var contacts = contacts(client);
            contacts.createIndex(Indexes.ascending("businessId", "classId"));
            var size = 0;
            for (var target : List.of(10_000, 100_000, SIZE)) {
                var inserted = rate("insert", target, size, target, from -> insert(contacts, from));
                var random = new Random(target);
                var updated =
                        rate("guarded upsert", target, 0, SAMPLE, from -> upsert(contacts, ids(random, target), 2));
                rate("stale upsert", target, 0, SAMPLE, from -> upsert(contacts, ids(random, target), 1));
                rate("find by class", target, 0, 1000, from -> find(contacts, random));
                size = target;
                assertThat(inserted).as("inserts per second").isGreaterThan(5000);
                assertThat(updated).as("guarded upserts per second").isGreaterThan(5000);
            }
            System.gc();
            log.warn("heap in use with {} documents: {} MB", SIZE, usedHeap());
        }
        var start = System.nanoTime();
        try (var store = LocalStore.start(Optional.of(directory), 0);
                var client = MongoClients.create(store.connectionString())) {
            log.warn("restart with {} documents: {} ms", SIZE, (System.nanoTime() - start) / 1_000_000);
            assertThat(contacts(client).estimatedDocumentCount()).isEqualTo(SIZE);
            var streaming = System.nanoTime();
            assertThat(streamed(contacts(client))).isEqualTo(SIZE);
            log.warn("stream of {} documents: {} ms", SIZE, (System.nanoTime() - streaming) / 1_000_000);
        }
    }

    private static MongoCollection<Document> contacts(MongoClient client) {
        return client.getDatabase("throughput").getCollection("contacts");
    }

    private static int streamed(MongoCollection<Document> contacts) {
        var count = 0;
        for (var ignored : contacts.find(Filters.gte("_id", "business-7:"))) {
            count++;
        }
        return count;
    }

    private static double rate(String what, int size, int from, int to, IntConsumer batch) {
        var start = System.nanoTime();
        for (int at = from; at < to; at += BATCH) {
            batch.accept(at);
        }
        var rate = (to - from) * 1e9 / (System.nanoTime() - start);
        log.warn("{} at {} documents: {}/s", what, size, Math.round(rate));
        return rate;
    }

    private static void insert(MongoCollection<Document> contacts, int from) {
        var batch = new ArrayList<Document>();
        for (int i = from; i < from + BATCH; i++) {
            batch.add(contact(i));
        }
        contacts.insertMany(batch);
    }

    private static List<Integer> ids(Random random, int size) {
        return random.ints(BATCH, 0, size).distinct().boxed().toList();
    }

    private static void upsert(MongoCollection<Document> contacts, List<Integer> ids, long revision) {
        var batch = ids.stream()
                .map(i -> new UpdateOneModel<Document>(
                        Filters.and(Filters.eq("_id", id(i)), Filters.lt("revision", revision)),
                        Updates.combine(
                                Updates.set("revision", revision),
                                Updates.set("familyName", "Changed-" + i),
                                Updates.setOnInsert("createdBy", "test")),
                        UPSERT))
                .toList();
        try {
            contacts.bulkWrite(batch, UNORDERED);
        } catch (MongoBulkWriteException stale) {
            assertThat(stale.getWriteErrors()).allMatch(error -> error.getCode() == 11000);
        }
    }

    private static void find(MongoCollection<Document> contacts, Random random) {
        for (int i = 0; i < BATCH; i++) {
            var filter =
                    Filters.and(Filters.eq("businessId", "business-7"), Filters.eq("classId", random.nextInt(500)));
            assertThat(contacts.find(filter).first()).isNotNull();
        }
    }

    private static String id(int i) {
        return "business-7:" + Integer.toHexString(Integer.reverse(i)) + "-a1b2-c3d4";
    }

    private static Document contact(int i) {
        return new Document("_id", id(i))
                .append("businessId", "business-7")
                .append("classId", i % 500)
                .append("givenName", "Given" + i)
                .append("familyName", "Family" + i)
                .append("email", "person" + i + "@district.example.org")
                .append("accessLevel", "CUSTOMER")
                .append("active", true)
                .append("schools", List.of("school-" + i % 40))
                .append("security", "0123456789abcdef0123456789abcdef0123456789abcdef")
                .append("hash", "fedcba9876543210fedcba9876543210")
                .append("revision", 1L);
    }

    private static long usedHeap() {
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
