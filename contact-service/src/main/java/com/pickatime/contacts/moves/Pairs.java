package com.pickatime.contacts.moves;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.moves.Pair.State;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The lines of maps of source IDs, from being read until a month later. */
@Component
class Pairs implements Indexed {

    /** As long as what an adoption moved can be taken back. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> pairs;
    private final Clock clock;

    Pairs(MongoDatabase database, Clock clock) {
        this.pairs = database.getCollection("source_id_moves");
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(pairs.createIndex(Indexes.ascending(Pair.JOB, Pair.NEW), new IndexOptions().unique(true)))
                .then(Mono.from(pairs.createIndex(Indexes.ascending(Pair.JOB, Pair.STATE, Pair.ID))))
                .then(Expiry.createIndex(pairs, Expiry.FIELD));
    }

    /** Keeps what was read; emits what is wrong with those that repeat a source ID, by their line. */
    Mono<Map<Long, String>> keep(List<Document> read) {
        var end = Date.from(clock.instant().plus(KEPT));
        var models = read.stream()
                .<WriteModel<Document>>map(pair -> new InsertOneModel<>(pair.append(Expiry.FIELD, end)))
                .toList();
        return Mono.from(pairs.bulkWrite(models, UNORDERED))
                .thenReturn(Map.<Long, String>of())
                .onErrorResume(LostRaces::isCauseOf, repeated -> {
                    var refused = ((MongoBulkWriteException) repeated)
                            .getWriteErrors().stream()
                                    .map(BulkWriteError::getIndex)
                                    .map(read::get)
                                    .toList();
                    return known(refused.stream()
                                    .map(pair -> pair.getString(Pair.ID))
                                    .toList())
                            .map(known -> refused.stream()
                                    .collect(Collectors.toMap(
                                            pair -> pair.getLong(Pair.LINE),
                                            pair -> known.contains(pair.getString(Pair.ID))
                                                    ? "repeats the old source ID of another line"
                                                    : "repeats the new source ID of another line")));
                });
    }

    private Mono<Set<String>> known(Collection<String> ids) {
        return Flux.from(pairs.find(in(Pair.ID, ids)).projection(Projections.include(Pair.ID)))
                .map(document -> document.getString(Pair.ID))
                .collect(Collectors.toSet());
    }

    /** Some in this state, in the order of their ids, from one on; fewer than asked for only where there are no more. */
    Mono<List<Pair>> some(String job, State state, Bson more, String from, int most) {
        return Flux.from(pairs.find(and(eq(Pair.JOB, job), eq(Pair.STATE, state.name()), gte(Pair.ID, from), more))
                        .sort(Sorts.ascending(Pair.ID))
                        .limit(most))
                .map(Pair::new)
                .collectList();
    }

    /** Those that were refused, in the order of their ids. */
    Flux<Pair> refused(String job, String after) {
        return Flux.from(pairs.find(and(eq(Pair.JOB, job), eq(Pair.STATE, State.REFUSED.name()), gt(Pair.ID, after)))
                        .sort(Sorts.ascending(Pair.ID)))
                .map(Pair::new);
    }

    Mono<Long> count(String job, State state) {
        return Mono.from(pairs.countDocuments(and(eq(Pair.JOB, job), eq(Pair.STATE, state.name()))));
    }

    /** Those of some source IDs that are old ones of the job, each with its pair. */
    Mono<Map<String, Pair>> byOld(BusinessId business, String job, Collection<String> sourceIds) {
        return Flux.from(pairs.find(in(
                        Pair.ID,
                        sourceIds.stream()
                                .map(old -> Pair.id(business, job, old))
                                .toList())))
                .map(Pair::new)
                .collectMap(Pair::old);
    }

    /** Those of some source IDs that are new ones of the job. */
    Mono<Set<String>> news(String job, Collection<String> sourceIds) {
        return Flux.from(pairs.find(and(eq(Pair.JOB, job), in(Pair.NEW, sourceIds)))
                        .projection(Projections.include(Pair.NEW)))
                .map(document -> document.getString(Pair.NEW))
                .collect(Collectors.toSet());
    }

    static WriteModel<Document> becoming(Pair pair, State state, Bson... noted) {
        return new UpdateOneModel<>(eq(Pair.ID, pair.id()), combine(set(Pair.STATE, state.name()), combine(noted)));
    }

    static WriteModel<Document> refusing(Pair pair, Refusal refusal) {
        return becoming(pair, State.REFUSED, set(Pair.REFUSAL, refusal.name()));
    }

    static WriteModel<Document> noting(Pair pair, Bson noted) {
        return new UpdateOneModel<>(eq(Pair.ID, pair.id()), noted);
    }

    Mono<Void> write(List<WriteModel<Document>> models) {
        return Mono.defer(() -> models.isEmpty()
                ? Mono.empty()
                : Mono.from(pairs.bulkWrite(models, UNORDERED)).then());
    }

    Mono<Void> forget(String job) {
        return Mono.from(pairs.deleteMany(eq(Pair.JOB, job))).then();
    }
}
