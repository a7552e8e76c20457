package com.pickatime.conferences.deletion;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.booking.AppointmentLists;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.conference.Deletion;
import com.pickatime.conferences.conference.Deletions;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Goes on with deletions: decides once nobody remembers the conferences whether they were as in the preview, and really deletes after
 * 30 days. Each step can be done again without harm, so whoever dies in one leaves it to the next look.
 */
@Component
class DeletionSweep {

    private static final Logger log = LoggerFactory.getLogger(DeletionSweep.class);

    /** What was under way when the conferences were hidden is over by then. */
    static final Duration SETTLED = Conferences.KNOWN.plusSeconds(3);

    private static final String LEASE = "deletions";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String PART = "the look for conferences to delete";

    private final Deletions deletions;
    private final DeletionPreviews previews;
    private final Conferences conferences;
    private final Slots slots;
    private final AppointmentLists appointments;
    private final Standstill standstill;
    private final Clock clock;
    private final Lease lease;

    DeletionSweep(
            MongoDatabase database,
            Deletions deletions,
            DeletionPreviews previews,
            Conferences conferences,
            Slots slots,
            AppointmentLists appointments,
            Standstill standstill,
            Clock clock) {
        this.deletions = deletions;
        this.previews = previews;
        this.conferences = conferences;
        this.slots = slots;
        this.appointments = appointments;
        this.standstill = standstill;
        this.clock = clock;
        this.lease = Lease.byName(database, UUID.randomUUID().toString(), clock);
    }

    /** Does what is due, unless another instance does it now. */
    @Scheduled(fixedDelayString = "${conferences.deletion.sweep:2s}")
    Mono<Void> sweep() {
        return Mono.defer(() -> due().next())
                .flatMap(some ->
                        lease.hold(LEASE, LONGEST, due().concatMap(this::goOn).then()))
                .timeout(LONGEST)
                .transform(work -> standstill.watch(PART, work));
    }

    private Flux<Deletion> due() {
        return deletions.due(clock.instant().minus(SETTLED));
    }

    private Mono<Void> goOn(Deletion deletion) {
        return switch (deletion.state()) {
            case CHECKING -> check(deletion);
            case DELETED, FORGETTING ->
                deletions.forgetting(deletion).filter(begun -> begun).flatMap(begun -> forget(deletion));
            case VOID, UNDONE, FORGOTTEN -> Mono.empty();
        };
    }

    private Mono<Void> check(Deletion deletion) {
        return previews.of(deletion.business(), deletion.kept(), deletion.id())
                .map(preview -> preview.digest().equals(deletion.digest()))
                // one of those that stay is not there any more
                .onErrorResume(ErrorResponseException.class, gone -> Mono.just(false))
                .flatMap(same -> deletions
                        .checked(deletion, same)
                        .doOnNext(done -> log.info(
                                "business={} deletion={} of {} conferences: {}",
                                deletion.business(),
                                deletion.id(),
                                deletion.conferences().size(),
                                same ? "deleted" : "void, for something changed")))
                .then();
    }

    private Mono<Void> forget(Deletion deletion) {
        return Flux.fromIterable(deletion.conferences())
                .concatMap(id ->
                        appointments.erase(id).then(slots.erase(id)).then(conferences.erase(deletion.business(), id)))
                .then(deletions.forgotten(deletion))
                .doOnSuccess(done -> log.info(
                        "business={} deletion={} cannot be undone any more", deletion.business(), deletion.id()));
    }
}
