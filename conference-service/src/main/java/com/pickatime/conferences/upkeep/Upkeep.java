package com.pickatime.conferences.upkeep;

import com.pickatime.conferences.booking.Appointment;
import com.pickatime.conferences.booking.Appointments;
import com.pickatime.conferences.checks.Checks;
import com.pickatime.conferences.checks.Checks.Check;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.people.ContactService;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.conferences.slots.Slots.Changed;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes the looks that are due: at slots that changed, and at all appointments of a business. */
@Component
class Upkeep {

    private static final Duration LONGEST_OF_SLOTS = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int SLOTS_AT_ONCE = 100;
    private static final int BUSINESSES_AT_ONCE = 4;

    /** Three people each, who fit into one question to contact-service. */
    private static final int APPOINTMENTS_AT_ONCE = 150;

    private static final String OF_SLOTS = "the look at appointments in slots that changed";
    private static final String OF_BUSINESSES = "the look at appointments after a change of contacts";

    private final Appointments appointments;
    private final Slots slots;
    private final Conferences conferences;
    private final Checks checks;
    private final Fitness fitness;
    private final ContactService people;
    private final Standstill standstill;
    private final Clock clock;

    Upkeep(
            Appointments appointments,
            Slots slots,
            Conferences conferences,
            Checks checks,
            Fitness fitness,
            ContactService people,
            Standstill standstill,
            Clock clock) {
        this.appointments = appointments;
        this.slots = slots;
        this.conferences = conferences;
        this.checks = checks;
        this.fitness = fitness;
        this.people = people;
        this.standstill = standstill;
        this.clock = clock;
    }

    /** Looks at appointments whose slots changed, unless another instance does it now. */
    @Scheduled(fixedDelayString = "${conferences.upkeep.sweep:1s}")
    Mono<Void> lookAtSlots() {
        return Flux.defer(() -> slots.changed(SLOTS_AT_ONCE))
                .collectList()
                .flatMap(this::look)
                .repeat()
                .takeUntil(count -> count < SLOTS_AT_ONCE)
                .then()
                .timeout(LONGEST_OF_SLOTS)
                .transform(look -> standstill.watch(OF_SLOTS, look));
    }

    /** Emits how many of them are done. */
    private Mono<Integer> look(List<Changed> some) {
        return appointments
                .of(some.stream().flatMap(slot -> slot.taken().stream()).collect(Collectors.toSet()))
                .collectMultimap(Appointment::businessId)
                .flatMapMany(byBusiness -> Flux.fromIterable(byBusiness.entrySet()))
                .filterWhen(part -> checks.alone(part.getKey(), look(part.getKey(), part.getValue()))
                        .map(taken -> !taken))
                .flatMapIterable(Map.Entry::getValue)
                .map(Appointment::slotId)
                .collect(Collectors.toSet())
                .flatMap(left -> {
                    var done = some.stream()
                            .filter(slot -> !left.contains(slot.id()))
                            .toList();
                    return slots.checked(done).thenReturn(done.size());
                });
    }

    private Mono<Void> look(BusinessId business, Collection<Appointment> some) {
        return Flux.fromIterable(some)
                .buffer(APPOINTMENTS_AT_ONCE)
                .concatMap(part -> fitness.look(business, part))
                .then();
    }

    /** Looks at appointments of businesses for which somebody asked, unless another instance does it now. */
    @Scheduled(fixedDelayString = "${conferences.upkeep.sweep:1s}")
    Mono<Void> lookAtBusinesses() {
        return Flux.defer(() -> checks.due(BUSINESSES_AT_ONCE))
                .flatMapDelayError(check -> checks.during(check, look(check)), BUSINESSES_AT_ONCE, BUSINESSES_AT_ONCE)
                .then()
                .timeout(LONGEST)
                .transform(look -> standstill.watch(OF_BUSINESSES, look));
    }

    private Mono<Void> look(Check check) {
        return conferences
                .of(check.business(), "")
                .map(Conferences.Kept::conference)
                .concatMap(conference -> look(check, conference))
                .then();
    }

    private Mono<Void> look(Check check, Conference conference) {
        var after = check.all() ? Instant.EPOCH : clock.instant();
        return slots.teachers(conference.id())
                .collectList()
                .filter(some -> !some.isEmpty())
                .flatMap(teachers -> people.look(check.business(), teachers)
                        .flatMap(known -> slots.follow(conference.id(), Fitness.heirs(Set.copyOf(teachers), known))))
                .thenMany(appointments.of(conference.id(), after, APPOINTMENTS_AT_ONCE))
                .buffer(APPOINTMENTS_AT_ONCE)
                .concatMap(part -> fitness.look(check.business(), part), 1)
                .then();
    }
}
