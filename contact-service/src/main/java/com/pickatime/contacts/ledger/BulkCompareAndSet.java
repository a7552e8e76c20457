package com.pickatime.contacts.ledger;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.pickatime.contacts.store.StoreFaults;
import java.util.List;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Compare-and-set on many documents at once: all are written, or the caller learns that it must look again. */
final class BulkCompareAndSet {

    private static final Logger log = LoggerFactory.getLogger(BulkCompareAndSet.class);

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int DUPLICATE_KEY = 11_000;

    private BulkCompareAndSet() {}

    /** Somebody else wrote a document in the meantime. */
    static final class LostRaceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostRaceException() {
            super("another consumer moved the ledger in the meantime", null, false, false);
        }
    }

    static Mono<Void> write(MongoCollection<Document> collection, List<WriteModel<Document>> updates) {
        if (updates.isEmpty()) {
            return Mono.empty();
        }
        return Mono.from(collection.bulkWrite(updates, UNORDERED))
                .onErrorResume(MongoBulkWriteException.class, BulkCompareAndSet::withoutTheRefused)
                .flatMap(result ->
                        written(result) == updates.size() ? Mono.empty() : Mono.error(new LostRaceException()));
    }

    private static int written(BulkWriteResult result) {
        return result.getInsertedCount() + result.getMatchedCount();
    }

    /** One that the store refuses is left where it was: its import alone stays uncounted, and the others go on. */
    private static Mono<BulkWriteResult> withoutTheRefused(MongoBulkWriteException failure) {
        if (StoreFaults.isRace(failure)) {
            return Mono.error(new LostRaceException());
        }
        if (!StoreFaults.blamesADocument(failure)) {
            return Mono.error(failure);
        }
        if (failure.getWriteErrors().stream().anyMatch(error -> error.getCode() == DUPLICATE_KEY)) {
            return Mono.error(new LostRaceException());
        }
        log.error(
                "the store refuses {} entries of the ledger: their imports will not be announced",
                failure.getWriteErrors().size(),
                failure);
        return Mono.empty();
    }
}
