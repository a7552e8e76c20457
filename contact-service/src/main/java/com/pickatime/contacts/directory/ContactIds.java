package com.pickatime.contacts.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** By which ID each business knows its contacts: what its connection says. */
@Component
public class ContactIds {

    private static final String ID = "_id";
    private static final String SHOWN = "shown";
    private static final String OCCURRED_AT = "occurredAt";

    private final MongoCollection<Document> chosen;

    public ContactIds(MongoDatabase database) {
        this.chosen = database.getCollection("contact_ids");
    }

    /** The ID that people see; where a contact lacks it, they see the other one. */
    public enum Shown {
        /** What the roster calls the person. */
        SOURCE_ID,
        /** The district's own number for the person. */
        IDENTIFIER;

        /** Null for a contact that has neither. */
        public @Nullable String of(@Nullable String sourceId, @Nullable String identifier) {
            var first = this == IDENTIFIER ? identifier : sourceId;
            return first == null ? (this == IDENTIFIER ? sourceId : identifier) : first;
        }
    }

    /** The source ID for a business whose connection said nothing yet. */
    public Mono<Shown> of(BusinessId business) {
        return Mono.from(chosen.find(eq(ID, business)).first())
                .map(document -> Shown.valueOf(document.getString(SHOWN)))
                .defaultIfEmpty(Shown.SOURCE_ID);
    }

    /** Enters what a connection said, unless something newer is known. */
    Mono<Void> learn(BusinessId business, Shown shown, Instant occurredAt) {
        var when = Date.from(occurredAt);
        var entry = Mono.from(chosen.updateOne(
                and(eq(ID, business), lt(OCCURRED_AT, when)),
                combine(set(SHOWN, shown.name()), set(OCCURRED_AT, when)),
                new UpdateOptions().upsert(true)));
        // finding nothing older, the store inserts; that fails on the id if what is known is as new
        return entry.onErrorResume(DuplicateKeys::isCauseOf, lostRace -> entry)
                .onErrorComplete(DuplicateKeys::isCauseOf)
                .then();
    }
}
