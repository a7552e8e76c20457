package com.pickatime.notifications.testing;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Empty databases on the stores that this machine can test against; one client for each store of this JVM. */
public final class Stores {

    private static final Map<String, MongoClient> CLIENTS = new ConcurrentHashMap<>();

    private Stores() {}

    public static MongoDatabase emptyDatabase(TestStore store) {
        return database(store.uri());
    }

    /** On the store inside this JVM. */
    public static MongoDatabase emptyDatabase() {
        return database(TestStore.embedded());
    }

    private static MongoDatabase database(String uri) {
        return CLIENTS.computeIfAbsent(uri, MongoClients::create).getDatabase(TestStore.freshDatabaseName());
    }
}
