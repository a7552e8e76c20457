package com.pickatime.sso.signin.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Requests that identity providers have not answered yet. Each is answered once: taking it removes it. */
@Repository
public class LoginRequests implements Indexed {

    /** How long somebody may take to sign in at the identity provider. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MongoCollection<Document> requests;
    private final Clock clock;

    LoginRequests(MongoDatabase database, Clock clock) {
        this.requests = database.getCollection("login_requests");
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(requests, Expiry.FIELD);
    }

    public Mono<Void> add(LoginRequest request) {
        var now = clock.instant();
        return Mono.from(requests.insertOne(new Document("_id", request.id())
                        .append("businessId", request.businessId())
                        .append("browser", request.browser())
                        .append("purpose", request.purpose().name())
                        .append("returnTo", request.returnTo())
                        .append("createdAt", Date.from(now))
                        .append(Expiry.FIELD, Date.from(now.plus(PATIENCE)))))
                .then();
    }

    /** The business's request of this ID; empty if there is none, it took too long, or it was answered. */
    public Mono<LoginRequest> find(BusinessId businessId, String id) {
        return Mono.from(requests.find(waiting(businessId, id)).first()).map(LoginRequests::request);
    }

    /** The same, and nobody gets it after that; of several who take it at once, one gets it. */
    public Mono<LoginRequest> take(BusinessId businessId, String id) {
        return Mono.from(requests.findOneAndDelete(waiting(businessId, id))).map(LoginRequests::request);
    }

    private Bson waiting(BusinessId businessId, String id) {
        return and(eq("_id", id), eq("businessId", businessId), Expiry.isAfter(clock.instant()));
    }

    private static LoginRequest request(Document document) {
        return new LoginRequest(
                document.getString("_id"),
                new BusinessId(document.getString("businessId")),
                document.getString("browser"),
                LoginPurpose.valueOf(document.getString("purpose")),
                document.getString("returnTo"));
    }
}
