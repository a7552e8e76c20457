package com.pickatime.sso.accounts;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes the indexes on the thread that starts the service, before the first request. */
@Component
class AdministratorIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MongoDatabase database;

    AdministratorIndexes(MongoDatabase database) {
        this.database = database;
    }

    /** One account for each address at a business is the unique index's promise. */
    @Override
    public void afterSingletonsInstantiated() {
        var oneAccount = new IndexModel(
                Indexes.ascending(AdministratorFields.BUSINESS, AdministratorFields.EMAIL_HASH),
                new IndexOptions().unique(true));
        var byInvitation = new IndexModel(Indexes.ascending(AdministratorFields.INVITATION));
        Mono.from(database.getCollection(AdministratorFields.COLLECTION)
                        .createIndexes(List.of(oneAccount, byInvitation)))
                .then()
                .block(PATIENCE);
    }
}
