package com.pickatime.sso.accounts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes local administrators away, but not the last one who can sign in: then nobody could mend single sign-on.
 *
 * <p>Two who remove each other at the same moment must not both succeed. So each is first marked as leaving, and only then
 * are the others counted, without those who are leaving: of two marks one is written last, and that request sees both.
 */
@Component
public class AdministratorRemoval {

    /** What became of it. */
    public enum Outcome {
        REMOVED,
        UNKNOWN,
        LAST_ONE
    }

    /** A mark older than this belongs to a request that ended half way. */
    private static final Duration MARK_LASTS = Duration.ofMinutes(1);

    private final MongoCollection<Document> collection;
    private final Clock clock;

    AdministratorRemoval(MongoDatabase database, Clock clock) {
        this.collection = database.getCollection(AdministratorFields.COLLECTION);
        this.clock = clock;
    }

    /** For an operator, who can always invite somebody again. */
    public Mono<Outcome> removeEvenTheLast(BusinessId businessId, String id) {
        return Mono.from(collection.deleteOne(LocalAdministrators.one(businessId, id)))
                .map(result -> result.getDeletedCount() == 1 ? Outcome.REMOVED : Outcome.UNKNOWN);
    }

    /** For an administrator of the business. */
    public Mono<Outcome> remove(BusinessId businessId, String id) {
        var who = LocalAdministrators.one(businessId, id);
        var mark = set(AdministratorFields.LEAVING, Date.from(clock.instant()));
        return Mono.from(collection.findOneAndUpdate(who, mark))
                .flatMap(marked -> canBeSpared(businessId, marked))
                .flatMap(spared -> spared
                        ? removeEvenTheLast(businessId, id)
                        : Mono.from(collection.updateOne(who, unset(AdministratorFields.LEAVING)))
                                .thenReturn(Outcome.LAST_ONE))
                .defaultIfEmpty(Outcome.UNKNOWN);
    }

    private Mono<Boolean> canBeSpared(BusinessId businessId, Document marked) {
        if (!marked.containsKey(AdministratorFields.PASSWORD)) {
            return Mono.just(true);
        }
        var others = and(
                eq(AdministratorFields.BUSINESS, businessId),
                ne(AdministratorFields.ID, marked.getString(AdministratorFields.ID)),
                exists(AdministratorFields.PASSWORD),
                not(gt(AdministratorFields.LEAVING, Date.from(clock.instant().minus(MARK_LASTS)))));
        return Mono.from(collection.countDocuments(others)).map(count -> count > 0);
    }
}
