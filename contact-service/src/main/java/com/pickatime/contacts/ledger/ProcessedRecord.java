package com.pickatime.contacts.ledger;

import com.pickatime.schemas.digest.RosterDigest;
import org.jspecify.annotations.Nullable;

/**
 * One record that was dealt with, as the ledger counts it.
 *
 * @param run null if the record does not say to which import it belongs
 * @param outcome what it was
 * @param digest the record's own digest; that of nothing for a barrier
 * @param barrier set for a barrier alone
 */
public record ProcessedRecord(
        int partition,
        long offset,
        @Nullable RunKey run,
        Outcome outcome,
        RosterDigest digest,
        @Nullable Barrier barrier) {

    /** How a record counts. */
    public enum Outcome {
        APPLIED,
        REFUSED,
        BARRIER
    }
}
