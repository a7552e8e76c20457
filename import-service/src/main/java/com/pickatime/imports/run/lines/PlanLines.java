package com.pickatime.imports.run.lines;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.Buckets;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.ListedChange;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.source.snapshot.Snapshots;
import com.pickatime.imports.source.snapshot.Snapshots.Known;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of every plan, sealed, as long as its run is kept. They are searched by opening them: names must not be readable in the
 * store, and a plan has no more than {@value #MOST} of them.
 */
@Component
public class PlanLines implements Indexed {

    /** What goes and what changes comes first; of a first import, where everybody comes, nobody reads further. */
    public static final int MOST = 50_000;

    private static final int IN_CHUNK = 500;
    private static final String ID = "_id";
    private static final String IMPORT = "importId";
    private static final String CHUNK = "chunk";
    private static final String AT = "at";
    private static final String LINES = "lines";

    private final MongoCollection<Document> chunks;
    private final Snapshots snapshots;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final RunSettings settings;
    private final Scheduler blocking;

    PlanLines(
            MongoDatabase database,
            Snapshots snapshots,
            FieldCipher cipher,
            JsonMapper json,
            RunSettings settings,
            Scheduler blocking) {
        this.chunks = database.getCollection("plan_lines");
        this.snapshots = snapshots;
        this.cipher = cipher;
        this.json = json;
        this.settings = settings;
        this.blocking = blocking;
    }

    /**
     * Which lines are wanted.
     *
     * @param type null for any
     * @param kind null for any
     * @param role null for any
     * @param school the name of one, in whatever case; blank for any
     * @param q a part of a name, a source ID or the title of a class, in whatever case; blank for any
     */
    public record Wanted(
            @Nullable RecordType type,
            Change.@Nullable Kind kind,
            @Nullable PersonRole role,
            String school,
            String q) {

        boolean is(PlanLine line) {
            return (type == null || line.type() == type)
                    && (kind == null || line.kind() == kind)
                    && (role == null || line.roles().contains(role))
                    && (school.isBlank() || line.schools().stream().anyMatch(school.strip()::equalsIgnoreCase))
                    && line.says(q);
        }
    }

    @Override
    public Mono<Void> createIndexes() {
        return Flux.concat(
                        chunks.createIndex(Indexes.ascending(IMPORT, CHUNK)),
                        Expiry.createIndex(chunks, AT, settings.history()))
                .then();
    }

    /** Keeps the lines of the plan in {@code staging}; those of an earlier attempt of the same import give way. */
    public Mono<Void> keep(BusinessId businessId, ImportId importId, long revision, Instant at, Staging staging) {
        var known = snapshots.known(businessId, revision);
        return Mono.fromCallable(() -> staging.list(MOST)).subscribeOn(blocking).flatMap(lines -> {
            int number = (int) ((lines + IN_CHUNK - 1) / IN_CHUNK);
            return Flux.range(0, number)
                    .concatMap(
                            chunk -> lines(known, staging, (long) chunk * IN_CHUNK)
                                    .flatMap(some -> save(businessId, importId, chunk, at, some)),
                            0)
                    .then(Mono.defer(() -> Mono.from(chunks.deleteMany(and(eq(IMPORT, importId), gte(CHUNK, number))))))
                    .then();
        });
    }

    /** Those behind a line that are wanted, in their order. */
    public Flux<PlanLine> find(BusinessId businessId, ImportId importId, long after, Wanted wanted) {
        return Flux.from(chunks.find(and(eq(IMPORT, importId), gte(CHUNK, (int) ((after + 1) / IN_CHUNK))))
                        .sort(Sorts.ascending(CHUNK))
                        .batchSize(2))
                .concatMap(
                        chunk ->
                                Mono.fromCallable(() -> open(businessId, chunk)).subscribeOn(blocking),
                        1)
                .concatMapIterable(lines -> lines)
                .filter(line -> line.line() > after && wanted.is(line));
    }

    private Mono<List<PlanLine>> lines(Known known, Staging staging, long from) {
        return Mono.fromCallable(() -> staging.listed(from, from + IN_CHUNK))
                .subscribeOn(blocking)
                .flatMap(listed -> stored(known, listed)
                        .map(stored -> IntStream.range(0, listed.size())
                                .mapToObj(i -> line(from + i, listed.get(i), stored))
                                .toList()));
    }

    private static PlanLine line(long number, ListedChange listed, Map<UUID, RosterRow> stored) {
        var hash = listed.storedHash();
        return PlanLine.of(number, listed, hash == null ? null : stored.get(HashUuid.of(hash)));
    }

    /** What is stored of these, by content hash, as far as the snapshot before knows it. */
    private Mono<Map<UUID, RosterRow>> stored(Known known, List<ListedChange> listed) {
        var wanted = new EnumMap<RecordType, Map<UUID, Integer>>(RecordType.class);
        for (var one : listed) {
            var hash = one.storedHash();
            if (hash != null) {
                wanted.computeIfAbsent(one.change().type(), type -> new HashMap<>())
                        .put(HashUuid.of(hash), Buckets.of(one.change().sourceId()));
            }
        }
        return Flux.fromIterable(wanted.entrySet())
                .concatMap(type -> known.rows(type.getKey(), type.getValue()))
                .collect(HashMap::new, Map::putAll);
    }

    private Mono<Void> save(BusinessId businessId, ImportId importId, int chunk, Instant at, List<PlanLine> lines) {
        var id = importId + "/" + chunk;
        return Mono.fromCallable(() -> new Document(IMPORT, importId)
                        .append(CHUNK, chunk)
                        .append(AT, at)
                        .append(LINES, new Binary(cipher.seal(businessId, id, LINES, deflated(lines)))))
                .subscribeOn(blocking)
                .flatMap(document ->
                        Mono.from(chunks.replaceOne(eq(ID, id), document, new ReplaceOptions().upsert(true))))
                .then();
    }

    private byte[] deflated(List<PlanLine> lines) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(json.writeValueAsBytes(lines));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be written", e);
        }
        return bytes.toByteArray();
    }

    private List<PlanLine> open(BusinessId businessId, Document chunk) {
        var sealed = chunk.get(LINES, Binary.class).getData();
        var bytes = new ByteArrayInputStream(cipher.openBytes(businessId, chunk.getString(ID), LINES, sealed));
        try (var in = new InflaterInputStream(bytes)) {
            return Arrays.asList(json.readValue(in.readAllBytes(), PlanLine[].class));
        } catch (IOException e) {
            throw new IllegalStateException("the lines of a plan cannot be inflated", e);
        }
    }
}
