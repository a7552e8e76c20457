package com.pickatime.contacts.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import java.util.Set;
import org.bson.BSONException;

/** Tells a document that the store will not take from a store that takes nothing now. */
public final class StoreFaults {

    static final int DUPLICATE_KEY = 11_000;

    /** Also what a server with optimistic conflicts says where another would report a duplicate key. */
    private static final int WRITE_CONFLICT = 112;

    /** Server errors that blame the document: it is too large, or holds what no document may. */
    private static final Set<Integer> DOCUMENT = Set.of(2, 9, 14, 22, 52, 57, 121, 10_334, 17_280, 17_419, 17_420);

    /**
     * Server errors that say something of the server and nothing of the document: conflicts, locks, time limits, elections,
     * shutdowns, a full disk, credentials.
     */
    private static final Set<Integer> SERVER = Set.of(
            6, 7, 8, 13, 18, 24, 46, 50, 63, 89, 91, 96, 112, 133, 134, 150, 189, 202, 234, 246, 262, 317, 8_000, 9_001,
            10_107, 11_600, 11_601, 11_602, 13_388, 13_435, 13_436, 14_031);

    private StoreFaults() {}

    /** True if a document is at fault for sure, so that the same write without it would do. */
    public static boolean blamesADocument(Throwable failure) {
        if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteConcernError() == null
                    && bulk.getWriteErrors().stream().anyMatch(error -> isDocumentError(error.getCode()))
                    && bulk.getWriteErrors().stream().noneMatch(StoreFaults::isServerError);
        }
        if (failure instanceof MongoWriteException || failure instanceof MongoCommandException) {
            return isDocumentError(((MongoException) failure).getCode());
        }
        // the driver's own refusal: it would not even send it
        return failure instanceof BSONException;
    }

    /** True if somebody else wrote the same document in this moment, so that the same write will do when repeated. */
    public static boolean isRace(Throwable failure) {
        if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteConcernError() == null
                    && bulk.getWriteErrors().stream().allMatch(error -> isRace(error.getCode()));
        }
        return failure instanceof MongoException refused && isRace(refused.getCode());
    }

    static boolean isDocumentError(int code) {
        return DOCUMENT.contains(code);
    }

    static boolean isServerError(BulkWriteError error) {
        return SERVER.contains(error.getCode());
    }

    private static boolean isRace(int code) {
        return code == DUPLICATE_KEY || code == WRITE_CONFLICT;
    }
}
