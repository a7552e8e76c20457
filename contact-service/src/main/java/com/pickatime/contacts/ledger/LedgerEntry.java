package com.pickatime.contacts.ledger;

import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import org.jspecify.annotations.Nullable;

/**
 * What has been applied of one import on one partition.
 *
 * @param appliedThrough offset of the last record counted; -1 for none
 * @param records records applied
 * @param refused records that went to the dead letters
 * @param digest order-free digest of both
 * @param barrier null until it has been read
 */
public record LedgerEntry(
        RunKey run,
        int partition,
        long appliedThrough,
        long records,
        long refused,
        RosterDigest digest,
        @Nullable Barrier barrier) {

    static LedgerEntry empty(RunKey run, int partition) {
        return new LedgerEntry(run, partition, -1, 0, 0, RosterDigest.EMPTY, null);
    }

    static String id(ImportId importId, int partition) {
        return importId + ":" + partition;
    }

    String id() {
        return id(run.importId(), partition);
    }

    /** With one more record; unchanged by one that has been counted before. */
    LedgerEntry with(ProcessedRecord record) {
        if (record.offset() <= appliedThrough) {
            return this;
        }
        return new LedgerEntry(
                run,
                partition,
                record.offset(),
                records + (record.outcome() == ProcessedRecord.Outcome.APPLIED ? 1 : 0),
                refused + (record.outcome() == ProcessedRecord.Outcome.REFUSED ? 1 : 0),
                digest.plus(record.digest()),
                record.barrier() == null ? barrier : record.barrier());
    }
}
