package com.pickatime.local.infrastructure.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.pickatime.local.infrastructure.store.documents.DamagedStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRestartIT {

    private static final int BATCH = 100;

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private void inStore(Consumer<MongoCollection<Document>> work) {
        try (var store = LocalStore.start(Optional.of(directory), 0)) {
            withThings(store.connectionString(), work);
        }
    }

    private static void withThings(String uri, Consumer<MongoCollection<Document>> work) {
        try (var client = MongoClients.create(uri)) {
            work.accept(client.getDatabase("Rosters").getCollection("things"));
        }
    }

    @Test
    void remembersDocumentsAndIndexes() {
        inStore(things -> {
            things.createIndex(Indexes.ascending("email"), new IndexOptions().unique(true));
            things.createIndex(Indexes.ascending("school"));
            things.insertMany(List.of(
                    new Document("_id", 1).append("email", "a").append("school", "n"),
                    new Document("_id", 2).append("email", "b").append("school", "n")));
            things.deleteOne(eq("_id", 2));
        });

        inStore(things -> {
            assertThat(things.find(eq("school", "n"))).extracting("_id").containsExactly(1);
            assertThat(things.listIndexes())
                    .extracting("name")
                    .containsExactlyInAnyOrder("_id_", "email_1", "school_1");
            assertThatThrownBy(() -> things.insertOne(new Document("_id", 3).append("email", "a")))
                    .satisfies(StoreContract::isDuplicateKey);
            things.insertOne(new Document("_id", 3).append("email", "b"));
        });
    }

    @Test
    void forgetsWhatWasDropped() {
        inStore(things -> {
            things.insertOne(new Document("_id", 1));
            things.drop();
        });

        inStore(things -> assertThat(things.countDocuments()).isZero());
    }

    /** A writer goes on until the process is gone; what it was told is written must be there, in its indexes too. */
    @Test
    void losesNothingAcknowledgedWhenItIsKilled() throws Exception {
        var child = StoreChild.start(directory);
        var uri = child.inputReader().readLine();
        var acknowledged = new AtomicInteger();

        var writer = CompletableFuture.runAsync(() -> writeUntilTheEnd(uri, acknowledged));
        await().atMost(LIMIT).until(() -> writer.isDone() || acknowledged.get() >= 20 * BATCH);
        assertThat(acknowledged.get()).as("written while it was up").isGreaterThanOrEqualTo(20 * BATCH);
        child.destroyForcibly().waitFor();
        writer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        inStore(things -> {
            for (int i = 0; i < acknowledged.get(); i++) {
                assertThat(things.find(eq("_id", i)).first())
                        .as("document %s", i)
                        .isNotNull();
            }
            assertThat(things.countDocuments()).isBetween((long) acknowledged.get(), acknowledged.get() + (long) BATCH);
            assertThat(things.find(and(eq("kind", 3), eq("n", 13))).first()).containsEntry("_id", 13);
            assertThat(IntStream.range(0, 10)
                            .mapToLong(kind -> things.countDocuments(eq("kind", kind)))
                            .sum())
                    .isEqualTo(things.countDocuments());
        });
    }

    private static void writeUntilTheEnd(String uri, AtomicInteger acknowledged) {
        withThings(uri + "/?retryWrites=false&serverSelectionTimeoutMS=10000", things -> {
            try {
                things.createIndex(Indexes.ascending("kind", "n"));
                for (int next = 0; ; next += BATCH) {
                    things.insertMany(IntStream.range(next, next + BATCH)
                            .mapToObj(i -> new Document("_id", i)
                                    .append("kind", i % 10)
                                    .append("n", i)
                                    .append("filler", "x".repeat(300)))
                            .toList());
                    acknowledged.addAndGet(BATCH);
                }
            } catch (MongoException killed) {
                assertThat(killed).isNotNull();
            }
        });
    }

    @Test
    void keepsASecondStoreOutOfItsDirectory() {
        inStore(things -> assertThatThrownBy(() -> LocalStore.start(Optional.of(directory), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use by another store"));

        inStore(things -> assertThat(things.countDocuments()).isZero());
    }

    @Test
    void refusesToStartOnDamagedFiles() throws IOException {
        inStore(things -> things.insertOne(new Document("_id", 1).append("text", "x".repeat(100))));
        try (var files = Files.walk(directory)) {
            files.filter(file -> file.endsWith(Path.of("things", "000001.log"))).forEach(StoreRestartIT::damage);
        }

        assertThatThrownBy(() -> inStore(things -> {})).isInstanceOf(DamagedStoreException.class);
    }

    private static void damage(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
