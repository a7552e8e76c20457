package com.pickatime.imports.run.queue;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A queue in an empty database, as one instance sees it. */
public final class Queue {

    public static final RunSettings SETTINGS = new RunSettings(
            1,
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            3,
            Duration.ofMillis(10),
            Duration.ofHours(6),
            3,
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofDays(400));

    public static final RunOrder FULL = RunOrder.of(ImportMode.FULL, ImportTrigger.MANUAL);
    public static final RunOrder DELTA = RunOrder.of(ImportMode.DELTA, ImportTrigger.MANUAL);
    public static final RunOrder DRY_RUN = RunOrder.of(ImportMode.DRY_RUN, ImportTrigger.MANUAL);

    public final MongoDatabase database;
    public final MovableClock clock;
    final InstanceId instance = new InstanceId();
    public final ImportRuns runs;
    public final ImportRequests requests;
    public final OwnedRuns owned;
    public final RunRecovery recovery;

    private Queue(MongoDatabase database, MovableClock clock) {
        this.database = database;
        this.clock = clock;
        var signal = new WorkSignal();
        runs = new ImportRuns(database, signal, SETTINGS, instance, clock);
        TestDatabase.createIndexes(runs);
        requests = new ImportRequests(runs, signal, clock);
        owned = new OwnedRuns(runs, new Revisions(database), SETTINGS, instance, clock);
        recovery = new RunRecovery(runs, requests, signal, SETTINGS, clock);
    }

    public static Queue on(TestStore store) {
        return new Queue(TestDatabases.on(store), new MovableClock());
    }

    /** The same queue, as another instance sees it. */
    public Queue otherInstance() {
        return new Queue(database, clock);
    }

    public ImportId request(BusinessId businessId, RunOrder order) {
        return get(requests.request(businessId, order));
    }

    /** Claims a run that must be there. */
    public ImportRun claim() {
        return get(owned.claim());
    }

    public @Nullable ImportRun claimIfAny() {
        return owned.claim().block(TestDatabase.LIMIT);
    }

    public ImportRun find(ImportId importId) {
        return get(runs.find(importId));
    }

    public static void run(Mono<Void> work) {
        work.block(TestDatabase.LIMIT);
    }

    public static <T> T get(Mono<T> value) {
        return Objects.requireNonNull(value.block(TestDatabase.LIMIT));
    }
}
