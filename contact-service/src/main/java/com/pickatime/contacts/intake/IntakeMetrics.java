package com.pickatime.contacts.intake;

import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.WriteReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Meters of the intake: records by type and outcome, time per batch, and how far behind the newest record was. */
@Component
final class IntakeMetrics {

    private static final String RECORDS = "contacts.records";

    private final MeterRegistry meters;
    private final Clock clock;
    private final Timer batches;
    private final AtomicLong lagMillis = new AtomicLong();

    IntakeMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.batches = Timer.builder("contacts.batch")
                .description("time from a batch's arrival until it is counted")
                .register(meters);
        TimeGauge.builder("contacts.import.lag", lagMillis, TimeUnit.MILLISECONDS, AtomicLong::doubleValue)
                .description("age of the newest record of the last batch when it was applied; 0 when all is applied")
                .register(meters);
    }

    Timer batches() {
        return batches;
    }

    void applied(RosterBatch batch, WriteReport report) {
        report.counts().forEach((collection, counts) -> {
            count(collection, "created", counts.created());
            count(collection, "updated", counts.updated());
            count(collection, "stale", counts.stale());
        });
        batch.without(report.refused())
                .refusals()
                .forEach(refusal -> meters.counter(
                                RECORDS,
                                "type",
                                "ANY",
                                "outcome",
                                refusal.reason().name())
                        .increment());
        batch.records().stream()
                .mapToLong(record -> record.origin().timestamp())
                .max()
                .ifPresent(newest -> lagMillis.set(Math.max(0, clock.millis() - newest)));
    }

    void idle() {
        lagMillis.set(0);
    }

    private void count(RosterCollection collection, String outcome, long records) {
        if (records > 0) {
            meters.counter(RECORDS, "type", collection.type().name(), "outcome", outcome)
                    .increment(records);
        }
    }
}
