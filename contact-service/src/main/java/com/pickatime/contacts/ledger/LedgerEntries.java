package com.pickatime.contacts.ledger;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ledger's documents. Each is updated only from the offset at which it was read. */
@Component
final class LedgerEntries implements Indexed {

    private static final Logger log = LoggerFactory.getLogger(LedgerEntries.class);

    private static final String ID = "_id";
    private static final String IMPORT = "importId";
    private static final String BUSINESS = "businessId";
    private static final String REVISION = "revision";
    private static final String PARTITION = "partition";
    private static final String APPLIED_THROUGH = "appliedThrough";
    private static final String RECORDS = "records";
    private static final String REFUSED = "refused";
    private static final String DIGEST = "digest";
    private static final String BARRIER = "barrier";
    private static final String EXPIRE_AT = "expireAt";

    private final MongoCollection<Document> collection;
    private final LedgerSettings settings;
    private final Clock clock;

    LedgerEntries(MongoDatabase database, LedgerSettings settings, Clock clock) {
        this.collection = database.getCollection("import_ledger");
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(collection, EXPIRE_AT);
    }

    /** Without those that cannot be read: they are begun anew, so that one import's entry stops nobody's counting. */
    Mono<Map<String, LedgerEntry>> read(Collection<String> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Flux.from(collection.find(in(ID, ids)))
                        .concatMap(document -> Mono.fromCallable(() -> entry(document))
                                .onErrorResume(failure -> discard(document, failure)))
                        .collectMap(LedgerEntry::id);
    }

    private Mono<LedgerEntry> discard(Document document, Throwable failure) {
        log.error(
                "ledger entry={} cannot be read and is begun anew: its import will say that records are missing; import"
                        + " again",
                document.get(ID),
                failure);
        return Mono.from(collection.deleteOne(eq(ID, document.get(ID)))).then(Mono.empty());
    }

    Flux<LedgerEntry> ofImport(ImportId importId) {
        return Flux.from(collection.find(and(gte(ID, importId + ":"), lt(ID, importId + ";"), eq(IMPORT, importId))))
                .map(LedgerEntries::entry);
    }

    /** A write that makes {@code stored}, or nothing, {@code next}. */
    WriteModel<Document> compareAndSet(@Nullable LedgerEntry stored, LedgerEntry next) {
        if (stored == null) {
            return new InsertOneModel<>(document(next).append(ID, next.id()));
        }
        return new UpdateOneModel<>(
                and(eq(ID, stored.id()), eq(APPLIED_THROUGH, stored.appliedThrough())),
                new Document("$set", document(next)));
    }

    /** Counts go on from the first offset of a partition's new topic. */
    Mono<Void> reset(Collection<Integer> partitions) {
        return Mono.from(collection.updateMany(in(PARTITION, partitions), set(APPLIED_THROUGH, AppliedOffsets.NOTHING)))
                .then();
    }

    MongoCollection<Document> collection() {
        return collection;
    }

    private Document document(LedgerEntry entry) {
        var run = entry.run();
        return new Document(IMPORT, run.importId())
                .append(BUSINESS, run.businessId())
                .append(REVISION, run.revision())
                .append(PARTITION, entry.partition())
                .append(APPLIED_THROUGH, entry.appliedThrough())
                .append(RECORDS, entry.records())
                .append(REFUSED, entry.refused())
                .append(DIGEST, entry.digest().toHex())
                .append(BARRIER, document(entry.barrier()))
                .append(EXPIRE_AT, Date.from(clock.instant().plus(settings.history())));
    }

    private static @Nullable Document document(@Nullable Barrier barrier) {
        return barrier == null
                ? null
                : new Document(RECORDS, barrier.records())
                        .append(DIGEST, barrier.digest().toHex());
    }

    private static LedgerEntry entry(Document document) {
        var run = new RunKey(
                new ImportId(document.getString(IMPORT)),
                new BusinessId(document.getString(BUSINESS)),
                document.getLong(REVISION));
        return new LedgerEntry(
                run,
                document.getInteger(PARTITION),
                document.getLong(APPLIED_THROUGH),
                document.getLong(RECORDS),
                document.getLong(REFUSED),
                RosterDigest.fromHex(document.getString(DIGEST)),
                barrier(document.get(BARRIER, Document.class)));
    }

    private static @Nullable Barrier barrier(@Nullable Document document) {
        return document == null
                ? null
                : new Barrier(document.getLong(RECORDS), RosterDigest.fromHex(document.getString(DIGEST)));
    }
}
