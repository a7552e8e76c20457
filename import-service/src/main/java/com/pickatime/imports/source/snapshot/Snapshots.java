package com.pickatime.imports.source.snapshot;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.result.Buckets;
import com.pickatime.imports.plan.staging.result.ShelvedRow;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowBytes;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.snapshot.BucketContent.Entry;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Every business's roster as it was after each import, sealed, in the store, where every instance can read it.
 *
 * <p>A snapshot names, for each type, the buckets that hold its entities. A bucket is found by what is in it, so those that did not
 * change are shared with the snapshot before, and cost nothing: an import that changes a thousand of a million people keeps a thousand
 * small buckets. What an import did not read is taken from the snapshot before, which knows it by its content hash. Only one run of a
 * business is at work at a time, so that nothing is kept while something is deleted.
 */
@Component
public class Snapshots implements Indexed {

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String REVISION = "revision";
    private static final String AT = "at";
    private static final String FIRST = "first";
    private static final String SNAPSHOT = "snapshot";
    private static final String NUMBER = "number";
    private static final String BUCKETS = "buckets";
    private static final String SCHEMA = "schema";
    private static final String SEALED = "sealed";

    /** Entities that a bucket should hold: fewer cost more buckets, more cost more that is kept again with each change. */
    private static final int ENTITIES = 128;

    /** A bucket may hold so many times more or fewer, so that a roster which grows is not dealt out anew at each import. */
    private static final int TOLERANCE = 4;

    /** Buckets that are in memory at a time. */
    private static final int AT_ONCE = 64;

    private static final int DELETED_AT_ONCE = 1_000;

    private final MongoCollection<Document> snapshots;
    private final MongoCollection<Document> parts;
    private final MongoCollection<Document> buckets;
    private final MongoCollection<Document> schemas;
    private final Map<String, Schema> known = new ConcurrentHashMap<>();
    private final FieldCipher cipher;
    private final KeyedHash hash;
    private final SnapshotSettings settings;
    private final Scheduler blocking;
    private final Clock clock;

    public Snapshots(
            MongoDatabase database,
            FieldCipher cipher,
            KeyedHash hash,
            SnapshotSettings settings,
            Scheduler blocking,
            Clock clock) {
        this.snapshots = database.getCollection("roster_snapshots");
        this.parts = database.getCollection("roster_snapshot_parts");
        this.buckets = database.getCollection("roster_buckets");
        this.schemas = database.getCollection("roster_schemas");
        this.cipher = cipher;
        this.hash = hash;
        this.settings = settings;
        this.blocking = blocking;
        this.clock = clock;
    }

    /**
     * What is known of a snapshot.
     *
     * @param revision of the import whose result it is
     * @param first whether nothing was stored of the business before that import
     */
    public record Snapshot(ImportId importId, BusinessId businessId, long revision, Instant at, boolean first) {

        private static Snapshot of(Document document) {
            return new Snapshot(
                    new ImportId(document.getString(ID)),
                    new BusinessId(document.getString(BUSINESS)),
                    document.getLong(REVISION),
                    document.getDate(AT).toInstant(),
                    document.getBoolean(FIRST));
        }
    }

    @Override
    public Mono<Void> createIndexes() {
        return Flux.concat(
                        snapshots.createIndex(
                                Indexes.compoundIndex(Indexes.ascending(BUSINESS), Indexes.descending(REVISION))),
                        parts.createIndex(Indexes.ascending(BUSINESS)))
                .then();
    }

    /** Those of a business that came before a revision, the newest first. */
    public Flux<Snapshot> before(BusinessId businessId, long revision) {
        return Flux.from(snapshots
                        .find(and(eq(BUSINESS, businessId), lt(REVISION, revision)))
                        .sort(Sorts.descending(REVISION)))
                .map(Snapshot::of);
    }

    /** The snapshot of an import's result; nothing where none was kept, or not long enough. */
    public Mono<Snapshot> of(ImportId importId) {
        return Mono.from(snapshots.find(eq(ID, importId)).first()).map(Snapshot::of);
    }

    /**
     * A snapshot as a roster that can be imported.
     *
     * @param snapshot null for nobody at all, as it was before a first import
     * @param school source ID of the one organisation whose part is wanted; null for all
     */
    public RosterSource open(BusinessId businessId, @Nullable ImportId snapshot, @Nullable String school) {
        return new SnapshotRoster(this, businessId, snapshot, school, blocking);
    }

