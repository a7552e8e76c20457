package com.pickatime.contacts.completion;

import com.pickatime.contacts.completion.Completions.Announcement;
import com.pickatime.contacts.ledger.ImportCounts;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers how far one import has come. */
@RestController
class AppliedImportController {

    private static final Announcement NONE = new Announcement(0, false, 0);

    private final ImportLedger ledger;
    private final Completions completions;

    AppliedImportController(ImportLedger ledger, Completions completions) {
        this.ledger = ledger;
        this.completions = completions;
    }

    /**
     * How far one import has come.
     *
     * @param expected records on the partitions whose barriers were read; the whole import's once all were
     * @param barriers barriers read
     * @param partitions barriers that there will be; 0 until ImportPublished was read, without which the import is not completed
     * @param completed whether its completion was announced
     * @param differences receipt lines whose two sides differ, -1 when they were not compared; null until it was announced
     */
    record AppliedImport(
            ImportId importId,
            long revision,
            long applied,
            long refused,
            long expected,
            int barriers,
            int partitions,
            boolean completed,
            @Nullable Integer differences) {

        static AppliedImport of(ImportCounts counts, Announcement announcement) {
            return new AppliedImport(
                    counts.run().importId(),
                    counts.run().revision(),
                    counts.applied(),
                    counts.refused(),
                    counts.expected(),
                    counts.barriers(),
                    announcement.partitions(),
                    announcement.made(),
                    announcement.made() ? announcement.differences() : null);
        }
    }

    @GetMapping("/businesses/{businessId:[^:]+}/imports/{importId}")
    Mono<AppliedImport> progress(@PathVariable BusinessId businessId, @PathVariable ImportId importId) {
        return ledger.counts(importId)
                .filter(counts -> counts.run().businessId().equals(businessId))
                .zipWith(completions.announcement(importId).defaultIfEmpty(NONE), AppliedImport::of)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "Nothing of this import has arrived here. The import service lists a business's imports.")));
    }
}
