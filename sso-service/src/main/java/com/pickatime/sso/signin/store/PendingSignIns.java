package com.pickatime.sso.signin.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.sso.secrets.RandomSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What an identity provider said of somebody, until the browser that asked comes for it with its ticket, once.
 *
 * <p>The content is sealed: it is personal data, and nobody needs to search in it.
 */
@Repository
public class PendingSignIns implements Indexed {

    /** A browser follows a redirect at once; the rest is for a person who is asked something. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MongoCollection<Document> pending;
    private final FieldCipher cipher;
    private final Clock clock;

    PendingSignIns(MongoDatabase database, FieldCipher cipher, Clock clock) {
        this.pending = database.getCollection("pending_sign_ins");
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * Who may come for it.
     *
     * @param browser hash of the secret that only that browser has
     */
    public record Claimant(BusinessId businessId, LoginPurpose purpose, String browser) {}

    /**
     * Somebody who comes for it.
     *
     * @param browsers hashes of all the secrets that the browser showed
     */
    public record Claim(BusinessId businessId, LoginPurpose purpose, Set<String> browsers, String ticket) {

        /** Without the ticket, which is as good as a password. */
        @Override
        public String toString() {
            return "Claim[" + businessId + ", " + purpose + "]";
        }
    }

    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(pending, Expiry.FIELD);
    }

    /** Keeps {@code content} and emits the ticket for it. */
    public Mono<String> keep(Claimant claimant, String content) {
        return RandomSecrets.next()
                .flatMap(ticket ->
                        insert(claimant, RandomSecrets.hash(ticket), content).thenReturn(ticket));
    }

    /** The content, which stays; empty if the ticket is unknown, used, too old or not this browser's. */
    public Mono<String> look(Claim claim) {
        return Mono.from(pending.find(mine(claim)).first()).flatMap(this::open);
    }

    /** The content, which nobody gets after that; a browser that it does not belong to takes nothing away. */
    public Mono<String> take(Claim claim) {
        return Mono.from(pending.findOneAndDelete(mine(claim))).flatMap(this::open);
    }

    private Mono<Void> insert(Claimant claimant, String id, String content) {
        return Mono.fromCallable(() -> cipher.seal(claimant.businessId(), id, "content", content))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(ciphertext -> Mono.from(pending.insertOne(new Document("_id", id)
                        .append("businessId", claimant.businessId())
                        .append("purpose", claimant.purpose().name())
                        .append("browser", claimant.browser())
                        .append("content", new Binary(ciphertext))
                        .append(Expiry.FIELD, Date.from(clock.instant().plus(PATIENCE))))))
                .then();
    }

    private Mono<String> open(Document document) {
        return Mono.fromCallable(() -> cipher.open(
                        new BusinessId(document.getString("businessId")),
                        document.getString("_id"),
                        "content",
                        document.get("content", Binary.class).getData()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Bson mine(Claim claim) {
        return and(
                eq("_id", RandomSecrets.hash(claim.ticket())),
                eq("businessId", claim.businessId()),
                eq("purpose", claim.purpose().name()),
                in("browser", claim.browsers()),
                Expiry.isAfter(clock.instant()));
    }
}
