package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts tries to link for all instances together, by days of UTC.
 *
 * <p>A try is taken before it is looked at, by one update for each budget, and what that update says is the number of the try: of
 * however many at once, no more than a budget has are looked at. Only tries that were looked at and failed stay counted. One that
 * linked, or that was refused, gives back what it took and never more, so that alternating right and wrong values gains nothing.
 *
 * <p>Every try makes the same updates, whatever comes of it: where there is nothing to count, it counts up a decoy.
 */
@Component
class Budgets implements Indexed {

    private static final String ID = "_id";
    private static final String TRIES = "tries";
    private static final String ENDED = "ended";
    private static final String DECOY = "DECOY";
    private static final FindOneAndUpdateOptions COUNT =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    /** Of these the store need not know what is counted: from where parents try, and which birth dates. */
    private static final Set<Budget> HASHED = Set.of(Budget.ADDRESS, Budget.VALUE);

    private final MongoCollection<Document> counts;
    private final KeyedHash hash;
    private final Clock clock;

    Budgets(MongoDatabase database, KeyedHash hash, Clock clock) {
        this.counts = database.getCollection("link_tries");
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * What a try has taken.
     *
     * @param ids of the counts
     * @param exhausted which budget had nothing left; null if the try may be looked at
     */
    record Taken(LocalDate day, List<String> ids, @Nullable Budget exhausted) {

        boolean isAllowed() {
            return exhausted == null;
        }

        private Taken plus(String id, @Nullable Budget ended) {
            return new Taken(
                    day, Stream.concat(ids.stream(), Stream.of(id)).toList(), exhausted == null ? ended : exhausted);
        }
    }

    /** MongoDB removes old counts by itself; nothing relies on when. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(counts, Expiry.FIELD);
    }

    /**
     * Takes a try.
     *
     * @param who tries, for the decoy
     * @param keys what is counted in each budget; without one that budget is not asked
     */
    Mono<Taken> take(BusinessId business, LinkSettings settings, String who, Map<Budget, String> keys) {
        return Mono.defer(() -> {
            var taken = Mono.just(new Taken(LocalDate.now(clock), List.of(), null));
            for (var budget : Budget.values()) {
                taken = taken.flatMap(before -> take(business, settings, who, keys, budget, before));
            }
            return taken;
        });
    }

    private Mono<Taken> take(
            BusinessId business,
            LinkSettings settings,
            String who,
            Map<Budget, String> keys,
            Budget budget,
            Taken before) {
        var key = before.isAllowed() ? keys.get(budget) : null;
        var id = key == null ? id(business, DECOY, who, before.day()) : id(business, budget, key, before.day());
        return Mono.from(counts.findOneAndUpdate(
                        eq(ID, id),
                        combine(
                                inc(TRIES, 1),
                                setOnInsert(
                                        Expiry.FIELD, Date.from(end(before.day().plusDays(1))))),
                        COUNT))
                .retryWhen(LostRaces.retry())
                .map(count -> before.plus(
                        id, key != null && count.getInteger(TRIES) > settings.tries(budget) ? budget : null));
    }

    /**
     * Ends a try.
     *
     * @param stays whether the try was looked at and failed
     */
    Mono<Void> end(Taken taken, boolean stays) {
        var ended = taken.ids().stream()
                .map(id -> new UpdateOneModel<Document>(eq(ID, id), combine(inc(TRIES, stays ? 0 : -1), inc(ENDED, 1))))
                .toList();
        // not done again if it fails: what was given back already would be given twice
        return Mono.from(counts.bulkWrite(ended)).then();
    }

    /** How many tries a budget has left today. */
    Mono<Integer> left(BusinessId business, LinkSettings settings, Budget budget, String key) {
        return Mono.defer(() -> Mono.from(counts.find(eq(ID, id(business, budget, key, LocalDate.now(clock))))
                        .first()))
                .map(count -> Math.max(0, settings.tries(budget) - count.getInteger(TRIES)))
                .defaultIfEmpty(settings.tries(budget));
    }

    /** When the counts of a day begin anew. */
    static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private String id(BusinessId business, Budget budget, String key, LocalDate day) {
        return id(business, budget.name(), HASHED.contains(budget) ? hashed(budget, key) : key, day);
    }

    private static String id(BusinessId business, String budget, String key, LocalDate day) {
        return business.value() + ':' + day + ':' + budget + ':' + key;
    }

    private String hashed(Budget budget, String key) {
        return HexFormat.of().formatHex(hash.of(("link " + budget + ':' + key).getBytes(StandardCharsets.UTF_8)));
    }
}
