package com.pickatime.contacts.completion;

import com.pickatime.contacts.events.ImportEvents;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.ledger.ImportStanding;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportSummary;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Announces imports that are over.
 *
 * <p>The one way to a completion, also after a crash: whoever finds an import with all its barriers applied and no valid
 * claim announces it. An import that fails to be announced keeps no other waiting.
 */
@Component
class CompletionSweep {

    private static final Logger log = LoggerFactory.getLogger(CompletionSweep.class);

    private final Completions completions;
    private final ImportLedger ledger;
    private final Receipts receipts;
    private final ImportEvents events;
    private final CompletionSettings settings;

    CompletionSweep(
            Completions completions,
            ImportLedger ledger,
            Receipts receipts,
            ImportEvents events,
            CompletionSettings settings) {
        this.completions = completions;
        this.ledger = ledger;
        this.receipts = receipts;
        this.events = events;
        this.settings = settings;
    }

    /** Limited in time, because an answer that never comes would end all later sweeps. */
    @Scheduled(fixedDelayString = "${contacts.completion.sweep:1s}")
    Mono<Void> sweep() {
        return completions.due().concatMap(this::completeIfOver).then().timeout(settings.lease());
    }

    private Mono<Void> completeIfOver(Completion completion) {
        return ledger.standing(completion.run().importId())
                .filter(ImportStanding::isOver)
                .flatMap(standing -> completions
                        .claim(completion, settings.lease())
                        .flatMap(claimed -> announce(claimed, standing)
                                .timeout(settings.lease().dividedBy(2))
                                .onErrorResume(failure -> giveBack(claimed, failure))));
    }

    private Mono<Void> announce(Completion completion, ImportStanding standing) {
        var run = completion.run();
        return completions
                .summary(completion)
                .flatMap(summary ->
                        receipts.of(run, summary.getTotals()).map(receipt -> completed(summary, standing, receipt)))
                .flatMap(completed -> events.completed(run, completed)
                        .then(completions.announced(completion, completed.getDifferences()))
                        .doOnSuccess(done -> log.info(
                                "import={} completed: applied={} refused={} differences={}",
                                run.importId(),
                                completed.getApplied(),
                                completed.getRefused(),
                                completed.getDifferences())));
    }

    private static ImportCompleted completed(ImportSummary summary, ImportStanding standing, Receipt receipt) {
        var warnings = new ArrayList<>(summary.getWarnings());
        warnings.addAll(Warnings.about(standing, receipt));
        return ImportCompleted.newBuilder()
                .setUnchanged(false)
                .setApplied(standing.applied())
                .setRefused(standing.refused())
                .setSummary(
                        ImportSummary.newBuilder(summary).setWarnings(warnings).build())
                .setReceipt(receipt.lines())
                .setDifferences(receipt.differences())
                .build();
    }

    private Mono<Void> giveBack(Completion completion, Throwable failure) {
        log.warn(
                "import={} could not be announced and will be tried again",
                completion.run().importId(),
                failure);
        return completions.release(completion, settings.retryAfter());
    }
}
