package com.pickatime.sso.signin.store;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.sso.secrets.RandomSecrets;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Messages of identity providers that have done their work: a second one of the same ID is a replay (SAML 2.0 profiles,
 * section 4.1.4.5). Nothing but inserts, so that the database itself decides who was first.
 */
@Repository
public class ReplayStore implements Indexed {

    private final MongoCollection<Document> messages;

    ReplayStore(MongoDatabase database) {
        this.messages = database.getCollection("used_messages");
    }

    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(messages, Expiry.FIELD);
    }

    /**
     * Emits true for the first who uses the message, false for everybody after.
     *
     * @param until when the message would be refused anyway, grace time included; remembered till then at least
     */
    public Mono<Boolean> use(String issuer, String messageId, Instant until) {
        return Mono.from(messages.insertOne(
                        new Document("_id", id(issuer, messageId)).append(Expiry.FIELD, Date.from(until))))
                .thenReturn(true)
                .onErrorResume(DuplicateKeys::isCauseOf, replay -> Mono.just(false));
    }

    /** XML holds no NUL, so two different pairs never give one text. */
    private static String id(String issuer, String messageId) {
        return RandomSecrets.hash(issuer + '\0' + messageId);
    }
}