    /**
     * Keeps what {@code staging} plans to be stored, as the result of an import, and lets go of what was kept long enough. Does no harm
     * when it is done again.
     *
     * @param first whether nothing is stored of the business yet
     */
    public Mono<Void> keep(BusinessId businessId, ImportId importId, long revision, Staging staging, boolean first) {
        return Mono.from(snapshots
                        .find(and(eq(BUSINESS, businessId), lt(REVISION, revision)))
                        .sort(Sorts.descending(REVISION))
                        .first())
                .map(newest -> newest.getString(ID))
                .defaultIfEmpty("")
                .flatMapMany(newest -> Flux.fromIterable(Comparison.TYPES)
                        .concatMap(type -> part(newest, type)
                                .flatMap(before -> new Keeping(businessId, type, staging, before).keep())
                                .flatMap(part -> save(businessId, importId, type, part))))
                .then(Mono.defer(() -> Mono.from(snapshots.replaceOne(
                        eq(ID, importId),
                        new Document(BUSINESS, businessId)
                                .append(REVISION, revision)
                                .append(AT, clock.instant())
                                .append(FIRST, first),
                        new ReplaceOptions().upsert(true)))))
                .then(Mono.defer(() -> retire(businessId)));
    }

    /** What a business's newest snapshot before a revision knows, for whoever asks it more than once. */
    public Known known(BusinessId businessId, long revision) {
        return new Known(businessId, revision);
    }

    /** What one snapshot knows; which buckets hold a type is looked up once. */
    public final class Known {

        private final BusinessId businessId;
        private final Mono<String> snapshot;
        private final Map<RecordType, Mono<Part>> found = new ConcurrentHashMap<>();

        private Known(BusinessId businessId, long revision) {
            this.businessId = businessId;
            this.snapshot = before(businessId, revision)
                    .next()
                    .map(newest -> newest.importId().value())
                    .defaultIfEmpty("")
                    .cache();
        }

        /**
         * What was stored of entities, by content hash; those that the snapshot does not know are not in it.
         *
         * @param wanted by content hash (16 bytes), in which of the {@link Buckets#MOST} buckets the entity lies
         */
        public Mono<Map<UUID, RosterRow>> rows(RecordType type, Map<UUID, Integer> wanted) {
            return wanted.isEmpty()
                    ? Mono.just(Map.of())
                    : found.computeIfAbsent(
                                    type,
                                    unseen -> snapshot.flatMap(newest -> part(newest, type))
                                            .cache())
                            .flatMap(part -> Snapshots.this.rows(businessId, type, part, wanted));
        }
    }

    private Mono<Map<UUID, RosterRow>> rows(
            BusinessId businessId, RecordType type, Part part, Map<UUID, Integer> wanted) {
        var keys = wanted.values().stream()
                .filter(bucket -> part.number() > 0)
                .map(bucket -> part.key(bucket & part.number() - 1))
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList();
        return Flux.fromIterable(keys)
                .buffer(AT_ONCE)
                .concatMap(some -> entries(businessId, type, some), 1)
                .<Map<UUID, RosterRow>>collect(HashMap::new, (found, entry) -> {
                    var row = entry.row();
                    var id = HashUuid.of(entry.hash());
                    if (row != null && wanted.containsKey(id)) {
                        found.put(id, row);
                    }
                });
    }

    /** Which buckets hold a type; {@link Part#NONE} where the snapshot is not there. */
    Mono<Part> part(String snapshot, RecordType type) {
        return Mono.from(parts.find(eq(ID, partId(snapshot, type))).first())
                .map(document -> new Part(
                        document.getInteger(NUMBER),
                        document.get(BUCKETS, Binary.class).getData()))
                .defaultIfEmpty(Part.NONE);
    }

    /** What is in these buckets; those that are not there are passed over. */
    Flux<Entry> entries(BusinessId businessId, RecordType type, List<String> keys) {
        return contents(businessId, type, keys).concatMapIterable(entries -> entries);
    }

