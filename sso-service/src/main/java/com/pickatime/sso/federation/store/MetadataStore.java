package com.pickatime.sso.federation.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The metadata of every business's identity provider, one for all instances.
 *
 * <p>{@code askedAt} is when somebody last set out to fetch it, {@code dueAt} when somebody shall again. Every write names
 * the address as well as the business, so that a fetch that ends late writes nothing over another address's metadata.
 */
@Repository
public class MetadataStore implements Indexed {

    private static final Logger log = LoggerFactory.getLogger(MetadataStore.class);

    private final MongoCollection<Document> collection;

    public MetadataStore(MongoDatabase database) {
        this.collection = database.getCollection("idp_metadata");
    }

    /** Makes the index of the background refresh; correctness does not hang on it. */
    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(collection.createIndex(Indexes.ascending("dueAt"))).then();
    }

    /** What is held from this very address; empty if nothing ever was asked of it. */
    public Mono<StoredMetadata> find(MetadataKey key) {
        return Mono.from(collection.find(same(key)).limit(1)).map(StoredMetadata::of);
    }

    /** Everything that was fetched at least once; what cannot be read is told in the log and left out. */
    public Flux<StoredMetadata> all() {
        return Flux.from(collection.find(exists("xml"))).concatMap(MetadataStore::readable);
    }

    /**
     * Takes it on to fetch, if nobody did after {@code before}; forgets what another address of the business served.
     *
     * @return whether it is the caller's to fetch
     */
    public Mono<Boolean> claim(MetadataKey key, Instant now, Instant before) {
        var claim = collection.updateOne(
                and(same(key), lte("askedAt", Date.from(before))),
                combine(set("askedAt", Date.from(now)), setOnInsert("dueAt", Date.from(now))),
                new UpdateOptions().upsert(true));
        return Mono.from(collection.deleteOne(
                        and(eq("_id", key.businessId()), ne("url", key.url().toString()))))
                .then(Mono.from(claim))
                .thenReturn(true)
                // the id is taken: what is there was asked for after that time
                .onErrorResume(LostRaces::isCauseOf, refused -> Mono.just(false));
    }

    /** Takes on what is due for a refresh, for nobody else until {@code again}; empty if nothing that can be read is. */
    public Mono<MetadataKey> claimDue(Instant now, Instant again) {
        return Mono.from(collection.findOneAndUpdate(
                        lte("dueAt", Date.from(now)),
                        combine(set("dueAt", Date.from(again)), set("askedAt", Date.from(now)))))
                .flatMap(document -> readable(document)
                        .map(held -> new MetadataKey(held.businessId(), held.url()))
                        .switchIfEmpty(Mono.defer(() -> claimDue(now, again))));
    }

    /** Keeps what was fetched, unless the address is no longer the business's. */
    public Mono<Void> succeeded(MetadataKey key, byte[] xml, Instant now, Instant dueAt) {
        return update(
                key,
                combine(
                        set("xml", new Binary(xml)),
                        set("fetchedAt", Date.from(now)),
                        set("dueAt", Date.from(dueAt)),
                        unset("failure")));
    }

    /** Notes a failure beside what is held. */
    public Mono<Void> failed(MetadataKey key, FailedFetch failure, Instant dueAt) {
        return update(key, combine(set("failure", StoredMetadata.document(failure)), set("dueAt", Date.from(dueAt))));
    }

    /** Makes this all that is held for the business. */
    public Mono<Void> replace(MetadataKey key, byte[] xml, Instant now, Instant dueAt) {
        var document = new Document("_id", key.businessId())
                .append("url", key.url().toString())
                .append("xml", new Binary(xml))
                .append("fetchedAt", Date.from(now))
                .append("askedAt", Date.from(now))
                .append("dueAt", Date.from(dueAt));
        return Mono.from(
                        collection.replaceOne(eq("_id", key.businessId()), document, new ReplaceOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
    }

    public Mono<Void> delete(BusinessId businessId) {
        return Mono.from(collection.deleteOne(eq("_id", businessId))).then();
    }

    /** One business's document in a state that this version does not know must not stop the work for all others. */
    private static Mono<StoredMetadata> readable(Document document) {
        return Mono.fromSupplier(() -> StoredMetadata.of(document)).onErrorResume(unreadable -> {
            log.error(
                    "business={} the stored metadata cannot be read ({}): save the single sign-on settings again",
                    document.get("_id"),
                    unreadable.getClass().getSimpleName());
            return Mono.empty();
        });
    }

    private Mono<Void> update(MetadataKey key, Bson change) {
        return Mono.from(collection.updateOne(same(key), change)).then();
    }

    private static Bson same(MetadataKey key) {
        return and(eq("_id", key.businessId()), eq("url", key.url().toString()));
    }
}
