package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.RenameCollectionOptions;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LocalStoreIT {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private LocalStore store;
    private MongoClient client;
    private MongoCollection<Document> things;

    @BeforeEach
    void start() {
        store = LocalStore.start(Optional.empty(), 0, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(20));
        client = MongoClients.create(store.connectionString());
        things = client.getDatabase("store").getCollection("things");
    }

    @AfterEach
    void stop() {
        client.close();
        store.close();
    }

    @Test
    void removesWhatItsTtlIndexSaysHasExpired() {
        things.createIndex(Indexes.ascending("usedAt"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        things.insertMany(List.of(
                new Document("_id", "old").append("usedAt", Date.from(NOW.minusSeconds(61))),
                new Document("_id", "young").append("usedAt", Date.from(NOW.minusSeconds(59))),
                new Document("_id", "none"),
                new Document("_id", "text").append("usedAt", "long ago")));

        await().untilAsserted(
                        () -> assertThat(things.find(Filters.eq("_id", "old"))).isEmpty());
        assertThat(things.find()).extracting("_id").containsExactlyInAnyOrder("young", "none", "text");
    }

    @Test
    void refusesIndexesThatItWouldNotHonour() {
        var partial = new IndexOptions().unique(true).partialFilterExpression(Filters.exists("email"));

        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("email"), partial))
                .isInstanceOf(MongoCommandException.class)
                .hasMessageContaining("partialFilterExpression");
    }

    @Test
    void renamesNoCollectionAndDropsNoneForIt() {
        things.insertOne(new Document("_id", 1));
        var target = things.getNamespace();
        var other = client.getDatabase("store").getCollection("other");
        other.insertOne(new Document("_id", 1));

        assertThatThrownBy(() -> other.renameCollection(target, new RenameCollectionOptions().dropTarget(true)))
                .isInstanceOf(MongoCommandException.class)
                .hasMessageContaining("renames no collections");
        assertThat(things.countDocuments()).isEqualTo(1);
    }

    @Test
    void refusesUpdatesByPipeline() {
        assertThatThrownBy(() -> things.updateMany(new Document(), List.of(new Document("$set", new Document("a", 1)))))
                .hasMessageContaining("no updates by pipeline");
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(store.connectionString()).startsWith("mongodb://127.0.0.1:");
    }

    @Test
    void failsToStartOnATakenPort() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));

            assertThatThrownBy(() -> LocalStore.start(Optional.empty(), taken.getLocalPort()))
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void keepsDocumentsOutOfTheLogWhenACommandFails() {
        var log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try {
            var secret = new Document("birthDate", "2012-04-12");
            things.insertOne(new Document(secret));
            assertThatThrownBy(() -> client.getDatabase("store").runCommand(new Document("mystery", secret)));
            var nonsense = new Document("find", "things").append("filter", "2012-04-12");
            assertThatThrownBy(() -> client.getDatabase("store").runCommand(nonsense));
            assertThatThrownBy(() -> things.find(new Document("$expr", new Document("$no", secret)))
                    .first());
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list).noneMatch(line -> line.getFormattedMessage().contains("2012-04-12"));
    }
}
