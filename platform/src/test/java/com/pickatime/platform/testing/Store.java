package com.pickatime.platform.testing;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.infrastructure.store.LocalStore;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The stores that tests run against: the one inside this JVM, and the one that the environment names. */
public record Store(String name, MongoClient client) {

    private static final Store EMBEDDED =
            of("embedded", LocalStore.start(Optional.empty(), 0).connectionString());

    public static Stream<Store> all() {
        return Stream.concat(
                Stream.of(EMBEDDED),
                Stream.ofNullable(System.getenv("PICKATIME_TEST_MONGODB_URI")).map(uri -> of("named", uri)));
    }

    public MongoDatabase freshDatabase() {
        return client.getDatabase("test_" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static Store of(String name, String uri) {
        return new Store(name, MongoClients.create(uri));
    }

    @Override
    public String toString() {
        return name;
    }
}
