package com.pickatime.platform.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The right of one instance at a time to work on what a document stands for: two of its fields say whose it is and until
 * when.
 *
 * <p>Nothing needs to be given back: whoever dies leaves its right to end, and what an instance writes by a right that
 * another has taken meanwhile changes nothing. Until then it is kept by renewing it.
 */
public final class Lease {

    private static final String ID = "_id";
    private static final int RENEWALS = 3;

    private final MongoCollection<?> documents;
    private final String owner;
    private final String until;
    private final String instance;
    private final Clock clock;

    /**
     * @param owner the field with the name of who took it last
     * @param until the field with the moment from which anybody may take it
     * @param instance names this instance among all others
     */
    public Lease(MongoCollection<?> documents, String owner, String until, String instance, Clock clock) {
        this.documents = documents;
        this.owner = owner;
        this.until = until;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Of a service's own works, each by its name: see {@link #hold}.
     *
     * @param instance names this instance among all others
     */
    public static Lease byName(MongoDatabase database, String instance, Clock clock) {
        return new Lease(database.getCollection("leases"), "owner", "until", instance, clock);
    }

    /** Those that anybody may take now, also because nobody ever did. */
    public Bson free() {
        return not(gt(until, Date.from(clock.instant())));
    }

    /** Those that this instance took last; it may work on them until that ends. */
    public Bson mine() {
        return eq(owner, instance);
    }

    /** Takes {@code document} for so long and emits until when; empty if somebody has it, or no such one is there. */
    public Mono<Instant> take(Bson document, Duration time) {
        return Mono.defer(() -> {
            var end = after(time);
            return matched(documents.updateOne(and(document, free()), taken(end)), end);
        });
    }

    /**
     * Keeps {@code document}, which this instance took, for so long from now, and emits until when; empty if another has
     * taken it meanwhile. Kept for no time, it is given back.
     *
     * @param changes of the document besides, made only if it is kept
     */
    public Mono<Instant> keep(Bson document, Duration time, Bson... changes) {
        return Mono.defer(() -> {
            var end = after(time);
            return matched(documents.updateOne(and(document, mine()), combine(set(until, end), combine(changes))), end);
        });
    }

    /**
     * Does {@code work} on {@code document}, which this instance took, and keeps it for so long again and again until the
     * work is over. Once another has taken it, and when it cannot be kept, the work is cancelled; then this fails, with a
     * {@link LostException} or with what the store says.
     */
    public <T> Mono<T> during(Bson document, Duration time, Mono<T> work) {
        return during(document, time, work, Updates::combine);
    }

    /**
     * As {@link #during(Bson, Duration, Mono)}.
     *
     * @param noted asked for what else is to be changed, whenever the document is kept again
     */
    public <T> Mono<T> during(Bson document, Duration time, Mono<T> work, Supplier<Bson> noted) {
        var renewals = Flux.interval(time.dividedBy(RENEWALS))
                // a store that is slow to answer is asked again once it has
                .onBackpressureDrop()
                .concatMap(tick -> keep(document, time, noted.get()).switchIfEmpty(Mono.error(LostException::new)));
        return Mono.firstWithSignal(work, renewals.then(Mono.never()));
    }

    /**
     * Does {@code work} if no other instance does it now, and nothing otherwise. The document of this id is made when it
     * is not there, and given back when the work is done, fails or is cancelled.
     *
     * @param time after which another may take it, and the work fails with a {@link java.util.concurrent.TimeoutException}
     */
    public Mono<Void> hold(String id, Duration time, Mono<Void> work) {
        // an answer that never comes must not keep the right, nor end all later turns
        var limited = work.timeout(time);
        return Mono.usingWhen(takeOrMake(id, time), end -> limited, end -> keep(eq(ID, id), Duration.ZERO));
    }

    private Mono<Date> takeOrMake(String id, Duration time) {
        return Mono.defer(() -> {
            var end = after(time);
            return Mono.from(documents.updateOne(and(eq(ID, id), free()), taken(end), new UpdateOptions().upsert(true)))
                    .thenReturn(end)
                    // the document is there and its time has not ended, or another takes it at this moment
                    .onErrorResume(LostRaces::isCauseOf, held -> Mono.empty());
        });
    }

    private Bson taken(Date end) {
        return combine(set(owner, instance), set(until, end));
    }

    /** As precise as MongoDB keeps it, so that nobody believes in more than what is stored. */
    private Date after(Duration time) {
        return Date.from(clock.instant().plus(time));
    }

    private static Mono<Instant> matched(Publisher<UpdateResult> update, Date end) {
        return Mono.from(update).filter(result -> result.getMatchedCount() == 1).map(result -> end.toInstant());
    }

    /** Another instance took this one for dead. */
    public static final class LostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public LostException() {
            super("another instance goes on with it", null, false, false);
        }
    }
}
