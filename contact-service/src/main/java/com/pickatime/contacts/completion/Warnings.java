package com.pickatime.contacts.completion;

import com.pickatime.contacts.ledger.ImportCounts;
import com.pickatime.events.ImportWarning;
import java.util.ArrayList;
import java.util.List;

/** What an administrator should know about how an import was applied. */
final class Warnings {

    static final String REFUSED = "RECORDS_REFUSED";
    static final String MISSING = "RECORDS_MISSING";
    static final String SURPLUS = "RECORDS_SURPLUS";
    static final String ALTERED = "RECORDS_ALTERED";
    static final String NOT_COMPARED = "RECEIPT_SUPERSEDED";
    static final String WAITING = "PARENTS_WAITING_FOR_BIRTH_DATES";

    private Warnings() {}

    /**
     * The warnings.
     *
     * @param waiting parents of whom a child has no birth date
     */
    static List<ImportWarning> about(ImportCounts counts, Receipt receipt, long waiting) {
        var warnings = new ArrayList<ImportWarning>();
        if (counts.refused() > 0) {
            warnings.add(new ImportWarning(
                    REFUSED,
                    counts.refused(),
                    "Some records could not be applied. They are on the topic roster.records-dlt with the reason in a"
                            + " header; once that is solved, run the import again."));
        }
        if (!counts.sameRecords()) {
            warnings.add(discrepancy(counts.expected() - counts.applied() - counts.refused()));
        }
        if (receipt.superseded()) {
            warnings.add(new ImportWarning(
                    NOT_COMPARED,
                    0L,
                    "A later import was already being applied, so this one could not be compared with its source. The"
                            + " receipt of the later import counts."));
        }
        if (waiting > 0) {
            warnings.add(
                    new ImportWarning(
                            WAITING,
                            waiting,
                            "These parents cannot link to at least one of their children, who has no birth date. Do not invite"
                                    + " parents before the birth dates are there; the birth-date pre-flight names schools and grades."));
        }
        return warnings;
    }

    private static ImportWarning discrepancy(long missing) {
        if (missing > 0) {
            return new ImportWarning(
                    MISSING, missing, "Fewer records arrived than were published. Run the import again.");
        }
        if (missing < 0) {
            return new ImportWarning(
                    SURPLUS, -missing, "More records arrived than were published. Run the import again.");
        }
        return new ImportWarning(
                ALTERED, 0L, "As many records arrived as were published, but not the same. Run the import again.");
    }
}
