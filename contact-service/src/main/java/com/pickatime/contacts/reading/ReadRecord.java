package com.pickatime.contacts.reading;

import com.pickatime.contacts.ledger.Barrier;
import com.pickatime.contacts.ledger.ProcessedRecord;
import com.pickatime.contacts.ledger.ProcessedRecord.Outcome;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.schemas.digest.RosterDigest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record of the roster topic that was read: a change, a barrier, or one that is refused. */
public sealed interface ReadRecord {

    /** The record as it came. */
    ConsumerRecord<byte[], byte[]> origin();

    /** How the ledger counts it. */
    ProcessedRecord processed();

    /**
     * A change to apply.
     *
     * @param releases whether it also ends a quarantine
     */
    record ChangeRecord(
            ConsumerRecord<byte[], byte[]> origin,
            RunKey run,
            RosterChange change,
            RosterDigest digest,
            boolean releases)
            implements ReadRecord {

        @Override
        public ProcessedRecord processed() {
            return new ProcessedRecord(origin.partition(), origin.offset(), run, Outcome.APPLIED, digest, null);
        }

        /** The same record, when the store would not take the change. */
        public RefusedRecord refusedByStore() {
            return new RefusedRecord(origin, RefusalReason.REFUSED_BY_STORE, run, digest);
        }
    }

    /** A contact that shall wait for a decision, and stay as it is. */
    record QuarantineRecord(ConsumerRecord<byte[], byte[]> origin, RunKey run, String sourceId, RosterDigest digest)
            implements ReadRecord {

        @Override
        public ProcessedRecord processed() {
            return new ProcessedRecord(origin.partition(), origin.offset(), run, Outcome.APPLIED, digest, null);
        }
    }

    /** The end of an import on one partition. */
    record BarrierRecord(ConsumerRecord<byte[], byte[]> origin, RunKey run, Barrier barrier) implements ReadRecord {

        @Override
        public ProcessedRecord processed() {
            return new ProcessedRecord(
                    origin.partition(), origin.offset(), run, Outcome.BARRIER, RosterDigest.EMPTY, barrier);
        }
    }

    /**
     * A record for the dead letters.
     *
     * @param run null if the record does not say to which import it belongs
     * @param digest what the record counts, so that the import's digest still agrees; that of nothing if unknown
     */
    record RefusedRecord(
            ConsumerRecord<byte[], byte[]> origin,
            RefusalReason reason,
            @Nullable RunKey run,
            RosterDigest digest) implements ReadRecord {

        @Override
        public ProcessedRecord processed() {
            return new ProcessedRecord(origin.partition(), origin.offset(), run, Outcome.REFUSED, digest, null);
        }
    }
}
