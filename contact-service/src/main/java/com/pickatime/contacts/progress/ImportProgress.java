package com.pickatime.contacts.progress;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.events.ImportEvents;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.ledger.LedgerSettings;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.StoreFaults;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Announces how far the imports of which something is applied have come.
 *
 * <p>Each instance knows of which imports it applied something; a document per import says when the next announcement is due, so that
 * all instances together keep the pace. An import whose turn has not come stays on the list.
 */
@Component
public class ImportProgress implements Indexed {

    private static final Logger log = LoggerFactory.getLogger(ImportProgress.class);

    private static final String PART = "the announcing of progress";
    private static final String ID = "_id";
    private static final String DUE_AT = "dueAt";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MongoCollection<Document> turns;
    private final ImportLedger ledger;
    private final ImportEvents events;
    private final ImportProgressSettings settings;
    private final LedgerSettings ledgerSettings;
    private final Clock clock;
    private final Standstill standstill;
    private final Set<RunKey> applied = ConcurrentHashMap.newKeySet();

    ImportProgress(
            MongoDatabase database,
            ImportLedger ledger,
            ImportEvents events,
            ImportProgressSettings settings,
            LedgerSettings ledgerSettings,
            Clock clock,
            Standstill standstill) {
        this.turns = database.getCollection("import_progress");
        this.ledger = ledger;
        this.events = events;
        this.settings = settings;
        this.ledgerSettings = ledgerSettings;
        this.clock = clock;
        this.standstill = standstill;
    }

    /** Whose turn was long ago moves no more. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(turns, DUE_AT, ledgerSettings.history());
    }

    /** Notes that something of an import was applied. */
    public void applied(RunKey run) {
        applied.add(run);
    }

    /** What fails is tried again at the next turn; an answer that never comes must not end all later turns. */
    @Scheduled(fixedDelayString = "${contacts.progress.interval:1s}")
    Mono<Void> announce() {
        return Mono.defer(() -> Flux.fromIterable(List.copyOf(applied))
                        .filterWhen(this::takeTurn)
                        .concatMap(this::announce)
                        .then())
                .timeout(PATIENCE)
                .transform(work -> standstill.watch(PART, work));
    }

    private Mono<Void> announce(RunKey run) {
        return Mono.defer(() -> {
            applied.remove(run);
            return ledger.counts(run.importId())
                    .flatMap(counts -> events.progressed(run, counts.applied()))
                    .onErrorResume(failure -> {
                        applied.add(run);
                        log.debug("import={} progress could not be announced", run.importId(), failure);
                        return Mono.empty();
                    });
        });
    }

    private Mono<Boolean> takeTurn(RunKey run) {
        var now = clock.instant();
        return Mono.from(turns.updateOne(
                        and(eq(ID, run.importId()), lte(DUE_AT, Date.from(now))),
                        Updates.set(DUE_AT, Date.from(now.plus(settings.interval()))),
                        new UpdateOptions().upsert(true)))
                .thenReturn(true)
                .onErrorReturn(StoreFaults::isRace, false);
    }
}
