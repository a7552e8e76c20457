package com.pickatime.contacts.reading;

import com.pickatime.contacts.ledger.Barrier;
import com.pickatime.contacts.ledger.Delivery;
import com.pickatime.contacts.ledger.Delivery.Outcome;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.schemas.digest.RosterDigest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record turned out to be. */
public sealed interface Arrival {

    /** The record as it came. */
    ConsumerRecord<byte[], byte[]> origin();

    /** How the ledger counts it. */
    Delivery delivery();

    /** A change to apply. */
    record Changed(ConsumerRecord<byte[], byte[]> origin, RunKey run, RosterChange change, RosterDigest digest)
            implements Arrival {

        @Override
        public Delivery delivery() {
            return new Delivery(origin.partition(), origin.offset(), run, Outcome.APPLIED, digest, null);
        }

        /** The same record, when the store would not take the change. */
        public Refused refusedByStore() {
            return new Refused(origin, RefusalReason.REFUSED_BY_STORE, run, digest);
        }
    }

    /** The end of an import on one partition. */
    record Ended(ConsumerRecord<byte[], byte[]> origin, RunKey run, Barrier barrier) implements Arrival {

        @Override
        public Delivery delivery() {
            return new Delivery(origin.partition(), origin.offset(), run, Outcome.BARRIER, RosterDigest.EMPTY, barrier);
        }
    }

    /**
     * A record for the dead letters.
     *
     * @param run null if the record does not say to which import it belongs
     * @param digest what the record counts, so that the import's digest still agrees; that of nothing if unknown
     */
    record Refused(
            ConsumerRecord<byte[], byte[]> origin,
            RefusalReason reason,
            @Nullable RunKey run,
            RosterDigest digest) implements Arrival {

        @Override
        public Delivery delivery() {
            return new Delivery(origin.partition(), origin.offset(), run, Outcome.REFUSED, digest, null);
        }
    }
}
