package com.pickatime.contacts.directory;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** By which ID each business knows its contacts: what its connection says. */
@Component
public class ContactIds {

    private final LatestSaid chosen;

    public ContactIds(MongoDatabase database) {
        this.chosen = new LatestSaid(database.getCollection("contact_ids"), "shown");
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
        return chosen.of(business).map(Shown::valueOf).defaultIfEmpty(Shown.SOURCE_ID);
    }

    /** Enters what a connection said, unless something newer is known. */
    Mono<Void> learn(BusinessId business, Shown shown, Instant occurredAt) {
        return chosen.learn(business, shown.name(), occurredAt);
    }
}
