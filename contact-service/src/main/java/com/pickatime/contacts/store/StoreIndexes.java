package com.pickatime.contacts.store;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Creates the indexes that queries need, before the service listens to anything; existing ones are left alone. */
@Component
final class StoreIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RETRIES = 5;

    private final MongoDatabase database;

    StoreIndexes(MongoDatabase database) {
        this.database = database;
    }

    /** Waits on the starting thread, so that a store that stays away stops the service with its own message. */
    @Override
    public void afterSingletonsInstantiated() {
        Flux.concat(
                        index(RosterCollection.ENROLLMENTS, RosterFields.CLASS),
                        index(RosterCollection.ENROLLMENTS, RosterFields.USER),
                        index(RosterCollection.CONTACTS, RosterFields.AGENTS),
                        index(RosterCollection.CONTACTS, RosterFields.WORDS),
                        sparse(LocalFields.path(LocalFields.WORDS)),
                        inOrder(ListOrder.NAME),
                        inOrder(ListOrder.KIND),
                        sparse(ContactLink.STUDENT_PATH))
                .retryWhen(Retry.backoff(RETRIES, Duration.ofSeconds(1)))
                .blockLast(PATIENCE);
    }

    /** Few contacts have any, and what they have is of their business alone, so that all others need no entry. */
    private Mono<String> sparse(String field) {
        return Mono.from(database.getCollection(RosterCollection.CONTACTS.collectionName())
                .createIndex(Indexes.ascending(field), new IndexOptions().sparse(true)));
    }

    /** A page begins where the one before it ended, so the id, which decides between equals, is in the index too. */
    private Mono<String> inOrder(ListOrder order) {
        return Mono.from(database.getCollection(RosterCollection.CONTACTS.collectionName())
                .createIndex(Indexes.ascending(DocumentFields.BUSINESS, order.path(), DocumentFields.ID)));
    }

    private Mono<String> index(RosterCollection collection, String field) {
        return Mono.from(database.getCollection(collection.collectionName())
                .createIndex(Indexes.ascending(DocumentFields.BUSINESS, RosterFields.path(field))));
    }
}
