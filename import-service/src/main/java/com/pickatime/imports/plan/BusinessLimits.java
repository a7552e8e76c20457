package com.pickatime.imports.plan;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.VersionedDocuments;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Every business's limits of the brake: its own ones, and for the rest the installation's. */
@Component
public class BusinessLimits {

    static final String PERCENT = "percent";
    static final String COUNT = "count";
    static final String SMALL_PERCENT = "smallPercent";
    static final String UPDATED_PERCENT = "updatedPercent";
    static final String UPDATED_COUNT = "updatedCount";

    private final VersionedDocuments documents;
    private final BrakeLimits installation;

    public BusinessLimits(MongoDatabase database, BrakeLimits installation) {
        this.documents = new VersionedDocuments(database.getCollection("brake_limits"));
        this.installation = installation;
    }

    /** The business's brake. */
    public Mono<Brake> brake(BusinessId businessId) {
        return find(businessId).map(own -> new Brake(with(own)));
    }

    /** What the business set itself; nothing in it of what it did not. */
    Mono<Document> find(BusinessId businessId) {
        return Mono.defer(() -> Mono.from(
                        documents.collection().find(eq("_id", businessId)).first()))
                .defaultIfEmpty(new Document());
    }

    /** As {@link VersionedDocuments#replace}. */
    Mono<Document> replace(BusinessId businessId, @Nullable String ifMatch, Document own) {
        return documents.replace(businessId, ifMatch, own);
    }

    /** The installation's limits with these in the place of theirs. */
    BrakeLimits with(Document own) {
        return new BrakeLimits(
                own.getInteger(PERCENT, installation.percent()),
                own.getInteger(COUNT, installation.count()),
                own.getInteger(SMALL_PERCENT, installation.smallPercent()),
                own.getInteger(UPDATED_PERCENT, installation.updatedPercent()),
                own.getInteger(UPDATED_COUNT, installation.updatedCount()));
    }
}
