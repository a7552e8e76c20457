package com.pickatime.sso.signin.store;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.Keysets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A fresh database with the stores on it, and a clock that the test moves. */
final class StoreFixture extends Clock {

    static final Duration LIMIT = Duration.ofSeconds(30);
    private static final FieldCipher CIPHER = Keysets.generate().fieldCipher();
    private static final Map<String, MongoClient> CLIENTS = new ConcurrentHashMap<>();

    private final TestStore store;
    private final MongoDatabase database;
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    private StoreFixture(TestStore store) {
        this.store = store;
        this.database = CLIENTS.computeIfAbsent(store.uri(), MongoClients::create)
                .getDatabase(TestStore.freshDatabaseName())
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadConcern(ReadConcern.MAJORITY);
    }

    static Stream<StoreFixture> onEveryServer() {
        return TestStore.all().map(StoreFixture::new);
    }

    LoginRequests requests() {
        return new LoginRequests(database, this);
    }

    UsedMessages messages() {
        return new UsedMessages(database);
    }

    PendingSignIns pending() {
        return new PendingSignIns(database, CIPHER, this);
    }

    MongoDatabase database() {
        return database;
    }

    void pass(Duration time) {
        now = now.plus(time);
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

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public String toString() {
        return store.name();
    }
}
