package com.pickatime.contacts.ledger;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Compare-and-set on many documents at once: all are moved, or the caller learns that it must look again. */
final class Moves {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int DUPLICATE_KEY = 11_000;

    private Moves() {}

    /** Somebody else moved a document in the meantime. */
    static final class OvertakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OvertakenException() {
            super("another consumer moved the ledger in the meantime", null, false, false);
        }
    }

    static Mono<Void> make(MongoCollection<Document> collection, List<WriteModel<Document>> moves) {
        if (moves.isEmpty()) {
            return Mono.empty();
        }
        return Mono.from(collection.bulkWrite(moves, UNORDERED))
                .onErrorMap(MongoBulkWriteException.class, Moves::overtaken)
                .flatMap(result -> moved(result) == moves.size() ? Mono.empty() : Mono.error(new OvertakenException()));
    }

    private static int moved(BulkWriteResult result) {
        return result.getInsertedCount() + result.getMatchedCount();
    }

    private static RuntimeException overtaken(MongoBulkWriteException failure) {
        return failure.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)
                        && failure.getWriteConcernError() == null
                ? new OvertakenException()
                : failure;
    }
}
