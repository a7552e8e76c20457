package com.pickatime.imports.run.event;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportPlanned;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportStarted;
import com.pickatime.imports.publish.KafkaBarriers;
import com.pickatime.imports.publish.KafkaKeptRecords;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells on {@code import.events} what became of a run.
 *
 * <p>Each event's id follows from what it tells, so that one told again after a crash is known to be the same.
 */
@Component
public class KafkaImportEvents {

    private final EventPublisher events;
    private final Clock clock;

    public KafkaImportEvents(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    public Mono<Void> started(ImportRun run) {
        var order = run.order();
        return run(run, "started", new ImportStarted(order.mode(), order.trigger(), run.revision()));
    }

    public Mono<Void> planned(PlannedImport planned) {
        var digest = planned.plan().digest().toAvro();
        return run(planned.run(), "planned", new ImportPlanned(digest, KafkaSummaries.of(planned)));
    }

    /** The run must hold its plan. */
    public Mono<Void> held(ImportRun run) {
        var digest = RosterDigest.fromHex(Objects.requireNonNull(run.plan()).planDigest());
        var cause = Objects.requireNonNullElse(run.holdCause(), HoldCause.BRAKE);
        return run(run, "held", new ImportHeld(digest.toAvro(), run.holdReasons(), source(run), cause));
    }

    /**
     * The event that everything of a run is on the roster topic, to be kept with the run's barriers before the first of
     * them goes there, and to be {@link #tell told} after the last: the contact service completes no import without it.
     */
    public byte[] published(PlannedImport planned, KafkaBarriers barriers) {
        return kept(
                planned.run(),
                "published",
                new ImportPublished(
                        planned.run().revision(),
                        barriers.partitions(),
                        barriers.published(),
                        KafkaSummaries.of(planned)));
    }

    /**
     * The event that a run completed whose plan is empty, to be kept until it is {@link #tell told}: the contact
     * service, which tells of all other completions, will not hear of this one.
     */
    public byte[] completedUnchanged(PlannedImport planned) {
        return kept(planned.run(), "completed", KafkaReceipts.unchanged(planned));
    }

    /** Tells what was kept. */
    public Mono<Void> tell(byte[] kept) {
        return Flux.defer(
                        () -> Flux.fromIterable(KafkaKeptRecords.<ImportEvent>read(ImportEvent.getClassSchema(), kept)))
                .concatMap(this::write)
                .then();
    }

    /** The run must hold its failure. */
    public Mono<Void> failed(ImportRun run) {
        var failure = Objects.requireNonNull(run.failure());
        return run(run, "failed", new ImportFailed(failure.code(), failure.message(), source(run)));
    }

    /** A run that failed early knows its source only when it was a file. */
    private static ImportSource source(ImportRun run) {
        var plan = run.plan();
        if (plan == null) {
            return KafkaSummaries.source(run.order().upload() == null ? null : SourceType.FILE);
        }
        return KafkaSummaries.source(plan.source());
    }

    private byte[] kept(ImportRun run, String name, SpecificRecord event) {
        return KafkaKeptRecords.keep(ImportEvent.getClassSchema(), List.of(event(run, name, event, clock.instant())));
    }

    private Mono<Void> run(ImportRun run, String name, SpecificRecord event) {
        return Mono.defer(() -> write(event(run, name, event, now(run.finishedAt()))));
    }

    private static ImportEvent event(ImportRun run, String name, SpecificRecord event, Instant at) {
        var importId = run.importId().value();
        return new ImportEvent(importId + '/' + name, run.businessId().value(), importId, at, event);
    }

    private Instant now(@Nullable Instant ended) {
        return ended == null ? clock.instant() : ended;
    }

    private Mono<Void> write(ImportEvent event) {
        return events.publish(Topics.IMPORT_EVENTS, event.getBusinessId(), event);
    }
}
