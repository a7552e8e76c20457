package com.pickatime.conferences.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What an instance began that did not come to its end. */
class BookingRecoveryIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BusinessId BUSINESS = new BusinessId(School.BUSINESS);

    private final MovableClock clock = new MovableClock(Instant.now());
    private final School school = new School();
    private RunningService service;
    private Conference conference;
    private Slot first;
    private Slot second;
    private Appointments appointments;

    @BeforeEach
    void start() {
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, clock);
        appointments = service.bean(Appointments.class);
        var administrator = Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR);
        var made = TestConference.open(administrator, Map.of());
        var slots = made.slots(TestConference.day(0), List.of("t1"), "15:00", "15:30", Map.of());
        conference = get(service.bean(Conferences.class).find(BUSINESS, made.id()));
        first = slot(slots.at("t1 15:00"));
        second = slot(slots.at("t1 15:15"));
    }

    @AfterEach
    void stop() {
        service.close();
        school.close();
    }

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT));
    }

    private Slot slot(@Nullable String id) {
        return get(service.bean(Slots.class).find(conference, Objects.requireNonNull(id)));
    }

    private Appointment begun(String id, Slot slot, @Nullable String movedFrom) {
        return get(appointments.insert(new Appointment(
                id,
                BUSINESS,
                conference.id(),
                slot.id(),
                slot.teacher(),
                new ContactId("ann"),
                new ContactId("s1"),
                List.of("math"),
                slot.day(),
                slot.start(),
                slot.end(),
                false,
                "ann",
                clock.instant(),
                State.CLAIMING,
                clock.instant().plus(RunningService.HOLD),
                Map.of(),
                movedFrom,
                null)));
    }

    private void confirmed(Appointment appointment, Slot slot) {
        assertThat(get(service.bean(Slots.class).take(slot, appointment.id(), true)))
                .isTrue();
        service.bean(Families.class)
                .take(appointment, conference.settings().rules())
                .block(LIMIT);
        assertThat(get(appointments.held(appointment))).isTrue();
        assertThat(get(appointments.confirm(appointment, Map.of(), clock.instant())))
                .isTrue();
    }

    private void awaitFree(Slot slot) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(slot(slot.id()).free()).isEqualTo(slot.most()));
    }

    @Test
    void givesBackWhatWasTakenBeforeItDied() {
        var begun = begun("a1", first, null);
        get(service.bean(Slots.class).take(first, begun.id(), true));

        clock.advance(RunningService.HOLD);

        awaitFree(first);
        assertThat(get(appointments.find(BUSINESS, "a1")).state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void givesBackWhatAnInstanceTookAfterItsAppointmentHadEnded() {
        var begun = begun("a1", first, null);
        clock.advance(RunningService.HOLD);
        await().atMost(LIMIT).until(() -> get(appointments.find(BUSINESS, "a1")).state() == State.EXPIRED);

        get(service.bean(Slots.class).take(first, begun.id(), true));
        clock.advance(Duration.ofMinutes(10));

        awaitFree(first);
    }

    @Test
    void endsTheOneThatWasMovedWhereNobodyElseDid() {
        var old = begun("old", first, null);
        confirmed(old, first);
        var moved = begun("new", second, "old");
        confirmed(moved, second);

        awaitFree(first);
        assertThat(get(appointments.find(BUSINESS, "old")).state()).isEqualTo(State.MOVED);
        assertThat(get(appointments.find(BUSINESS, "new")).state()).isEqualTo(State.CONFIRMED);
        assertThat(slot(second.id()).free()).isZero();
    }
}
