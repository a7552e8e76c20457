package com.pickatime.contacts.sourceindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.testing.OwnStore;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.local.testing.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** How long the index of a large district takes, in a process that could not hold it. */
@Tag("slow")
class SourceIndexSpeedIT {

    private static final int ENTRIES = 500_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void streamsHalfAMillionEntries() {
        try (var store = OwnStore.in(directory);
                var service = RunningService.startOn(store.uri(), TestStore.freshDatabaseName(), Map.of())) {
            fill(service.database());

            long start = System.nanoTime();
            var lines = service.stream("/businesses/b/source-index")
                    .map(text -> text.chars().filter(letter -> letter == '\n').count())
                    .reduce(0L, Long::sum)
                    .block(LIMIT);
            double seconds = (System.nanoTime() - start) / 1e9;

            System.out.printf(
                    "SPEED source index: %,d lines in %.1f s, %,.0f lines/s%n",
                    lines, seconds, Objects.requireNonNull(lines) / seconds);
            assertThat(lines).isEqualTo(ENTRIES + 2);
            assertThat(seconds).isLessThan(30);
        }
    }

    private static void fill(MongoDatabase database) {
        Flux.range(0, ENTRIES)
                .map(i -> new BsonDocument("_id", new BsonString("b:enrollment-" + i))
                        .append("businessId", new BsonString("b"))
                        .append("sourceId", new BsonString("enrollment-" + i))
                        .append("present", BsonBoolean.TRUE)
                        .append("hash", new BsonBinary(new byte[16]))
                        .append(
                                "roster",
                                new BsonDocument("classSourceId", new BsonString("class-" + i % 1_000))
                                        .append("userSourceId", new BsonString("student-" + i / 5))
                                        .append("role", new BsonString("STUDENT"))))
                .buffer(2_000)
                .concatMap(documents -> database.getCollection("enrollments", BsonDocument.class)
                        .insertMany(documents))
                .blockLast(LIMIT);
    }
}
