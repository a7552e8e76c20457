package com.pickatime.sso.accounts;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.Indexed;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The indexes of the collection that several classes write to. */
@Component
class AdministratorIndexes implements Indexed {

    private final MongoDatabase database;

    AdministratorIndexes(MongoDatabase database) {
        this.database = database;
    }

    /** One account for each address at a business is the unique index's promise. */
    @Override
    public Mono<Void> createIndexes() {
        var oneAccount = new IndexModel(
                Indexes.ascending(AdministratorFields.BUSINESS, AdministratorFields.EMAIL_HASH),
                new IndexOptions().unique(true));
        var byInvitation = new IndexModel(Indexes.ascending(AdministratorFields.INVITATION));
        return Mono.from(database.getCollection(AdministratorFields.COLLECTION)
                        .createIndexes(List.of(oneAccount, byInvitation)))
                .then();
    }
}
