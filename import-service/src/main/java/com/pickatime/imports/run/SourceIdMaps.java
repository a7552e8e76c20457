package com.pickatime.imports.run;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.ChangedIds.Pair;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.Date;
import java.util.List;
import java.util.function.LongFunction;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The maps of source IDs that imports propose, kept as long as the imports themselves. Source IDs may be names, so they are sealed;
 * many to a document, and never all in memory.
 */
@Component
public class SourceIdMaps implements Indexed {

    /** Pairs of a document. */
    public static final int CHUNK = 500;

    private static final String ID = "_id";
    private static final String IMPORT = "importId";
    private static final String PLACE = "place";
    private static final String SEALED = "sealed";
    private static final String DIGEST = "digest";
    private static final String PAIRS = "pairs";
    private static final String AT = "at";
    private static final String FIELD = "sourceIdMap";
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Pair>> LINES = new TypeReference<>() {};

    private final MongoCollection<Document> maps;
    private final MongoCollection<Document> chunks;
    private final RunSettings settings;
    private final FieldCipher cipher;

    public SourceIdMaps(MongoDatabase database, RunSettings settings, FieldCipher cipher) {
        this.maps = database.getCollection("source_id_maps");
        this.chunks = database.getCollection("source_id_map_chunks");
        this.settings = settings;
        this.cipher = cipher;
    }

    /**
     * What a map is, without its pairs.
     *
     * @param digest hexadecimal; names exactly these pairs, in whatever order
     */
    public record Proposal(String digest, long pairs) {}

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(chunks.createIndex(Indexes.ascending(IMPORT, PLACE)))
                .then(Expiry.createIndex(chunks, AT, settings.history()))
                .then(Expiry.createIndex(maps, AT, settings.history()));
    }

    /**
     * Keeps a map; one of an earlier attempt of the same import gives way.
     *
     * @param some its pairs from a place on, at most {@link #CHUNK}
     */
    public Mono<Void> keep(ImportRun run, long pairs, LongFunction<Mono<List<Pair>>> some) {
        var importId = run.importId();
        var at = Date.from(run.begun());
        long parts = (pairs + CHUNK - 1) / CHUNK;
        return Mono.from(maps.deleteOne(eq(ID, importId.value())))
                .then(Mono.from(chunks.deleteMany(eq(IMPORT, importId.value()))))
                .thenMany(Flux.range(0, Math.toIntExact(parts)))
                .concatMap(
                        part -> some.apply((long) part * CHUNK)
                                .flatMap(lines -> Mono.from(chunks.replaceOne(
                                                eq(ID, importId.value() + '/' + part),
                                                new Document(ID, importId.value() + '/' + part)
                                                        .append(IMPORT, importId.value())
                                                        .append(PLACE, (long) part * CHUNK)
                                                        .append(SEALED, seal(run.businessId(), importId, lines))
                                                        .append(AT, at),
                                                UPSERT))
                                        .thenReturn(digest(lines))),
                        1)
                .reduce(RosterDigest.EMPTY, RosterDigest::plus)
                // last, so that what is broken off is no map
                .flatMap(digest -> Mono.from(maps.replaceOne(
                        eq(ID, importId.value()),
                        new Document(ID, importId.value())
                                .append(DIGEST, digest.toHex())
                                .append(PAIRS, pairs)
                                .append(AT, at),
                        UPSERT)))
                .then();
    }

    /** The import's; nothing where it proposed none. */
    public Mono<Proposal> find(ImportId importId) {
        return Mono.from(maps.find(eq(ID, importId.value())).first())
                .map(map -> new Proposal(map.getString(DIGEST), map.get(PAIRS, 0L)));
    }

    /** The pairs from a place on, counted from 0; read as fast as they are taken. */
    public Flux<Pair> pairs(BusinessId business, ImportId importId, long from) {
        return Flux.from(chunks.find(Filters.and(eq(IMPORT, importId.value()), gte(PLACE, from - from % CHUNK)))
                        .sort(Sorts.ascending(IMPORT, PLACE))
                        .batchSize(2))
                .concatMapIterable(chunk -> open(business, importId, chunk), 1)
                .skip(from % CHUNK);
    }

    private Binary seal(BusinessId business, ImportId importId, List<Pair> lines) {
        return new Binary(cipher.seal(business, importId.value(), FIELD, JSON.writeValueAsBytes(lines)));
    }

    private List<Pair> open(BusinessId business, ImportId importId, Document chunk) {
        var sealed = chunk.get(SEALED, Binary.class).getData();
        return JSON.readValue(cipher.openBytes(business, importId.value(), FIELD, sealed), LINES);
    }

    private static RosterDigest digest(List<Pair> lines) {
        return lines.stream()
                .map(pair -> RosterDigest.of(
                        RecordType.PERSON, pair.oldSourceId() + '\n' + pair.newSourceId(), (byte[]) null))
                .reduce(RosterDigest.EMPTY, RosterDigest::plus);
    }
}
