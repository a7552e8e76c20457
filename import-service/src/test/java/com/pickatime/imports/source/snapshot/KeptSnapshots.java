package com.pickatime.imports.source.snapshot;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.platform.crypto.Keysets;
import java.time.Clock;
import java.time.Duration;
import reactor.core.scheduler.Schedulers;

/** Snapshots for tests of what keeps them. */
public final class KeptSnapshots {

    private KeptSnapshots() {}

    public static Snapshots in(MongoDatabase database, Keysets keysets, Clock clock) {
        return in(database, keysets, clock, new SnapshotSettings(Duration.ofDays(90), 200));
    }

    static Snapshots in(MongoDatabase database, Keysets keysets, Clock clock, SnapshotSettings settings) {
        var snapshots = new Snapshots(
                database, keysets.fieldCipher(), keysets.keyedHash(), settings, Schedulers.boundedElastic(), clock);
        TestDatabase.createIndexes(snapshots);
        return snapshots;
    }
}
