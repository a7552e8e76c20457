package com.pickatime.contacts.reading;

import com.pickatime.contacts.ledger.Barrier;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.events.ImportBarrier;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterRecord;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.RosterKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/**
 * Reads records one by one, so that a bad one stands in nobody's way.
 *
 * <p>It fails only where the record is not to blame: while the schema registry is away.
 */
@Component
public class RosterRecordReader {

    /** Keys of documents are made of them, and not every store takes longer ones; OneRoster's are far shorter. */
    private static final int LONGEST_ID = 512;

    private final RosterRecordDecoder decoder;
    private final RosterContentReader content;

    RosterRecordReader(RosterRecordDecoder decoder, RosterContentReader content) {
        this.decoder = decoder;
        this.content = content;
    }

    /**
     * What the record is.
     *
     * @throws org.apache.kafka.common.errors.SerializationException if the registry cannot be asked now
     */
    public ReadRecord read(ConsumerRecord<byte[], byte[]> origin) {
        RosterRecord record;
        try {
            record = decoder.decode(origin);
        } catch (RefusedException e) {
            return new ReadRecord.RefusedRecord(origin, e.reason(), null, RosterDigest.EMPTY);
        }
        var run = new RunKey(record.getImportId(), record.getBusinessId(), record.getRevision());
        try {
            requireKey(origin, record);
            return record.getOperation() == RosterOperation.BARRIER
                    ? new ReadRecord.BarrierRecord(origin, run, barrier(record))
                    : new ReadRecord.ChangeRecord(origin, run, change(record), digest(record));
        } catch (RefusedException e) {
            return new ReadRecord.RefusedRecord(origin, e.reason(), run, digest(record));
        }
    }

    private RosterChange change(RosterRecord record) {
        var collection = RosterCollection.of(record.getType())
                .orElseThrow(() -> new RefusedException(RefusalReason.UNKNOWN_TYPE));
        var fields = switch (record.getOperation()) {
            case UPSERT -> content.of(record);
            case REMOVE -> null;
            case UNKNOWN, BARRIER -> throw new RefusedException(RefusalReason.UNKNOWN_OPERATION);
        };
        return new RosterChange(
                collection,
                record.getBusinessId(),
                record.getSourceId(),
                record.getRevision(),
                record.getImportId(),
                fields);
    }

    private static Barrier barrier(RosterRecord record) {
        if (!(record.getPayload() instanceof ImportBarrier barrier)) {
            throw new RefusedException(RefusalReason.WRONG_PAYLOAD);
        }
        return new Barrier(barrier.getRecords(), RosterDigest.fromAvro(barrier.getDigest()));
    }

    /** Also checks what every document needs: both parts of its key, a revision, and an import. */
    private static void requireKey(ConsumerRecord<byte[], byte[]> origin, RosterRecord record) {
        if (origin.key() == null) {
            throw new RefusedException(RefusalReason.NO_KEY);
        }
        if (record.getRevision() < 1 || record.getImportId().isBlank()) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
        if (record.getBusinessId().length() > LONGEST_ID
                || record.getSourceId().length() > LONGEST_ID
                || record.getImportId().length() > LONGEST_ID) {
            throw new RefusedException(RefusalReason.ID_TOO_LONG);
        }
        if (!Arrays.equals(origin.key(), key(record).getBytes(StandardCharsets.UTF_8))) {
            throw new RefusedException(RefusalReason.KEY_MISMATCH);
        }
    }

    private static String key(RosterRecord record) {
        try {
            return RosterKey.of(record.getBusinessId(), record.getSourceId());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
    }

    private static RosterDigest digest(RosterRecord record) {
        return record.getOperation() == RosterOperation.BARRIER
                ? RosterDigest.EMPTY
                : RosterDigest.of(record.getType(), record.getSourceId(), record.getContentHash());
    }
}
