package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;

/** A connection to one kind of server and an empty collection on it, for the contracts. */
abstract class StoreContract {

    final MongoCollection<Document> things;
    private final MongoClient client;
    private final MongoDatabase database;

    StoreContract(StoreServer server) {
        client = MongoClients.create(server.uri());
        database = client.getDatabase("contract_" + UUID.randomUUID().toString().replace("-", ""));
        things = database.getCollection("things");
    }

    @AfterEach
    void leaveNothingBehind() {
        database.drop();
        client.close();
    }

    final MongoClient client() {
        return client;
    }

    final MongoDatabase database() {
        return database;
    }

    /** By its code: each server has words of its own for it. */
    static void isDuplicateKey(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        MongoException.class,
                        refused -> assertThat(ErrorCategory.fromErrorCode(refused.getCode()))
                                .isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }

    static Document thing(Object id) {
        return new Document("_id", id);
    }

    final List<Object> ids(Bson filter) {
        return things.find(filter).map(found -> found.get("_id")).into(new ArrayList<>());
    }
}
