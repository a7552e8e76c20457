package com.pickatime.conferences.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.conferences.booking.Appointment.State;
import com.pickatime.conferences.booking.Bookings.Wish;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What an instance began that did not come to its end. */
class BookingRecoveryIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BusinessId BUSINESS = new BusinessId(School.BUSINESS);

    private static final MovableClock CLOCK = new MovableClock(Instant.now());
    private static School school;
    private static RunningService service;
    private static Appointments appointments;
    /** Of one for each test, made while tokens are good: the clock only goes on. */
    private static final Deque<List<String>> PREPARED = new ArrayDeque<>();

    private Conference conference;
    private Slot first;
    private Slot second;

    @BeforeAll
    static void start() {
        school = new School();
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, CLOCK);
        appointments = service.bean(Appointments.class);
        var administrator = Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR);
        for (int i = 0; i < 4; i++) {
            var made = TestConference.open(administrator, Map.of());
            var slots = made.slots(TestConference.day(0), List.of("t1"), "15:00", "15:30", Map.of());
            PREPARED.add(List.of(made.id(), slots.at("t1 15:00"), slots.at("t1 15:15")));
        }
    }

    @AfterAll
    static void stop() {
        service.close();
        school.close();
    }

    @BeforeEach
    void take() {
        var prepared = PREPARED.remove();
        conference = get(service.bean(Conferences.class).find(BUSINESS, prepared.get(0)));
        first = slot(prepared.get(1));
        second = slot(prepared.get(2));
    }

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT));
    }

    private Slot slot(String id) {
        return get(service.bean(Slots.class).find(conference, id));
    }

    private Appointment begun(String id, Slot slot, @Nullable String movedFrom) {
        var replaced = movedFrom == null ? null : get(appointments.find(BUSINESS, movedFrom));
        var wish = new Wish(id, conference, slot, new ContactId("ann"), new ContactId("s1"), "ann", false, replaced);
        var now = CLOCK.instant();
        return get(
                appointments.insert(Appointment.claiming(wish, List.of("math"), now, now.plus(RunningService.HOLD))));
    }

    private void confirmed(Appointment appointment, Slot slot) {
        assertThat(get(service.bean(Slots.class).take(slot, appointment.id(), true)))
                .isTrue();
        service.bean(Families.class)
                .take(appointment, conference.settings().rules())
                .block(LIMIT);
        assertThat(get(appointments.held(appointment)).state()).isEqualTo(State.HELD);
        assertThat(get(appointments.confirm(
                                appointment,
                                Map.of(),
                                service.bean(AppointmentNews.class).confirmed(conference, appointment),
                                CLOCK.instant()))
                        .state())
                .isEqualTo(State.CONFIRMED);
    }

    private void awaitFree(Slot slot) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(slot(slot.id()).free()).isEqualTo(slot.most()));
    }

    @Test
    void givesBackWhatWasTakenBeforeItDied() {
        var begun = begun("a-" + first.id(), first, null);
        get(service.bean(Slots.class).take(first, begun.id(), true));

        CLOCK.advance(RunningService.HOLD);

        awaitFree(first);
        assertThat(get(appointments.find(BUSINESS, begun.id())).state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void givesBackWhatAnInstanceTookAfterItsAppointmentHadEnded() {
        var begun = begun("a-" + first.id(), first, null);
        CLOCK.advance(RunningService.HOLD);
        await().atMost(LIMIT)
                .until(() -> get(appointments.find(BUSINESS, begun.id())).state() == State.EXPIRED);

        get(service.bean(Slots.class).take(first, begun.id(), true));
        CLOCK.advance(Duration.ofMinutes(10));

        awaitFree(first);
    }

    @Test
    void givesBackWhatAnInstanceLeftThatDiedRightAfterAnEnd() {
        var begun = begun("d-" + first.id(), first, null);
        confirmed(begun, first);
        get(appointments.end(
                begun,
                List.of(State.CONFIRMED),
                State.CANCELLED,
                "ann",
                CLOCK.instant(),
                CLOCK.instant().plusSeconds(10)));

        CLOCK.advance(Duration.ofSeconds(10));

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
