package com.pickatime.sso.accounts.signin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Counts the tries to sign in, for all instances together, and locks whatever had too many of them.
 *
 * <p>A try is taken before its password is looked at, by one update that only matches while there are tries left: however
 * many come at once, no more than that are looked at. Addresses without an account count just the same, so that the lock
 * tells nobody which addresses have one.
 */
@Repository
class SignInAttempts implements Indexed {

    /** Both the time within which tries are counted together, and the time a lock lasts. */
    static final Duration PERIOD = Duration.ofMinutes(15);

    private static final String ID = "_id";
    private static final String TRIES = "tries";
    private static final String UNTIL = "until";
    private static final FindOneAndUpdateOptions UPSERT = new FindOneAndUpdateOptions().upsert(true);

    private final MongoCollection<Document> collection;
    private final Clock clock;

    SignInAttempts(MongoDatabase database, Clock clock) {
        this.collection = database.getCollection("sign_in_tries");
        this.clock = clock;
    }

    /**
     * Takes one of the tries left.
     *
     * @param key a hash that stands for what is counted
     * @param most how many tries there are for it within {@link #PERIOD}
     * @return whether there was one; a password must not be looked at otherwise
     */
    Mono<Boolean> take(String key, int most) {
        // a count that begins while we look makes the last step fail on the id: then it is there to be counted up
        return Mono.defer(() -> taken(key, most))
                .retryWhen(Retry.max(2).filter(DuplicateKeys::isCauseOf))
                .onErrorReturn(SignInAttempts::isLocked, false)
                .retryWhen(LostRaces.retry());
    }

    /** The id is taken, and still was after another look: the count is there and has no tries left. */
    private static boolean isLocked(Throwable failure) {
        return Exceptions.isRetryExhausted(failure);
    }

    /** Starts afresh, after a sign-in that worked or a new password. */
    Mono<Void> forget(String key) {
        return Mono.from(collection.deleteOne(eq(ID, key))).then();
    }

    /** MongoDB removes old counts by itself; nothing relies on when. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(collection, UNTIL);
    }

    private Mono<Boolean> taken(String key, int most) {
        var now = clock.instant();
        var running = and(eq(ID, key), gt(UNTIL, Date.from(now)));
        var ends = set(UNTIL, Date.from(now.plus(PERIOD)));
        var another = update(and(running, lt(TRIES, most - 1)), inc(TRIES, 1));
        var last = update(and(running, eq(TRIES, most - 1)), combine(set(TRIES, most), ends));
        var first = Mono.from(collection.findOneAndUpdate(
                        and(eq(ID, key), lte(UNTIL, Date.from(now))), combine(set(TRIES, 1), ends), UPSERT))
                .thenReturn(true);
        return another.switchIfEmpty(last).switchIfEmpty(first);
    }

    private Mono<Boolean> update(Bson condition, Bson change) {
        return Mono.from(collection.findOneAndUpdate(condition, change)).map(before -> true);
    }
}
