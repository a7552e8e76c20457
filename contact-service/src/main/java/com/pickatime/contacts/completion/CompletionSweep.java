package com.pickatime.contacts.completion;

import com.pickatime.contacts.adoption.TrustedAdoptions;
import com.pickatime.contacts.events.ImportEvents;
import com.pickatime.contacts.ledger.ImportCounts;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.preflight.BirthDates;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportSummary;
import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Announces imports that are over.
 *
 * <p>The one way to a completion, also after a crash: whoever finds an import with its event read, all its barriers applied
 * and no valid claim announces it. An import that fails to be announced keeps no other waiting.
 */
@Component
class CompletionSweep {

    private static final Logger log = LoggerFactory.getLogger(CompletionSweep.class);

    private static final Duration LOOK = Duration.ofSeconds(90);

    /** Longer than the longest limit that can be set for one announcement. */
    private static final Duration LONGEST_SWEEP = Duration.ofMinutes(35);

    private static final String PART = "the look for imports that are over";
    private static final int MOST_AT_ONCE = 64;

    private final Completions completions;
    private final ImportLedger ledger;
    private final Receipts receipts;
    private final BirthDates birthDates;
    private final ImportEvents events;
    private final TrustedAdoptions adoptions;
    private final CompletionSettings settings;
    private final Standstill standstill;
    private final AtomicBoolean looking = new AtomicBoolean();

    CompletionSweep(
            Completions completions,
            ImportLedger ledger,
            Receipts receipts,
            BirthDates birthDates,
            ImportEvents events,
            TrustedAdoptions adoptions,
            CompletionSettings settings,
            Standstill standstill) {
        this.completions = completions;
        this.ledger = ledger;
        this.receipts = receipts;
        this.birthDates = birthDates;
        this.events = events;
        this.adoptions = adoptions;
        this.settings = settings;
        this.standstill = standstill;
    }

    /**
     * Looks for what is over, and announces it.
     *
     * <p>At a fixed rate, so that a large district whose roster takes minutes to compare keeps no other waiting; only one
     * look at a time, and limited, because an answer that never comes must not end all later ones.
     */
    @Scheduled(fixedRateString = "${contacts.completion.sweep:1s}")
    Mono<Void> sweep() {
        return Flux.defer(() -> looking.compareAndSet(false, true) ? claimed() : Flux.<Claimed>empty())
                .flatMap(claimed -> complete(claimed), MOST_AT_ONCE)
                .then()
                .timeout(LONGEST_SWEEP);
    }

    private Flux<Claimed> claimed() {
        return completions
                .due()
                .concatMap(completion ->
                        claimIfApplied(completion).onErrorResume(failure -> postpone(completion, failure)))
                .doOnComplete(() -> standstill.goesOn(PART))
                .takeUntilOther(Mono.delay(LOOK).then(Mono.error(() -> new TimeoutException("no answer of the store"))))
                .onErrorResume(failure -> {
                    standstill.waits(PART, failure);
                    return Flux.empty();
                })
                // before whoever waits for the end is told, so that the next look finds it free
                .doOnTerminate(() -> looking.set(false))
                .doOnCancel(() -> looking.set(false));
    }

    private Mono<Claimed> claimIfApplied(Completion completion) {
        return ledger.counts(completion.run().importId())
                .filter(counts -> counts.hasAllBarriers(completion.partitions()))
                .flatMap(counts -> completions.claim(completion).map(claimed -> new Claimed(claimed, counts)));
    }

    /** An instance that is stopped hands its claim over at once; one that dies leaves it to expire. */
    private Mono<Void> complete(Claimed mine) {
        var completion = mine.completion();
        return Mono.usingWhen(
                        Mono.just(completion),
                        claimed -> completions.kept(
                                claimed, announce(claimed, mine.counts()).timeout(settings.limit())),
                        done -> Mono.empty(),
                        (failed, failure) -> giveBack(completion, failure),
                        stopped -> completions.handOver(completion))
                .onErrorComplete();
    }

    private Mono<Void> announce(Completion completion, ImportCounts counts) {
        var run = completion.run();
        var summary = completion.summary();
        return receipts.of(run, summary.getTotals())
                .flatMap(receipt -> waiting(completion).map(waiting -> completed(summary, counts, receipt, waiting)))
                .flatMap(completed -> events.completed(run, completed)
                        .then(adoptions.importCompleted(run.businessId()))
                        .then(completions.announced(completion, completed.getDifferences()))
                        .doOnSuccess(done -> log.info(
                                "import={} completed: applied={} refused={} differences={}",
                                run.importId(),
                                completed.getApplied(),
                                completed.getRefused(),
                                completed.getDifferences())));
    }

    /** Parents who wait for a birth date; nobody is counted where the import says that all are there. */
    private Mono<Long> waiting(Completion completion) {
        return completion.summary().getStudentsWithoutBirthDate() == 0
                ? Mono.just(0L)
                : birthDates.of(completion.run().businessId()).map(BirthDates.Counted::parentsAffected);
    }

    private static ImportCompleted completed(
            ImportSummary summary, ImportCounts counts, Receipt receipt, long waiting) {
        var warnings = new ArrayList<>(summary.getWarnings());
        warnings.addAll(Warnings.about(counts, receipt, waiting));
        return ImportCompleted.newBuilder()
                .setUnchanged(false)
                .setApplied(counts.applied())
                .setRefused(counts.refused())
                .setSummary(
                        ImportSummary.newBuilder(summary).setWarnings(warnings).build())
                .setReceipt(receipt.lines())
                .setDifferences(receipt.differences())
                .build();
    }

    private Mono<Claimed> postpone(Completion completion, Throwable failure) {
        log.warn(
                "business={} import={} how it stands cannot be read now; it will be tried again, and no other waits for it",
                completion.run().businessId(),
                completion.run().importId(),
                failure);
        return completions.postpone(completion).onErrorComplete().then(Mono.empty());
    }

    private Mono<Void> giveBack(Completion completion, Throwable failure) {
        log.warn(
                "business={} import={} could not be announced and will be tried again",
                completion.run().businessId(),
                completion.run().importId(),
                failure);
        return completions.release(completion).onErrorComplete();
    }

    /** An import that is over, claimed by this instance. */
    private record Claimed(Completion completion, ImportCounts counts) {}
}
