package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBackendTest {

    private static final String DATABASE = "school";

    @TempDir
    private Path directory;

    @Test
    void answersWhileALongCommandIsAtWorkOnAnotherCollection() throws Exception {
        var backend = new StoreBackend(Optional.of(directory), Clock.systemUTC());
        try {
            insert(backend, "contacts", "before");
            var contacts =
                    (StoreCollection) backend.openOrCreateDatabase(DATABASE).resolveCollection("contacts", true);
            Document answer;
            synchronized (contacts) {
                contacts.addDocument(new Document("_id", "unflushed"));
                answer = CompletableFuture.supplyAsync(() -> insert(backend, "orgs", "beside"))
                        .get(30, TimeUnit.SECONDS);
            }
            assertThat(answer).containsEntry("n", 1).doesNotContainKey("writeErrors");
        } finally {
            backend.close();
        }
    }

    private static Document insert(StoreBackend backend, String collection, String id) {
        var command = new Document("insert", collection).append("documents", List.of(new Document("_id", id)));
        return backend.handleCommand(new EmbeddedChannel(), DATABASE, "insert", command);
    }
}
