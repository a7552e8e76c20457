package com.pickatime.local.infrastructure.store;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An index whose documents end some time after the date in its field. */
record TtlIndex(String namespace, String field, Duration life) {

    /** Empty when the description is of an index without such a time. */
    static Optional<TtlIndex> of(Document description) {
        if (!(description.get("expireAfterSeconds") instanceof Number seconds)
                || !(description.get("key") instanceof Document key)) {
            return Optional.empty();
        }
        var field = key.keySet().iterator().next();
        var life = Duration.ofSeconds(seconds.longValue());
        return Optional.of(new TtlIndex(String.valueOf(description.get("ns")), field, life));
    }

    String collection(String databaseName) {
        return namespace.substring(databaseName.length() + 1);
    }

    /** Finds what has expired at this time. */
    Document expired(Instant now) {
        return new Document(field, new Document("$lte", now.minus(life)));
    }
}
