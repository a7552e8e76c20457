package com.pickatime.conferences.conference;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.nin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.NewestFirst;
import com.pickatime.platform.mongo.VersionedDocuments;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The conferences of all businesses. */
@Component
public class Conferences implements Indexed {

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String CREATED = "createdAt";
    private static final String SETTINGS = "settings";

    private static final NewestFirst LATEST = new NewestFirst(CREATED);
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** Thousands of parents ask for the same one in the minute in which it opens. */
    public static final Duration KNOWN = Duration.ofSeconds(2);

    private static final int MOST_KNOWN = 10_000;

    private final VersionedDocuments documents;
    private final Deletions deletions;
    private final Cache<String, Conference> known = Caffeine.newBuilder()
            .expireAfterWrite(KNOWN)
            .maximumSize(MOST_KNOWN)
            .build();
    private final JsonMapper json;
    private final Clock clock;

    public Conferences(MongoDatabase database, Deletions deletions, JsonMapper json, Clock clock) {
        this.documents = new VersionedDocuments(database.getCollection("conferences"));
        this.deletions = deletions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A conference as it is kept.
     *
     * @param tag names this version of it as an HTTP entity tag
     */
    public record Kept(Conference conference, String tag) {}

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(documents
                        .collection()
                        .createIndex(
                                Indexes.compoundIndex(Indexes.ascending(BUSINESS), Indexes.descending(CREATED, ID))))
                .then();
    }

    /** Makes a conference; done again with the same id it is the one that was made. */
    public Mono<Kept> create(BusinessId business, String id, Conference.Settings settings) {
        return Mono.defer(() -> {
            var document = document(new Conference(id, business, settings, clock.instant()))
                    .append("version", new ObjectId().toHexString());
            return Mono.from(documents.collection().insertOne(document))
                    .thenReturn(kept(document))
                    .onErrorResume(DuplicateKeys::isCauseOf, before -> kept(business, id));
        });
    }

    /** As it is, or was two seconds ago; fails with a 404 problem if there is none. */
    public Mono<Conference> find(BusinessId business, String id) {
        return Mono.fromSupplier(() -> known.getIfPresent(id))
                .filter(conference -> conference.businessId().equals(business))
                .switchIfEmpty(
                        kept(business, id).map(Kept::conference).doOnNext(conference -> known.put(id, conference)));
    }

    /** Whosever it is; empty if there is none, or it is deleted. */
    public Mono<Conference> find(String id) {
        return Mono.from(documents.collection().find(eq(ID, id)).first())
                .filterWhen(found -> deletions.hides(id).map(deleted -> !deleted))
                .map(this::kept)
                .map(Kept::conference);
    }

    /** Fails with a 404 problem if there is none. */
    public Mono<Kept> kept(BusinessId business, String id) {
        return Mono.from(documents
                        .collection()
                        .find(and(eq(ID, id), eq(BUSINESS, business)))
                        .first())
                .filterWhen(found -> deletions.hides(id).map(deleted -> !deleted))
                .map(this::kept)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "This business has no such conference. GET conferences lists those it has.")));
    }

    /** The latest first, those after {@link #cursor}. */
    public Flux<Kept> of(BusinessId business, String after) {
        return of(business, after, null);
    }

    /**
     * Likewise, as if one deletion were not there.
     *
     * @param but id of it; null for none
     */
    public Flux<Kept> of(BusinessId business, String after, @Nullable String but) {
        return deletions
                .hidden(business, but)
                .flatMapMany(deleted -> documents
                        .collection()
                        .find(and(eq(BUSINESS, business), nin(ID, deleted), LATEST.after(after)))
                        .sort(LATEST.order()))
                .map(this::kept);
    }

    public static String cursor(Kept kept) {
        return NewestFirst.cursor(
                kept.conference().createdAt(), kept.conference().id());
    }

    /** As {@link VersionedDocuments#replace}. */
    public Mono<Kept> change(Conference conference, @Nullable String ifMatch) {
        return documents
                .replace(conference.id(), ifMatch, document(conference))
                .map(this::kept)
                .doOnNext(kept -> known.invalidate(conference.id()));
    }

    /** These are deleted: this instance does not remember them any more, others do for {@link #KNOWN}. */
    public void forgetKnown(Collection<String> ids) {
        known.invalidateAll(ids);
    }

    /** Nothing of it is left, whether it is hidden or not. */
    public Mono<Void> erase(BusinessId business, String id) {
        return Mono.from(documents.collection().deleteOne(and(eq(ID, id), eq(BUSINESS, business))))
                .then();
    }

    private Document document(Conference conference) {
        return new Document(ID, conference.id())
                .append(BUSINESS, conference.businessId().value())
                .append(CREATED, Date.from(conference.createdAt()))
                .append(SETTINGS, new Document(json.convertValue(conference.settings(), FIELDS)));
    }

    private Kept kept(Document document) {
        var conference = new Conference(
                document.getString(ID),
                new BusinessId(document.getString(BUSINESS)),
                json.convertValue(document.get(SETTINGS), Conference.Settings.class),
                moment(document));
        return new Kept(conference, VersionedDocuments.tag(document));
    }

    private static Instant moment(Document document) {
        return document.getDate(CREATED).toInstant();
    }
}
