package com.pickatime.platform.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.pickatime.platform.testing.Store;
import com.pickatime.platform.web.ListPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ParameterizedClass
@MethodSource("stores")
class NewestFirstTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-08-01T10:00:00.123Z");
    private static final NewestFirst LATEST = new NewestFirst("at");

    private final MongoCollection<Document> documents;

    NewestFirstTest(Store store) {
        this.documents = store.freshDatabase().getCollection("things");
    }

    static Stream<Store> stores() {
        return Store.all();
    }

    @BeforeEach
    void some() {
        add("old", NOW.minusMillis(1), "oak");
        add("oak:a-1", NOW, "oak");
        add("oak:a-2", NOW, "oak");
        add("oak:a-3", NOW, "oak");
        add("new", NOW.plusMillis(1), "oak");
        add("other", NOW, "elm");
    }

    @Test
    void showsEachOnceHoweverSmallThePages() {
        for (int limit = 1; limit <= 6; limit++) {
            var seen = new ArrayList<String>();
            @Nullable String after = "";
            while (after != null) {
                var page = Objects.requireNonNull(
                        ListPage.of(oak(after), limit, NewestFirstTest::cursor).block(PATIENCE));
                assertThat(page.items()).hasSizeBetween(1, limit);
                page.items().forEach(found -> seen.add(found.getString("_id")));
                after = page.next();
            }
            assertThat(seen).as("pages of " + limit).containsExactly("new", "oak:a-3", "oak:a-2", "oak:a-1", "old");
        }
    }

    @Test
    void goesOnWhereItWasThoughTheLastOneIsGone() {
        var page = Objects.requireNonNull(
                ListPage.of(oak(""), 2, NewestFirstTest::cursor).block(PATIENCE));
        Mono.from(documents.deleteOne(eq("_id", "oak:a-3"))).block(PATIENCE);
        add("newer still", NOW.plusSeconds(1), "oak");

        assertThat(oak(Objects.requireNonNull(page.next()))
                        .map(found -> found.getString("_id"))
                        .collectList()
                        .block(PATIENCE))
                .containsExactly("oak:a-2", "oak:a-1", "old");
    }

    @Test
    void refusesWhatNoPageSaid() {
        for (var wrong : List.of("x", "1", "-a", "1-", "12345678901234567890-a")) {
            assertThatThrownBy(() -> LATEST.after(wrong)).isInstanceOf(ErrorResponseException.class);
        }
    }

    @Test
    void refusesPagesThatAreTooSmallOrTooLarge() {
        for (int wrong : List.of(0, 201)) {
            assertThatThrownBy(() -> ListPage.of(oak(""), wrong, NewestFirstTest::cursor))
                    .isInstanceOf(ErrorResponseException.class);
        }
    }

    private Flux<Document> oak(String after) {
        return Flux.from(
                documents.find(and(eq("business", "oak"), LATEST.after(after))).sort(LATEST.order()));
    }

    private static String cursor(Document document) {
        return NewestFirst.cursor(document.getDate("at").toInstant(), document.getString("_id"));
    }

    private void add(String id, Instant at, String business) {
        var document = new Document("_id", id).append("at", Date.from(at)).append("business", business);
        Mono.from(documents.insertOne(document)).block(PATIENCE);
    }
}
