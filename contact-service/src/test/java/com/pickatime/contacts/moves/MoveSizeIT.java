package com.pickatime.contacts.moves;

import static com.pickatime.contacts.moves.Oak.OAK;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.testing.OwnStore;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.local.testing.ChildJvm;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.mongo.IdCodecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A map of a million source IDs, half of them to be parked before, in a heap of 256 MB. */
@Tag("slow")
class MoveSizeIT {

    private static final int PEOPLE = Integer.getInteger("moves.pairs", 1_000_000);
    private static final int BATCH = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(50);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void needsNoMoreMemoryForAMillionSourceIds() {
        try (var store = OwnStore.apart(directory)) {
            var database = TestStore.freshDatabaseName();
            insert(open(store.uri(), database));
            try (var moves = ChildJvm.start("256m", Moves.class, store.uri(), database, String.valueOf(PEOPLE))) {
                var line = moves.said("MOVED");
                System.out.println("MAP of " + PEOPLE + " source IDs: " + line);
                assertThat(line).contains("moved=" + PEOPLE + ' ').contains("refused=0 ");
            }
        }
    }

    private static MongoDatabase open(String uri, String database) {
        return MongoClients.create(uri).getDatabase(database).withCodecRegistry(IdCodecs.registry());
    }

    private static void insert(MongoDatabase database) {
        var unordered = new BulkWriteOptions().ordered(false);
        Flux.range(0, PEOPLE)
                .buffer(BATCH)
                .concatMap(some -> Mono.from(database.getCollection("contacts")
                                .bulkWrite(
                                        some.stream()
                                                .map(i -> insert(TestContacts.document(OAK.value(), "s" + i, true)
                                                        .append("revision", 1L)
                                                        .append("rosterRevision", 1L)
                                                        .append("removedRevision", 0L)))
                                                .toList(),
                                        unordered))
                        .then(Mono.from(database.getCollection("security_values")
                                .bulkWrite(
                                        some.stream()
                                                .map(i -> insert(new Document("_id", OAK + ":s" + i)
                                                        .append("businessId", OAK.value())
                                                        .append("sourceId", "s" + i)
                                                        .append("revision", 1L)
                                                        .append("present", true)
                                                        .append("hash", new Binary(new byte[16]))
                                                        .append(
                                                                "roster",
                                                                new Document(
                                                                        "birthDateHash", new Binary(new byte[16])))))
                                                .toList(),
                                        unordered))))
                .blockLast(LIMIT);
    }

    private static WriteModel<Document> insert(Document document) {
        return new InsertOneModel<>(document);
    }

    /** Applies a map by which the first half goes round by one, and the others get new source IDs. */
    static final class Moves {

        public static void main(String[] arguments) {
            ChildJvm.endWithParent();
            var oak = new Oak(open(arguments[0], arguments[1]), new MovableClock());
            oak.pairs.createIndexes().block(LIMIT);
            long start = System.nanoTime();
            long count = Objects.requireNonNull(oak.file
                    .read(OAK, "job", map(Integer.parseInt(arguments[2])))
                    .block(LIMIT));
            oak.moves.start(OAK, "job", null, count, "me").block(LIMIT);
            long read = System.nanoTime();
            oak.moves.sweep().block(LIMIT);
            var job = oak.job();
            System.out.printf(
                    "MOVED moved=%d refused=%d read=%ds move=%ds, heap at most %d MB%n",
                    job.moved(),
                    job.refused(),
                    TimeUnit.NANOSECONDS.toSeconds(read - start),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - read),
                    ChildJvm.peak());
            System.exit(0);
        }

        private static Flux<DataBuffer> map(int people) {
            int half = people / 2;
            return Flux.range(0, people / BATCH)
                    .map(batch -> IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                            .mapToObj(i -> "s" + i + ",s" + (i < half ? (i + 1) % half : i + people))
                            .collect(Collectors.joining("\n", "", "\n")))
                    .map(lines -> DefaultDataBufferFactory.sharedInstance.wrap(lines.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
