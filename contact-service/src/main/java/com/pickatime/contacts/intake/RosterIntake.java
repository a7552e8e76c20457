package com.pickatime.contacts.intake;

import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.store.RosterWriter;
import com.pickatime.contacts.store.WriteReport;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Applies a batch: note what is about to change, write, give the refused to the dead letters, and only then count.
 *
 * <p>Every step may be repeated, so a batch that failed anywhere is simply applied again from its start.
 */
@Component
final class RosterIntake {

    private final Bookkeeping books;
    private final RosterWriter writer;
    private final RosterDeadLetters deadLetters;
    private final IntakeMetrics metrics;

    RosterIntake(Bookkeeping books, RosterWriter writer, RosterDeadLetters deadLetters, IntakeMetrics metrics) {
        this.books = books;
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /**
     * Applies a batch.
     *
     * @param excused as for {@link ImportLedger#enter}
     * @return where the store is behind, and the position to read again from
     */
    Mono<Map<Integer, Long>> apply(RosterBatch batch, Map<Integer, Long> excused) {
        return books.open(batch)
                .thenMany(Flux.fromIterable(batch.rounds()).concatMap(writer::write))
                .reduce(WriteReport.NOTHING, WriteReport::plus)
                .flatMap(report -> settle(batch.without(report.refused()), excused)
                        .doOnNext(behind -> metrics.applied(batch, report)));
    }

    private Mono<Map<Integer, Long>> settle(RosterBatch batch, Map<Integer, Long> excused) {
        return books.newAmong(batch.refusals()).flatMap(deadLetters::take).then(books.close(batch, excused));
    }
}
