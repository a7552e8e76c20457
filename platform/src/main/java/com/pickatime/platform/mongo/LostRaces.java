package com.pickatime.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import java.time.Duration;
import reactor.util.retry.Retry;

/**
 * Upserts of one document that came at the same time as others.
 *
 * <p>One of them inserts it. The others find its key taken, or, on a server that lets writers run into each other instead
 * of queueing them, are given up as a write conflict; done once more, they find the document there.
 */
public final class LostRaces {

    private static final int WRITE_CONFLICT = 112;
    private static final int TRIES = 10;
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private LostRaces() {}

    /** Whether the same write goes well once those that came at the same time are through. */
    public static boolean isCauseOf(Throwable failure) {
        if (failure instanceof MongoBulkWriteException bulk) {
            return !bulk.getWriteErrors().isEmpty()
                    && bulk.getWriteErrors().stream()
                            .allMatch(error ->
                                    DuplicateKeys.isTaken(error.getCode()) || error.getCode() == WRITE_CONFLICT);
        }
        return DuplicateKeys.isCauseOf(failure)
                || failure instanceof MongoException refused && refused.getCode() == WRITE_CONFLICT;
    }

    /** Does an upsert again that lost a race, a bounded number of times; the last failure stands. */
    public static Retry retry() {
        return Retry.backoff(TRIES, FIRST_WAIT)
                .maxBackoff(LONGEST_WAIT)
                .filter(LostRaces::isCauseOf)
                .onRetryExhaustedThrow((spec, last) -> last.failure());
    }
}
