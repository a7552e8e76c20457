package com.pickatime.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LostRacesTest {

    private static final int TAKEN = 11_000;
    private static final int CONFLICT = 112;
    private static final int TOO_LARGE = 10_334;

    @Test
    void areTakenKeysAndWriteConflicts() {
        assertThat(LostRaces.isCauseOf(write(TAKEN))).isTrue();
        assertThat(LostRaces.isCauseOf(write(CONFLICT))).isTrue();
        assertThat(LostRaces.isCauseOf(command(CONFLICT))).isTrue();
        assertThat(LostRaces.isCauseOf(bulk(TAKEN, CONFLICT))).isTrue();
    }

    @Test
    void areNothingElse() {
        assertThat(LostRaces.isCauseOf(write(TOO_LARGE))).isFalse();
        assertThat(LostRaces.isCauseOf(bulk(TAKEN, TOO_LARGE))).isFalse();
        assertThat(LostRaces.isCauseOf(new IllegalStateException("11000"))).isFalse();
    }

    @Test
    void leaveAConflictApartFromAKeyThatIsTaken() {
        assertThat(DuplicateKeys.isCauseOf(command(CONFLICT))).isFalse();
    }

    @Test
    void areRunAgainUntilTheyAreWon() {
        var tries = new AtomicInteger();
        var upsert = Mono.fromCallable(() -> {
            if (tries.incrementAndGet() < 5) {
                throw command(CONFLICT);
            }
            return tries.get();
        });

        StepVerifier.create(upsert.retryWhen(LostRaces.retry()))
                .expectNext(5)
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    private static MongoWriteException write(int code) {
        return new MongoWriteException(
                new WriteError(code, "refused", new BsonDocument()), new ServerAddress(), Set.<String>of());
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code)), new ServerAddress());
    }

    private static MongoBulkWriteException bulk(Integer... codes) {
        var errors = Arrays.stream(codes)
                .map(code -> new BulkWriteError(code, "refused", new BsonDocument(), 0))
                .toList();
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(), errors, null, new ServerAddress(), Set.<String>of());
    }
}
