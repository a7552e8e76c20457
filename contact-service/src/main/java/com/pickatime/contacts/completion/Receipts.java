package com.pickatime.contacts.completion;

import com.pickatime.contacts.ledger.Businesses;
import com.pickatime.contacts.ledger.ImportRun;
import com.pickatime.contacts.store.PresentEntries;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.events.ReceiptLine;
import com.pickatime.events.TypeTotals;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares what an import said the store should hold with what it really holds.
 *
 * <p>The comparison means something only if no later import touched the store while it was read. Revisions are noted
 * before anything is written, so the same highest revision before and after the reading proves it.
 */
@Component
final class Receipts {

    private final PresentEntries entries;
    private final Businesses businesses;

    Receipts(PresentEntries entries, Businesses businesses) {
        this.entries = entries;
        this.businesses = businesses;
    }

    Mono<Receipt> of(ImportRun run, List<TypeTotals> totals) {
        var compared = Flux.fromIterable(totals)
                .concatMap(total -> line(run.businessId(), total))
                .collectList()
                .map(lines -> new Receipt(lines, false));
        return isOvertaken(run)
                .flatMap(before -> before
                        ? Mono.just(Receipt.overtaken())
                        : compared.flatMap(receipt ->
                                isOvertaken(run).map(meanwhile -> meanwhile ? Receipt.overtaken() : receipt)));
    }

    private Mono<Boolean> isOvertaken(ImportRun run) {
        return businesses
                .highestRevision(run.businessId())
                .map(highest -> highest > run.revision())
                .defaultIfEmpty(false);
    }

    /** Empty for a type that this version does not know: it cannot have stored any. */
    private Mono<ReceiptLine> line(String businessId, TypeTotals total) {
        return Mono.justOrEmpty(RosterCollection.of(total.getType()))
                .flatMap(collection -> side(collection, businessId))
                .map(store -> new ReceiptLine(
                        total.getType(),
                        total.getSourceCount(),
                        store.count(),
                        total.getSourceDigest(),
                        store.digest().toAvro()));
    }

    private Mono<Side> side(RosterCollection collection, String businessId) {
        return entries.of(collection, businessId)
                .reduce(
                        Side.EMPTY,
                        (side, entry) -> side.plus(RosterDigest.of(collection.type(), entry.sourceId(), entry.hash())));
    }

    private record Side(long count, RosterDigest digest) {

        static final Side EMPTY = new Side(0, RosterDigest.EMPTY);

        Side plus(RosterDigest entry) {
            return new Side(count + 1, digest.plus(entry));
        }
    }
}
