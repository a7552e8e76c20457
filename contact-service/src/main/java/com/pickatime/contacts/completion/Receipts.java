package com.pickatime.contacts.completion;

import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.summary.RosterCounter;
import com.pickatime.contacts.summary.RosterCounter.Counted;
import com.pickatime.contacts.summary.RosterCounter.TypeCount;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.ReceiptLine;
import com.pickatime.events.TypeTotals;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Compares what an import said the store should hold with what it really holds.
 *
 * <p>The comparison means something only if no later import touched the store while it was read. Revisions are noted
 * before anything is written, so the same highest revision before and after the reading proves it.
 */
@Component
final class Receipts {

    private final RosterCounter rosters;
    private final Summaries summaries;
    private final HighestRevisions revisions;

    Receipts(RosterCounter rosters, Summaries summaries, HighestRevisions revisions) {
        this.rosters = rosters;
        this.summaries = summaries;
        this.revisions = revisions;
    }

    Mono<Receipt> of(RunKey run, List<TypeTotals> totals) {
        return hasLaterImport(run)
                .flatMap(before -> before
                        ? Mono.just(Receipt.notCompared())
                        : rosters.of(run.businessId())
                                .flatMap(counted -> hasLaterImport(run)
                                        .flatMap(meanwhile -> meanwhile
                                                ? Mono.just(Receipt.notCompared())
                                                : summaries
                                                        .save(run.businessId(), run.revision(), counted.summary())
                                                        .thenReturn(receipt(counted, totals)))));
    }

    private Mono<Boolean> hasLaterImport(RunKey run) {
        return revisions
                .of(run.businessId())
                .map(highest -> highest > run.revision())
                .defaultIfEmpty(false);
    }

    /** Without a type that this version does not know: it cannot have stored any. */
    private static Receipt receipt(Counted counted, List<TypeTotals> totals) {
        return new Receipt(
                totals.stream()
                        .flatMap(total -> RosterCollection.of(total.getType()).stream()
                                .map(collection ->
                                        line(total, counted.present().getOrDefault(collection, TypeCount.EMPTY))))
                        .toList(),
                false);
    }

    private static ReceiptLine line(TypeTotals total, TypeCount store) {
        return new ReceiptLine(
                total.getType(),
                total.getSourceCount(),
                store.count(),
                total.getSourceDigest(),
                store.digest().toAvro());
    }
}
