package com.pickatime.platform.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.pickatime.platform.web.EntityTags;
import com.pickatime.platform.web.Problems;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/**
 * Documents that are replaced as a whole, and where it is asked for only as whoever replaces one has seen it.
 *
 * <p>A version is never given twice, also not to a document that was deleted and made anew.
 */
public record VersionedDocuments(MongoCollection<Document> collection) {

    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final String NONE = "0";

    /** Names the version of a document as an HTTP entity tag; null of one that is not there. */
    public static String tag(@Nullable Document document) {
        var version = document == null ? null : document.getString(VERSION);
        return '"' + (version == null ? NONE : version) + '"';
    }

    /**
     * Fails with a 412 problem if the document is another version than was meant.
     *
     * @param ifMatch the header If-Match; null for whatever it is by now
     */
    public Mono<Void> require(Object id, @Nullable String ifMatch) {
        return read(id, ifMatch).then();
    }

    /**
     * Puts another document in the place of the one with this id, or where there is none; emits it with its version. Fails as
     * {@link #require} does, also when somebody else is first in this very moment.
     */
    public Mono<Document> replace(Object id, @Nullable String ifMatch, Document wanted) {
        return read(id, ifMatch)
                .flatMap(now -> {
                    var next = new Document(wanted).append(ID, id).append(VERSION, new ObjectId().toHexString());
                    return Mono.from(collection.replaceOne(
                                    and(eq(ID, id), eq(VERSION, now.getString(VERSION))),
                                    next,
                                    new ReplaceOptions().upsert(true)))
                            .thenReturn(next);
                })
                // whoever wrote it in between has left another version, on which it is tried again
                .retryWhen(LostRaces.retry());
    }

    private Mono<Document> read(Object id, @Nullable String ifMatch) {
        return Mono.defer(() -> Mono.from(collection.find(eq(ID, id)).first()))
                .defaultIfEmpty(new Document())
                .doOnNext(now -> {
                    if (!EntityTags.isMeant(ifMatch, tag(now))) {
                        throw changed();
                    }
                });
    }

    private static ErrorResponseException changed() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "Somebody else changed these settings since you looked at them. Get them again, and repeat the change with"
                        + " their new ETag if it is still what you want.");
    }
}
