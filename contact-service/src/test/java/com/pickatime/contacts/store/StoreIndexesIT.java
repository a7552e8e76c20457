package com.pickatime.contacts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

class StoreIndexesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areCreatedOnceHoweverOftenTheServiceStarts(MongoDatabase database) {
        new StoreIndexes(database).afterSingletonsInstantiated();
        new StoreIndexes(database).afterSingletonsInstantiated();

        assertThat(keys(database, "contacts"))
                .containsExactlyInAnyOrder(
                        new Document("_id", 1),
                        new Document("businessId", 1).append("roster.agents", 1),
                        new Document("businessId", 1).append("roster.words", 1),
                        new Document("businessId", 1).append("roster.byName", 1).append("_id", 1),
                        new Document("businessId", 1).append("roster.byKind", 1).append("_id", 1),
                        new Document("local.words", 1),
                        new Document("local.links.student", 1));
        assertThat(keys(database, "enrollments")).hasSize(3);
    }

    @Test
    void rangesRefuseABusinessIdThatReachesIntoAnother() {
        assertThatThrownBy(() -> BusinessRange.of(new BusinessId("a:b"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BusinessRange.after(new BusinessId("a:b"), "s"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Document> keys(MongoDatabase database, String collection) {
        return Flux.from(database.getCollection(collection).listIndexes())
                .map(index -> index.get("key", new Document()))
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
    }
}
