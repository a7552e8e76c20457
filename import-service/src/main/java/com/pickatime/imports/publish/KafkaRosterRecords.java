package com.pickatime.imports.publish;

import com.pickatime.events.ContentHash;
import com.pickatime.events.ImportBarrier;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.platform.crypto.FieldCipher;
import org.jspecify.annotations.Nullable;

/** Writes one run's changes as roster records. */
final class KafkaRosterRecords {

    private final KafkaPublishedRun run;
    private final FieldCipher cipher;

    KafkaRosterRecords(KafkaPublishedRun run, FieldCipher cipher) {
        this.run = run;
        this.cipher = cipher;
    }

    RosterRecord of(Change change) {
        var row = change.row();
        return record(
                switch (change.kind()) {
                    case ADD, UPDATE -> RosterOperation.UPSERT;
                    case REMOVE -> RosterOperation.REMOVE;
                    case QUARANTINE -> RosterOperation.QUARANTINE;
                    case RELEASE -> RosterOperation.RELEASE;
                },
                change.type(),
                change.sourceId(),
                hash(change.hash()),
                row == null ? null : KafkaSealedPayload.of(row, run.businessId(), cipher));
    }

    /** The last record of the run on one partition. */
    RosterRecord barrier(int partition, PartitionTallies tallies) {
        var tally = tallies.of(partition);
        var barrier =
                new ImportBarrier(partition, tally.records(), tally.digest().toAvro());
        return record(
                RosterOperation.BARRIER,
                RecordType.BARRIER,
                run.importId().value(),
                null,
                KafkaSealedPayload.of(barrier));
    }

    private RosterRecord record(
            RosterOperation operation,
            RecordType type,
            String sourceId,
            @Nullable ContentHash hash,
            @Nullable KafkaSealedPayload payload) {
        return new RosterRecord(
                run.businessId().value(),
                run.importId().value(),
                run.revision(),
                operation,
                type,
                sourceId,
                hash,
                payload == null ? null : payload.payload());
    }

    private static @Nullable ContentHash hash(byte @Nullable [] hash) {
        return hash == null ? null : new ContentHash(hash);
    }
}
