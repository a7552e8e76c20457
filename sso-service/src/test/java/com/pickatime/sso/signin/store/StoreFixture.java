package com.pickatime.sso.signin.store;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.Keysets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A fresh database with the stores on it, and a clock that the test moves. */
final class StoreFixture {

    static final Duration LIMIT = Duration.ofSeconds(30);
    private static final FieldCipher CIPHER = Keysets.generate().fieldCipher();

    private final TestStore store;
    private final MongoDatabase database;
    private final MovableClock clock = new MovableClock();

    private StoreFixture(TestStore store) {
        this.store = store;
        this.database = TestDatabases.on(store);
    }

    static Stream<StoreFixture> onEveryServer() {
        return TestStore.all().map(StoreFixture::new);
    }

    LoginRequests requests() {
        return new LoginRequests(database, clock);
    }

    ReplayStore messages() {
        return new ReplayStore(database);
    }

    PendingSignIns pending() {
        return new PendingSignIns(database, CIPHER, clock);
    }

    MongoDatabase database() {
        return database;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(LIMIT));
    }

    /** How many of 20 attempts at the same time brought something. */
    static <T> long winners(Mono<T> attempt) {
        return await(Flux.range(0, 20)
                .flatMap(i -> attempt.subscribeOn(Schedulers.boundedElastic()), 20)
                .count());
    }

    Instant instant() {
        return clock.instant();
    }

    @Override
    public String toString() {
        return store.name();
    }
}
