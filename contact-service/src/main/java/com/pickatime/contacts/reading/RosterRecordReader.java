package com.pickatime.contacts.reading;

import com.pickatime.contacts.ledger.Barrier;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.events.ImportBarrier;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterRecord;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
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
        RunKey run;
        try {
            record = decoder.decode(origin);
            run = run(record);
        } catch (RefusedException e) {
            return new ReadRecord.RefusedRecord(origin, e.reason(), null, RosterDigest.EMPTY);
        }
        try {
            requireKey(origin, record);
            return switch (record.getOperation()) {
                case BARRIER -> new ReadRecord.BarrierRecord(origin, run, barrier(record));
                case QUARANTINE ->
                    new ReadRecord.QuarantineRecord(
                            origin, run, personIn(record).getSourceId(), digest(record));
                default ->
                    new ReadRecord.ChangeRecord(
                            origin,
                            run,
                            change(run, record),
                            digest(record),
                            record.getOperation() == RosterOperation.RELEASE);
            };
        } catch (RefusedException e) {
            return new ReadRecord.RefusedRecord(origin, e.reason(), run, digest(record));
        }
    }

    /** A record that does not name its import and its business counts for none. */
    private static RunKey run(RosterRecord record) {
        try {
            return new RunKey(
                    new ImportId(record.getImportId()), new BusinessId(record.getBusinessId()), record.getRevision());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
    }

    private RosterChange change(RunKey run, RosterRecord record) {
        var collection = RosterCollection.of(record.getType())
                .orElseThrow(() -> new RefusedException(RefusalReason.UNKNOWN_TYPE));
        var fields = switch (record.getOperation()) {
            case UPSERT -> content.of(run.businessId(), record);
            case RELEASE -> content.of(run.businessId(), personIn(record));
            case REMOVE -> null;
            case UNKNOWN, BARRIER, QUARANTINE -> throw new RefusedException(RefusalReason.UNKNOWN_OPERATION);
        };
        return new RosterChange(
                collection, run.businessId(), record.getSourceId(), run.revision(), run.importId(), fields);
    }

    /** Nobody and nothing else is put into quarantine, or released. */
    private static RosterRecord personIn(RosterRecord record) {
        if (record.getType() != RecordType.PERSON) {
            throw new RefusedException(RefusalReason.UNKNOWN_OPERATION);
        }
        return record;
    }

    private static Barrier barrier(RosterRecord record) {
        if (!(record.getPayload() instanceof ImportBarrier barrier)) {
            throw new RefusedException(RefusalReason.WRONG_PAYLOAD);
        }
        return new Barrier(barrier.getRecords(), RosterDigest.fromAvro(barrier.getDigest()));
    }

    /** Also checks what every document needs: both parts of its key, and a revision. */
    private static void requireKey(ConsumerRecord<byte[], byte[]> origin, RosterRecord record) {
        if (origin.key() == null) {
            throw new RefusedException(RefusalReason.NO_KEY);
        }
        if (record.getRevision() < 1) {
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
