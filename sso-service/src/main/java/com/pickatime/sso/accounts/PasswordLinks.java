package com.pickatime.sso.accounts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.sso.secrets.RandomSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Links by which contacts choose a password, and parents who register too. The store keeps hashes of their tokens alone. */
@Repository
public class PasswordLinks implements Indexed {

    /** From the letter to the password. */
    static final Duration LASTS = Duration.ofHours(1);

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String CONTACT = "contactId";
    private static final String EMAIL = "email";
    private static final String REGISTRATION = "registration";

    private final MongoCollection<Document> collection;
    private final SealedEmails emails;
    private final FieldCipher cipher;
    private final Clock clock;

    PasswordLinks(MongoDatabase database, SealedEmails emails, FieldCipher cipher, Clock clock) {
        this.collection = database.getCollection("password_links");
        this.emails = emails;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * A new link.
     *
     * @param token 256 random bits, URL-safe; whoever has it can choose the password, and nothing here stores it
     */
    record Issued(String token, Instant endsAt) {

        @Override
        public String toString() {
            return "Issued";
        }
    }

    /** MongoDB removes old ones by itself; nothing relies on when. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(collection, Expiry.FIELD)
                .then(Mono.from(collection.createIndex(Indexes.ascending(BUSINESS, CONTACT))))
                .then();
    }

    Mono<Issued> issue(PasswordLink link) {
        return RandomSecrets.next().flatMap(token -> {
            var id = RandomSecrets.hash(token);
            var endsAt = clock.instant().plus(LASTS);
            var document = new Document(ID, id)
                    .append(BUSINESS, link.businessId())
                    .append(CONTACT, link.contact())
                    .append(EMAIL, emails.seal(link.businessId(), id, link.email()))
                    .append(Expiry.FIELD, Date.from(endsAt));
            if (link.registration() != null) {
                document.append(REGISTRATION, link.registration().seal(cipher, link.businessId(), id));
            }
            return Mono.from(collection.insertOne(document)).thenReturn(new Issued(token, endsAt));
        });
    }

    /** Looking does not use it up. Empty if it was used, has ended, or never was. */
    public Mono<PasswordLink> find(String token) {
        return read(Mono.from(collection.find(usable(token))));
    }

    /** Uses a token up, and with it all others of the contact; empty if it cannot be used (any more). */
    public Mono<PasswordLink> use(String token) {
        return read(Mono.from(collection.findOneAndDelete(usable(token))))
                .delayUntil(link -> Mono.from(
                        collection.deleteMany(and(eq(BUSINESS, link.businessId()), eq(CONTACT, link.contact())))));
    }

    private Mono<PasswordLink> read(Mono<Document> document) {
        return document.publishOn(Schedulers.boundedElastic()).map(found -> {
            var businessId = new BusinessId(found.getString(BUSINESS));
            var id = found.getString(ID);
            var registration = found.get(REGISTRATION, Binary.class);
            return new PasswordLink(
                    businessId,
                    new ContactId(found.getString(CONTACT)),
                    emails.open(businessId, id, found.get(EMAIL, Binary.class)),
                    registration == null ? null : Registration.open(cipher, businessId, id, registration));
        });
    }

    private Bson usable(String token) {
        return and(eq(ID, RandomSecrets.hash(token)), Expiry.isAfter(clock.instant()));
    }
}
