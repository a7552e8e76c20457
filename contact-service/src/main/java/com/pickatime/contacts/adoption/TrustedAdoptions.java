package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets what a business trusts the rules with be adopted by itself once an import is complete. */
@Component
public class TrustedAdoptions {

    static final String JOBS = "adoption_jobs";

    /** Of a business's job: an import was complete since the last one began. */
    static final String DUE = "trustedDue";

    /** Of a business's job: the rules that it trusts. */
    static final String RULES = "trustedRules";

    private final MongoCollection<Document> jobs;

    public TrustedAdoptions(MongoDatabase database) {
        this.jobs = database.getCollection(JOBS);
    }

    /**
     * Makes a report once no other job of the business runs, and adopts by itself what the rules found that the business trusts; a
     * business that trusts none is left alone. Saying it twice does no more than once.
     */
    public Mono<Void> importCompleted(BusinessId business) {
        return Mono.from(jobs.updateOne(and(eq("_id", business), exists(RULES + ".0")), set(DUE, true)))
                .then();
    }
}
