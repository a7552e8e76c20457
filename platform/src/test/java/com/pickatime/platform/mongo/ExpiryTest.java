package com.pickatime.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.pickatime.platform.testing.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

@ParameterizedClass
@MethodSource("stores")
class ExpiryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2126-11-24T08:00:00Z");

    private final MongoCollection<Document> things;

    ExpiryTest(Store store) {
        this.things = store.freshDatabase().getCollection("things");
    }

    static Stream<Store> stores() {
        return Store.all();
    }

    @Test
    void asksForThoseThatEndLaterThanNow() {
        insert("over", NOW.minusMillis(1));
        insert("ends-now", NOW);
        insert("lives", NOW.plusMillis(1));
        Flux.from(things.insertOne(new Document("_id", "endless"))).blockLast(PATIENCE);

        var living = Flux.from(things.find(Expiry.isAfter(NOW)))
                .map(document -> document.getString("_id"))
                .collectList()
                .block(PATIENCE);

        assertThat(living).containsExactly("lives");
    }

    @Test
    void letsTheStoreRemoveADocumentAtTheDateInItsField() {
        Expiry.createIndex(things, Expiry.FIELD).block(PATIENCE);

        assertThat(expiring()).containsExactly(List.of(new Document(Expiry.FIELD, 1), 0L));
    }

    @Test
    void letsTheStoreRemoveADocumentSomeTimeAfterTheDateInItsField() {
        Expiry.createIndex(things, "receivedAt", Duration.ofDays(7).plusMillis(999))
                .block(PATIENCE);

        assertThat(expiring()).containsExactly(List.of(new Document("receivedAt", 1), 604_800L));
    }

    /** At every start of a service. */
    @Test
    void changesNothingWhereTheIndexIsThere() {
        Expiry.createIndex(things, Expiry.FIELD).block(PATIENCE);
        Expiry.createIndex(things, Expiry.FIELD).block(PATIENCE);

        assertThat(expiring()).hasSize(1);
    }

    private void insert(String id, Instant end) {
        Flux.from(things.insertOne(new Document("_id", id).append(Expiry.FIELD, Date.from(end))))
                .blockLast(PATIENCE);
    }

    /** The keys of each index by which documents end, and after how many seconds. */
    private List<List<Object>> expiring() {
        return Flux.from(things.listIndexes())
                .filter(index -> index.containsKey("expireAfterSeconds"))
                .map(index -> List.<Object>of(index.get("key"), ((Number) index.get("expireAfterSeconds")).longValue()))
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
