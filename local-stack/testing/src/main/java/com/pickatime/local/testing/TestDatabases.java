package com.pickatime.local.testing;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.IdCodecs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Fresh databases on every server that there is, for tests of what the store must do. */
public final class TestDatabases {

    private static final Map<String, MongoClient> CLIENTS = new ConcurrentHashMap<>();

    private TestDatabases() {}

    public static Stream<MongoDatabase> onEveryServer() {
        return TestStore.all().map(store -> fresh(store.uri()));
    }

    /** A fresh one on this server. */
    public static MongoDatabase on(TestStore store) {
        return fresh(store.uri());
    }

    public static MongoDatabase embedded() {
        return fresh(TestStore.embedded());
    }

    private static MongoDatabase fresh(String uri) {
        return CLIENTS.computeIfAbsent(uri, MongoClients::create)
                .getDatabase(TestStore.freshDatabaseName())
                .withCodecRegistry(IdCodecs.registry())
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadConcern(ReadConcern.MAJORITY);
    }
}
