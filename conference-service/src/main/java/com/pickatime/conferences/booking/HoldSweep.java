package com.pickatime.conferences.booking;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives back the places of parents who went away, and ends what an instance began that is not there any more. */
@Component
class HoldSweep {

    private static final String LEASE = "holds";
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int AT_ONCE = 500;
    private static final int UNDER_WAY = 16;
    private static final String PART = "the look for places that nobody decided about";

    private final Appointments appointments;
    private final Bookings bookings;
    private final Standstill standstill;
    private final Clock clock;
    private final Lease lease;

    HoldSweep(
            MongoDatabase database, Appointments appointments, Bookings bookings, Standstill standstill, Clock clock) {
        this.appointments = appointments;
        this.bookings = bookings;
        this.standstill = standstill;
        this.clock = clock;
        this.lease = Lease.byName(database, UUID.randomUUID().toString(), clock);
    }

    /** Does what is due, unless another instance does it now. */
    @Scheduled(fixedDelayString = "${conferences.booking.sweep:1s}")
    Mono<Void> sweep() {
        return Mono.defer(() -> appointments.due(clock.instant(), 1).next())
                .flatMap(some -> lease.hold(LEASE, LONGEST, settleAll()))
                .timeout(LONGEST)
                .transform(work -> standstill.watch(PART, work));
    }

    private Mono<Void> settleAll() {
        return Flux.defer(() -> appointments.due(clock.instant(), AT_ONCE))
                .flatMap(due -> bookings.settle(due).thenReturn(due), UNDER_WAY)
                .count()
                .repeat()
                .takeUntil(count -> count < AT_ONCE)
                .then();
    }
}
