package com.pickatime.contacts.intake;

import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.quarantine.Quarantine;
import com.pickatime.contacts.store.RosterWriter;
import com.pickatime.contacts.store.WriteReport;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Applies a batch: note what is about to change, write, put into quarantine, give the refused to the dead letters, and only then count.
 *
 * <p>Every step may be repeated, so a batch that failed anywhere is simply applied again from its start.
 */
@Component
final class RosterIntake {

    private final BatchAccounting accounting;
    private final RosterWriter writer;
    private final Quarantine quarantine;
    private final RosterDeadLetters deadLetters;
    private final IntakeMetrics metrics;

    RosterIntake(
            BatchAccounting accounting,
            RosterWriter writer,
            Quarantine quarantine,
            RosterDeadLetters deadLetters,
            IntakeMetrics metrics) {
        this.accounting = accounting;
        this.writer = writer;
        this.quarantine = quarantine;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /**
     * Applies a batch.
     *
     * @param seekedAfter as for {@link ImportLedger#enter}
     * @return as of {@link ImportLedger#enter}
     */
    Mono<Map<Integer, Long>> apply(RosterBatch batch, Map<Integer, Long> seekedAfter) {
        return accounting
                .begin(batch)
                .thenMany(Flux.fromIterable(batch.rounds()).concatMap(writer::write))
                .reduce(WriteReport.NOTHING, WriteReport::plus)
                .flatMap(report -> {
                    var written = batch.without(report.refused());
                    return quarantine
                            .apply(written.marks())
                            .then(Mono.defer(() -> deadLetterAndCount(written, seekedAfter)))
                            .doOnNext(gaps -> metrics.applied(batch, report));
                });
    }

    private Mono<Map<Integer, Long>> deadLetterAndCount(RosterBatch batch, Map<Integer, Long> seekedAfter) {
        return accounting
                .newRefusals(batch.refusals())
                .flatMap(deadLetters::publish)
                .then(accounting.finish(batch, seekedAfter));
    }
}
