package com.pickatime.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.testing.RunningService;
import com.pickatime.local.testing.TestStore;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class StoppingIT {

    /** Far below the 30 s for which Spring waits for requests, and with room for a machine that does other things. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String LONG_ID = "s".repeat(4_000);

    @Test
    void waitsForNobodyWhoTakesASourceIndexAndDoesNotReadIt() throws IOException {
        var service = RunningService.start(TestStore.freshDatabaseName());
        insertMoreThanFitsIntoTheSocketsBuffers(service);
        try (var reader = service.connect("/businesses/b/source-index")) {
            assertThat(reader.getInputStream().readNBytes(4_096)).hasSize(4_096);

            long start = System.nanoTime();
            service.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        }
    }

    private static void insertMoreThanFitsIntoTheSocketsBuffers(RunningService service) {
        Flux.fromStream(IntStream.range(0, 3_000).boxed())
                .map(i -> new Document("_id", "b:" + i + LONG_ID)
                        .append("sourceId", i + LONG_ID)
                        .append("present", true)
                        .append("hash", new Binary(new byte[16])))
                .buffer(500)
                .concatMap(some -> service.database().getCollection("contacts").insertMany(some))
                .blockLast(Duration.ofMinutes(1));
    }
}
