package com.pickatime.sso.signin.store;

import static com.pickatime.sso.signin.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.mongo.Indexed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ReplayStoreIT {

    static Stream<StoreFixture> onEveryServer() {
        return StoreFixture.onEveryServer();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void letsAMessageBeUsedOnce(StoreFixture fixture) {
        assertThat(use(fixture, "https://idp.example", "_a1")).isTrue();
        assertThat(use(fixture, "https://idp.example", "_a1")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void tellsMessagesAndIssuersApart(StoreFixture fixture) {
        assertThat(use(fixture, "https://idp.example", "_a1")).isTrue();
        assertThat(use(fixture, "https://idp.example", "_a2")).isTrue();
        assertThat(use(fixture, "https://other.example", "_a1")).isTrue();
        assertThat(use(fixture, "https://idp.example_", "a1")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void remembersLongerThanTheMessageIsGood(StoreFixture fixture) {
        assertThat(use(fixture, "https://idp.example", "_a1")).isTrue();

        fixture.pass(Duration.ofDays(1));

        assertThat(use(fixture, "https://idp.example", "_a1"))
                .as("only MongoDB itself forgets")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void findsOneFirstAmongManyAtOnce(StoreFixture fixture) {
        var use = fixture.messages()
                .use("https://idp.example", "_a1", fixture.instant().plusSeconds(60))
                .filter(first -> first);

        assertThat(StoreFixture.winners(use)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void isForgottenByTheStoreAtItsEnd(StoreFixture fixture) {
        for (var store : List.<Indexed>of(fixture.requests(), fixture.messages(), fixture.pending())) {
            store.createIndexes().block(StoreFixture.LIMIT);
        }

        for (var name : new String[] {"login_requests", "used_messages", "pending_sign_ins"}) {
            var indexes = Flux.from(fixture.database().getCollection(name).listIndexes())
                    .collectList()
                    .block(StoreFixture.LIMIT);
            assertThat(new ArrayList<>(Objects.requireNonNull(indexes)))
                    .as(name)
                    .anySatisfy(index -> {
                        assertThat(index.get("key", Document.class)).containsOnlyKeys("expireAt");
                        assertThat(index.get("expireAfterSeconds", Number.class).longValue())
                                .isZero();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("onEveryServer")
    void storesNothingReadable(StoreFixture fixture) {
        use(fixture, "https://idp.example", "_a1");

        var stored = await(Mono.from(
                fixture.database().getCollection("used_messages").find().first()));

        assertThat(stored.toJson()).doesNotContain("idp.example", "_a1");
    }

    private static boolean use(StoreFixture fixture, String issuer, String id) {
        return await(fixture.messages().use(issuer, id, fixture.instant().plusSeconds(60)));
    }
}