    /** The same, bucket by bucket. */
    Flux<List<Entry>> contents(BusinessId businessId, RecordType type, List<String> keys) {
        var ids = keys.stream().map(key -> bucketId(businessId, type, key)).toList();
        return Flux.from(buckets.find(in(ID, ids)))
                .concatMap(
                        document -> schema(document.getString(SCHEMA))
                                .flatMap(schema -> Mono.fromCallable(() -> BucketContent.read(
                                                type,
                                                BucketContent.inflate(cipher.openBytes(
                                                        businessId,
                                                        document.getString(ID),
                                                        SNAPSHOT,
                                                        document.get(SEALED, Binary.class)
                                                                .getData())),
                                                schema))
                                        .subscribeOn(blocking)),
                        1);
    }

    private Mono<Schema> schema(String fingerprint) {
        return Mono.justOrEmpty(known.get(fingerprint))
                .switchIfEmpty(Mono.defer(
                        () -> Mono.from(schemas.find(eq(ID, fingerprint)).first())
                                .map(document -> new Schema.Parser().parse(document.getString(SCHEMA)))
                                .doOnNext(schema -> known.put(fingerprint, schema))))
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("the schema of a snapshot is not there: " + fingerprint)));
    }

    private Mono<Void> save(BusinessId businessId, ImportId importId, RecordType type, Part part) {
        var schema = RowBytes.schema(type);
        return Mono.from(schemas.replaceOne(
                        eq(ID, fingerprint(schema)),
                        new Document(SCHEMA, schema.toString()),
                        new ReplaceOptions().upsert(true)))
                .then(Mono.from(parts.replaceOne(
                        eq(ID, partId(importId.value(), type)),
                        new Document(BUSINESS, businessId)
                                .append(SNAPSHOT, importId)
                                .append(NUMBER, part.number())
                                .append(BUCKETS, new Binary(part.entries())),
                        new ReplaceOptions().upsert(true))))
                .then();
    }

    /**
     * Lets go of snapshots that are too old or too many, and of what an attempt left behind that was cut off. First a snapshot is not
     * offered any more, then go the buckets that no other one has, and at last the list of them, from which it is begun again.
     */
    private Mono<Void> retire(BusinessId businessId) {
        return before(businessId, Long.MAX_VALUE).collectList().flatMap(all -> {
            var oldest = clock.instant().minus(settings.history());
            var kept = new ArrayList<String>();
            var gone = new ArrayList<String>();
            for (var snapshot : all) {
                boolean stays = kept.isEmpty()
                        || kept.size() < settings.most() && snapshot.at().isAfter(oldest);
                (stays ? kept : gone).add(snapshot.importId().value());
            }
            return (gone.isEmpty() ? Mono.empty() : Mono.from(snapshots.deleteMany(in(ID, gone))))
                    .then(Mono.defer(() -> deleteWhatOnlyOthersHad(businessId, kept)));
        });
    }

    private Mono<Void> deleteWhatOnlyOthersHad(BusinessId businessId, List<String> kept) {
        var ofOthers = and(eq(BUSINESS, businessId), nin(SNAPSHOT, kept));
        return Flux.from(parts.find(ofOthers))
                .collect(HashSet<String>::new, (ids, part) -> ids.addAll(bucketIds(businessId, part)))
                .filter(candidates -> !candidates.isEmpty())
                .flatMap(candidates -> Flux.from(parts.find(and(eq(BUSINESS, businessId), in(SNAPSHOT, kept))))
                        .doOnNext(part -> candidates.removeAll(bucketIds(businessId, part)))
                        .then(Mono.<Set<String>>just(candidates)))
                .flatMapIterable(unused -> unused)
                .buffer(DELETED_AT_ONCE)
                .concatMap(some -> buckets.deleteMany(in(ID, some)))
                .then(Mono.defer(() -> Mono.from(parts.deleteMany(ofOthers))))
                .then();
    }

    private static Set<String> bucketIds(BusinessId businessId, Document part) {
        var id = part.getString(ID);
        var type = RecordType.valueOf(id.substring(id.lastIndexOf('/') + 1));
        var listed = new Part(
                part.getInteger(NUMBER), part.get(BUCKETS, Binary.class).getData());
        var ids = new HashSet<String>();
        listed.keys().forEach(key -> ids.add(bucketId(businessId, type, key)));
        return ids;
    }

    private static String partId(String snapshot, RecordType type) {
        return snapshot + '/' + type;
    }

    private static String bucketId(BusinessId businessId, RecordType type, String key) {
        return businessId + ":" + type + ':' + key;
    }

    private static String fingerprint(Schema schema) {
        return HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
    }

    /** How one type of a roster is kept. */
    private final class Keeping {

        private final BusinessId businessId;
        private final RecordType type;
        private final Staging staging;
        private final Part before;
        private final Part after;
        private final BitSet wanted = new BitSet();

        Keeping(BusinessId businessId, RecordType type, Staging staging, Part before) {
            this.businessId = businessId;
            this.type = type;
            this.staging = staging;
            this.before = before;
            var dealt = staging.buckets();
            this.after = Part.of(number(dealt.count(type), before.number()));
            var digests = dealt.digests(type, after.number());
            for (int bucket = 0; bucket < digests.length; bucket++) {
                if (before.number() == after.number() && before.digest(bucket).equals(digests[bucket])) {
                    after.copy(before, bucket);
                } else if (!digests[bucket].equals(RosterDigest.EMPTY)) {
                    wanted.set(bucket);
                    after.digest(bucket, digests[bucket]);
                }
            }
        }

        Mono<Part> keep() {
            return wanted.isEmpty()
                    ? Mono.just(after)
                    : Mono.<Void>fromRunnable(() -> staging.shelve(type, after.number(), wanted))
                            .subscribeOn(blocking)
                            .thenMany(Flux.fromIterable(ranges()))
                            .concatMap(range -> keep(range[0], range[1]), 0)
                            .then(Mono.just(after));
        }

        private Mono<Void> keep(int from, int to) {
            return Mono.fromCallable(() -> staging.shelved(type, from, to))
                    .subscribeOn(blocking)
                    .flatMap(rows -> unread(rows)
                            .flatMap(found ->
                                    Mono.fromCallable(() -> writes(rows, found)).subscribeOn(blocking)))
                    .flatMap(writes -> Mono.from(buckets.bulkWrite(writes, new BulkWriteOptions().ordered(false))))
                    .then();
        }

        private Mono<Map<UUID, RosterRow>> unread(List<ShelvedRow> rows) {
            var unread = new HashMap<UUID, Integer>();
            rows.stream()
                    .filter(row -> row.row() == null)
                    .forEach(row -> unread.put(HashUuid.of(row.hash()), row.bucket()));
            return rows(businessId, type, before, unread);
        }

        private List<WriteModel<Document>> writes(List<ShelvedRow> rows, Map<UUID, RosterRow> unread) {
            var entries = new TreeMap<Integer, List<Entry>>();
            for (var row : rows) {
                var read = row.row() == null ? unread.get(HashUuid.of(row.hash())) : row.row();
                int bucket = row.bucket() & after.number() - 1;
                entries.computeIfAbsent(bucket, unseen -> new ArrayList<>())
                        .add(new Entry(row.sourceId(), row.hash(), read));
                if (read == null) {
                    // looked for again at the next import
                    after.digest(bucket, RosterDigest.EMPTY);
                }
            }
            var writes = new ArrayList<WriteModel<Document>>();
            entries.forEach((bucket, content) -> writes.add(write(bucket, content)));
            return writes;
        }

        private WriteModel<Document> write(int bucket, List<Entry> content) {
            var bytes = BucketContent.write(content);
            var id = bucketId(businessId, type, after.key(bucket, hash.of(bytes)));
            return new UpdateOneModel<>(
                    eq(ID, id),
                    Updates.combine(
                            Updates.setOnInsert(SCHEMA, fingerprint(RowBytes.schema(type))),
                            Updates.setOnInsert(
                                    SEALED,
                                    new Binary(cipher.seal(businessId, id, SNAPSHOT, BucketContent.deflate(bytes))))),
                    new UpdateOptions().upsert(true));
        }

        private List<int[]> ranges() {
            var ranges = new ArrayList<int[]>();
            int from = wanted.nextSetBit(0);
            while (from >= 0) {
                int last = from;
                for (int more = 1; more < AT_ONCE && wanted.nextSetBit(last + 1) >= 0; more++) {
                    last = wanted.nextSetBit(last + 1);
                }
                ranges.add(new int[] {from, last + 1});
                from = wanted.nextSetBit(last + 1);
            }
            return ranges;
        }
    }

    private static int number(long count, int before) {
        if (before > 0
                && count <= (long) before * ENTITIES * TOLERANCE
                && count * TOLERANCE >= (long) before * ENTITIES) {
            return before;
        }
        long wanted = Math.max(1, Math.min(Buckets.MOST, count / ENTITIES));
        return (int) Long.highestOneBit(wanted);
    }
}
