package com.pickatime.imports.store;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The documents of a collection that all businesses share, each read by itself: one that cannot be read is its own
 * business's trouble. It is passed over and told in the log, once for each start of this instance.
 */
public final class ReadableDocuments<T> {

    private static final Logger log = LoggerFactory.getLogger(ReadableDocuments.class);

    private final MongoCollection<RawBsonDocument> raw;
    private final Codec<T> codec;
    private final String businessField;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Documents of {@code collection}.
     *
     * @param businessField where they name their business
     */
    public ReadableDocuments(MongoCollection<T> collection, String businessField) {
        this.raw = collection.withDocumentClass(RawBsonDocument.class);
        this.codec = collection.getCodecRegistry().get(collection.getDocumentClass());
        this.businessField = businessField;
    }

    /** All that match and can be read, by {@code _id}. */
    public Flux<T> find(Bson filter) {
        return find(filter, found -> found.sort(Sorts.ascending("_id")));
    }

    /** All that match and can be read. */
    public Flux<T> find(Bson filter, UnaryOperator<FindPublisher<RawBsonDocument>> how) {
        return Flux.defer(() -> how.apply(raw.find(filter))).concatMap(this::read);
    }

    private Mono<T> read(RawBsonDocument document) {
        return Mono.fromCallable(() -> document.decode(codec)).onErrorResume(failure -> {
            var id = text(document, "_id");
            if (told.add(id)) {
                // what the codec says may quote the document, so its kind has to do
                log.error(
                        "business={} document={}/{} cannot be read ({}) and is passed over, so nothing more happens to it."
                                + " Mend it or delete it in the database, then restart this service.",
                        text(document, businessField),
                        raw.getNamespace().getCollectionName(),
                        id,
                        failure.getClass().getSimpleName());
            }
            return Mono.empty();
        });
    }

    private static String text(RawBsonDocument document, String field) {
        BsonValue value = document.get(field);
        return value != null && value.isString() ? value.asString().getValue() : "unknown";
    }
}
