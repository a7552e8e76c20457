package com.pickatime.contacts.ledger;

import java.util.List;
import java.util.Objects;

/**
 * How far one import has come, over all partitions.
 *
 * @param applied records applied
 * @param refused records that went to the dead letters
 * @param expected records that the barriers read so far promise
 * @param barriers barriers read
 * @param sameRecords whether on each partition with a barrier exactly the promised records arrived
 */
public record ImportCounts(RunKey run, long applied, long refused, long expected, int barriers, boolean sameRecords) {

    static ImportCounts of(List<LedgerEntry> entries) {
        var barriers = entries.stream()
                .map(LedgerEntry::barrier)
                .filter(Objects::nonNull)
                .toList();
        return new ImportCounts(
                entries.get(0).run(),
                entries.stream().mapToLong(LedgerEntry::records).sum(),
                entries.stream().mapToLong(LedgerEntry::refused).sum(),
                barriers.stream().mapToLong(Barrier::records).sum(),
                barriers.size(),
                entries.stream().allMatch(ImportCounts::hasWhatItsBarrierSays));
    }

    /** Whether every one of its so many barriers has been read, so that nothing more of the import can come. */
    public boolean hasAllBarriers(int partitions) {
        return barriers >= partitions;
    }

    private static boolean hasWhatItsBarrierSays(LedgerEntry entry) {
        var barrier = entry.barrier();
        return barrier == null
                || (barrier.records() == entry.records() + entry.refused()
                        && barrier.digest().equals(entry.digest()));
    }
}
