package com.pickatime.contacts.directory;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where the roster of each business is read: what its last import says. */
@Component
public class RosterOrigins {

    private final LatestSaid told;

    public RosterOrigins(MongoDatabase database) {
        this.told = new LatestSaid(database.getCollection("roster_origins"), "origin");
    }

    /** Where a roster is read, and is put right. */
    public enum Origin {
        CLASSLINK,
        /** The district's own OneRoster server. */
        DIRECT,
        /** Files that somebody uploads. */
        FILE,
        /** Of a business whose imports said nothing yet. */
        UNTOLD
    }

    public Mono<Origin> of(BusinessId business) {
        return told.of(business).map(Origin::valueOf).defaultIfEmpty(Origin.UNTOLD);
    }

    /** Enters what an import said, unless something newer is known. */
    Mono<Void> learn(BusinessId business, Origin origin, Instant occurredAt) {
        return told.learn(business, origin.name(), occurredAt);
    }
}
