package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClients;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class TestStoreTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @MethodSource("com.pickatime.local.testing.TestStore#all")
    void isAServerThatAnswers(TestStore store) {
        try (var client = MongoClients.create(store.uri())) {
            var answer = Mono.from(
                            client.getDatabase(TestStore.freshDatabaseName()).runCommand(new Document("ping", 1)))
                    .block(LIMIT);

            assertThat(answer).containsEntry("ok", 1.0);
        }
    }

    @Test
    void isAlwaysTheEmbeddedOneToo() {
        assertThat(TestStore.all()).contains(new TestStore("embedded", TestStore.embedded()));
        assertThat(TestStore.embedded()).startsWith("mongodb://127.0.0.1:").isEqualTo(TestStore.embedded());
    }

    @Test
    void givesEachTestADatabaseName() {
        assertThat(TestStore.freshDatabaseName())
                .matches("test_[0-9a-f]{32}")
                .isNotEqualTo(TestStore.freshDatabaseName());
    }
}
