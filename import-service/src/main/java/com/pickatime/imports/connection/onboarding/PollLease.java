package com.pickatime.imports.connection.onboarding;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.platform.mongo.LostRaces;
import java.time.Clock;
import java.time.Instant;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets one instance at a time ask ClassLink. */
@Component
class PollLease {

    private static final String ID = "classlink-poll";
    private static final String OWNER = "owner";
    private static final String UNTIL = "until";

    private final MongoCollection<Document> leases;
    private final PollSettings settings;
    private final InstanceId instance;
    private final Clock clock;

    PollLease(MongoDatabase database, PollSettings settings, InstanceId instance, Clock clock) {
        this.leases = database.getCollection("leases");
        this.settings = settings;
        this.instance = instance;
        this.clock = clock;
    }

    /** Does {@code work} if no other instance does it now, and nothing otherwise. */
    Mono<Void> hold(Mono<Void> work) {
        // an answer that never comes must not keep the lease, nor end all later looks
        var limited = work.timeout(settings.lease());
        return Mono.usingWhen(take(), ours -> ours ? limited : Mono.empty(), ours -> ours ? giveBack() : Mono.empty());
    }

    private Mono<Boolean> take() {
        return Mono.defer(() -> {
            var now = clock.instant();
            return Mono.from(leases.updateOne(
                            and(eq("_id", ID), lt(UNTIL, now)),
                            Updates.combine(
                                    Updates.set(OWNER, instance.value()),
                                    Updates.set(UNTIL, now.plus(settings.lease()))),
                            new UpdateOptions().upsert(true)))
                    .thenReturn(true)
                    // the document is there and its lease has not ended, or another takes it at this moment
                    .onErrorResume(LostRaces::isCauseOf, held -> Mono.just(false));
        });
    }

    private Mono<Void> giveBack() {
        return Mono.from(leases.updateOne(
                        and(eq("_id", ID), eq(OWNER, instance.value())), Updates.set(UNTIL, Instant.EPOCH)))
                .then();
    }
}
