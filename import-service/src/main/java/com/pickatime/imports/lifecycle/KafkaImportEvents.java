package com.pickatime.imports.lifecycle;

import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportPlanned;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportStarted;
import com.pickatime.imports.connection.SourceType;
import com.pickatime.imports.kafka.KafkaEvents;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.sourceindex.Held;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells on {@code import.events} what became of a connection or run.
 *
 * <p>Each event's id follows from what it tells, so that one told again after a crash is known to be the same.
 */
@Component
public class KafkaImportEvents {

    private final KafkaEvents events;
    private final Clock clock;

    public KafkaImportEvents(KafkaEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    public Mono<Void> activated(Recipients recipients) {
        return connection(
                "activated",
                recipients,
                new ImportActivated(recipients.businessName(), buffers(recipients.sealedAddresses())));
    }

    public Mono<Void> administratorsChanged(Recipients recipients) {
        return connection(
                "administrators-changed",
                recipients,
                new AdministratorsChanged(recipients.businessName(), buffers(recipients.sealedAddresses())));
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
        return run(run, "held", new ImportHeld(digest.toAvro(), run.holdReasons(), source(run)));
    }

    public Mono<Void> published(ImportRun run, long records) {
        return run(run, "published", new ImportPublished(records));
    }

    /** The plan is empty: the contact service, which tells of all other completions, will not hear of this one. */
    public Mono<Void> completedUnchanged(PlannedImport planned, Held held) {
        return run(planned.run(), "completed", KafkaReceipts.unchanged(planned, held));
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

    private Mono<Void> connection(String name, Recipients recipients, SpecificRecord event) {
        var eventId =
                recipients.businessId() + '/' + name + '/' + recipients.since().toEpochMilli();
        return write(new ImportEvent(eventId, recipients.businessId(), null, recipients.since(), event));
    }

    private Mono<Void> run(ImportRun run, String name, SpecificRecord event) {
        var eventId = run.importId() + '/' + name;
        return write(new ImportEvent(eventId, run.businessId(), run.importId(), now(run.finishedAt()), event));
    }

    private Instant now(@Nullable Instant ended) {
        return ended == null ? clock.instant() : ended;
    }

    private Mono<Void> write(ImportEvent event) {
        return events.write(Topics.IMPORT_EVENTS, event.getBusinessId(), event);
    }

    private static List<ByteBuffer> buffers(List<byte[]> sealed) {
        return sealed.stream().map(ByteBuffer::wrap).toList();
    }
}
