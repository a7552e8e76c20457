package com.pickatime.sso.federation.store;

import com.pickatime.platform.ids.BusinessId;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of one business's identity provider.
 *
 * @param xml null until a first fetch succeeds
 * @param fetchedAt when the XML came; null without one
 * @param failure the last fetch, if it failed; null if it did not
 */
public record StoredMetadata(
        BusinessId businessId,
        URI url,
        @Nullable Binary xml,
        @Nullable Instant fetchedAt,
        @Nullable FailedFetch failure) {

    static StoredMetadata of(Document document) {
        return new StoredMetadata(
                new BusinessId(document.getString("_id")),
                URI.create(document.getString("url")),
                document.get("xml", Binary.class),
                instant(document.getDate("fetchedAt")),
                failure(document.get("failure", Document.class)));
    }

    static Document document(FailedFetch failure) {
        return new Document("code", failure.code())
                .append("explanation", failure.explanation())
                .append("at", Date.from(failure.at()));
    }

    private static @Nullable FailedFetch failure(@Nullable Document document) {
        return document == null
                ? null
                : new FailedFetch(
                        document.getString("code"),
                        document.getString("explanation"),
                        document.getDate("at").toInstant());
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
