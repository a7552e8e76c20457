package com.pickatime.imports.doubles;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.mongo.Indexed;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Empty databases for tests of store code. */
public final class TestDatabase {

    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Map<String, MongoClient> CLIENTS = new ConcurrentHashMap<>();

    private TestDatabase() {}

    public static MongoDatabase on(TestStore store) {
        return CLIENTS.computeIfAbsent(store.uri(), MongoClients::create).getDatabase(TestStore.freshDatabaseName());
    }

    public static MongoDatabase embedded() {
        return on(new TestStore("embedded", TestStore.embedded()));
    }

    public static void createIndexes(Indexed... collections) {
        for (var collection : collections) {
            collection.createIndexes().block(LIMIT);
        }
    }
}
