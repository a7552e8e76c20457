package com.pickatime.imports.connection.onboarding;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.platform.mongo.Lease;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets one instance at a time ask ClassLink. */
@Component
class PollLease {

    private static final String ID = "classlink-poll";

    private final Lease lease;
    private final Duration time;

    PollLease(MongoDatabase database, PollSettings settings, InstanceId instance, Clock clock) {
        this.lease = Lease.byName(database, instance.value(), clock);
        this.time = settings.lease();
    }

    /** Does {@code work} if no other instance does it now, and nothing otherwise. */
    Mono<Void> exclusively(Mono<Void> work) {
        return lease.hold(ID, time, work);
    }
}
