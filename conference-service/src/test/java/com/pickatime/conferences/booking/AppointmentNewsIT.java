package com.pickatime.conferences.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.events.ConferenceOutbox;
import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.ConferenceTopic;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.events.AppointmentCancelled;
import com.pickatime.events.AppointmentConfirmed;
import com.pickatime.events.AppointmentMoved;
import com.pickatime.events.AppointmentReminderDue;
import com.pickatime.events.AppointmentSnapshot;
import com.pickatime.events.ConferenceEvent;
import com.pickatime.events.MeetingKind;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.outage.Standstill;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What others are told of appointments. */
class AppointmentNewsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String DAY = TestConference.day(0);
    private static final MovableClock CLOCK = new MovableClock(Instant.now());

    private static School school;
    private static RunningService service;
    private static ConferenceTopic topic;
    private static Api administrator;
    private static Api ann;

    @BeforeAll
    static void start() {
        school = new School().child("ann", "s1").lesson("s1", "math", "t1").lesson("s1", "art", "t2");
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, CLOCK);
        topic = new ConferenceTopic();
        administrator = Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR);
        ann = Api.of(service, "ann", AccessLevel.CUSTOMER);
    }

    @AfterAll
    static void stop() {
        topic.close();
        service.close();
        school.close();
    }

    private static TestConference.Times afternoon(TestConference conference) {
        return conference.slots(DAY, List.of("t1", "t2"), "15:00", "16:00", Map.of("kind", "VIRTUAL"));
    }

    private static List<ConferenceEvent> told(TestConference conference, int events) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topic.of(conference.id())).hasSizeGreaterThanOrEqualTo(events));
        service.bean(ConferenceOutbox.class).tell().block(LIMIT);
        var told = topic.of(conference.id());
        assertThat(told).as("once each").hasSize(events);
        return told;
    }

    private static AppointmentSnapshot snapshot(ConferenceEvent event) {
        var what = (SpecificRecord) event.getEvent();
        return (AppointmentSnapshot)
                what.get(what.getSchema().getField("appointment").pos());
    }

    @Test
    void tellsOfABookingAndItsMoveAndItsEndWithOneNameInCalendars() {
        var conference = TestConference.open(
                administrator,
                Map.of(),
                Map.of(
                        "location",
                        "Gym",
                        "questions",
                        List.of(Map.of("id", "what", "words", "What about?")),
                        "notifications",
                        Map.of("copyToTeacher", true, "change", Map.of("sent", false, "text", "Mind the stairs."))));
        var slots = afternoon(conference);
        var address = "/" + conference.id() + "/appointments/";
        var held = conference.hold(ann, slots.at("t1 15:00"), "s1");
        var confirmation = address + held.text("appointmentId") + "/confirmation";
        ann.put(confirmation, Map.of("answers", Map.of("what", "His dyslexia")));
        ann.put(confirmation, Map.of("answers", Map.of("what", "His dyslexia")));
        var moved = ann.post(address + held.text("appointmentId") + "/moves", Map.of("slotId", slots.at("t1 15:30")));
        assertThat(conference.confirm(ann, moved).text("state")).isEqualTo("CONFIRMED");
        ann.delete(address + moved.text("appointmentId"));
        ann.delete(address + moved.text("appointmentId"));

        var told = told(conference, 3);

        var confirmed = told.stream()
                .filter(event -> event.getEvent() instanceof AppointmentConfirmed)
                .findAny()
                .orElseThrow();
        assertThat(confirmed.getBusinessId()).isEqualTo(School.BUSINESS);
        var start = Instant.parse(held.text("start"));
        assertThat(snapshot(confirmed))
                .isEqualTo(new AppointmentSnapshot(
                        held.text("appointmentId"),
                        held.text("appointmentId"),
                        0,
                        conference.id(),
                        "Fall",
                        "America/New_York",
                        "Gym",
                        start,
                        start.plus(Duration.ofMinutes(15)),
                        MeetingKind.VIRTUAL,
                        "t1",
                        "ann",
                        "s1",
                        true,
                        true,
                        ""));
        var move = told.stream()
                .filter(event -> event.getEvent() instanceof AppointmentMoved)
                .findAny()
                .orElseThrow();
        assertThat(((AppointmentMoved) move.getEvent()).getMovedFrom()).isEqualTo(held.text("appointmentId"));
        assertThat(snapshot(move).getAppointmentId()).isEqualTo(moved.text("appointmentId"));
        assertThat(snapshot(move).getCalendarId()).isEqualTo(held.text("appointmentId"));
        assertThat(snapshot(move).getSequence()).isEqualTo(1);
        assertThat(snapshot(move).getTellParent()).isFalse();
        assertThat(snapshot(move).getTellTeacher()).isFalse();
        assertThat(snapshot(move).getText()).isEqualTo("Mind the stairs.");
        var cancelled = told.stream()
                .filter(event -> event.getEvent() instanceof AppointmentCancelled)
                .findAny()
                .orElseThrow();
        assertThat(snapshot(cancelled).getCalendarId()).isEqualTo(held.text("appointmentId"));
        assertThat(snapshot(cancelled).getSequence()).isEqualTo(2);
        assertThat(told).extracting(ConferenceEvent::getEventId).doesNotHaveDuplicates();
        assertThat(topic.values())
                .allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .doesNotContain("dyslexia", "First", "Last"));
    }

    @Test
    void tellsNothingOfAPlaceThatIsGivenBack() {
        var conference = TestConference.open(administrator, Map.of());
        var slots = afternoon(conference);
        var held = conference.hold(ann, slots.at("t1 15:00"), "s1");
        ann.delete("/" + conference.id() + "/appointments/" + held.text("appointmentId"));
        conference.book(ann, slots.at("t2 15:00"), "s1");

        assertThat(told(conference, 1))
                .allSatisfy(event -> assertThat(event.getEvent()).isInstanceOf(AppointmentConfirmed.class));
    }

    @Test
    void remindsOnceOfWhatIsNearAndHasNoProblem() {
        var conference =
                TestConference.open(administrator, Map.of(), Map.of("notifications", Map.of("reminderHours", 24)));
        var slots = afternoon(conference);
        var fine = conference.book(ann, slots.at("t1 15:00"), "s1");
        var wrong = conference.book(ann, slots.at("t2 15:30"), "s1");
        change(wrong.text("appointmentId"), Updates.set("problems", List.of("NOT_THE_TEACHER")));
        var start = Instant.parse(fine.text("start"));
        told(conference, 2);

        sweepAt(start.minus(Duration.ofHours(25)));
        told(conference, 2);
        sweepTwiceAtOnce(start.minus(Duration.ofHours(24)));
        sweepAt(start.minus(Duration.ofHours(23)));

        assertThat(reminders(told(conference, 3))).containsExactly(fine.text("appointmentId"));
        change(wrong.text("appointmentId"), Updates.set("problems", List.of()));
        sweepAt(start.minus(Duration.ofHours(22)));
        assertThat(reminders(told(conference, 4)))
                .containsExactlyInAnyOrder(fine.text("appointmentId"), wrong.text("appointmentId"));
    }

    @Test
    void remindsByTheHoursThatTheSchoolWantsNowAndNobodyWhoJustBooked() {
        var conference = TestConference.open(administrator, Map.of(), Map.of("notifications", Map.of()));
        var slots = afternoon(conference);
        var booked = conference.book(ann, slots.at("t1 15:00"), "s1");
        var late = conference.book(ann, slots.at("t2 15:30"), "s1");
        var start = Instant.parse(booked.text("start"));
        change(late.text("appointmentId"), Updates.set("confirmedAt", Date.from(start.minus(Duration.ofHours(40)))));
        sweepAt(start.minus(Duration.ofHours(30)));
        told(conference, 2);

        var wanted = Map.of("name", "Fall", "zone", "America/New_York", "notifications", Map.of("reminderHours", 48));
        assertThat(administrator.put("/" + conference.id(), wanted).status()).isEqualTo(200);
        sweepAt(start.minus(Duration.ofHours(30)));

        assertThat(reminders(told(conference, 3))).containsExactly(booked.text("appointmentId"));
    }

    @Test
    void takesOverFromATemplateWhatIsMailedAndRefusesWhatCannotBe() {
        var wanted = Map.of("cancellation", Map.of("sent", false, "text", "Call us."), "copyToTeacher", true);
        var template = TestConference.open(administrator, Map.of(), Map.of("notifications", wanted));
        var usual = TestConference.open(administrator, Map.of());
        var copy = administrator.post("", Map.of("name", "Spring", "template", template.id()));

        assertThat(copy.json().get("notifications"))
                .isEqualTo(administrator.get("/" + template.id()).json().get("notifications"));
        assertThat(String.valueOf(copy.json().get("notifications")))
                .contains("cancellation={sent=false, text=Call us.}", "reminderHours=null", "copyToTeacher=true");
        assertThat(String.valueOf(administrator.get("/" + usual.id()).json().get("notifications")))
                .contains("cancellation={sent=true, text=}", "reminderHours=24", "copyToTeacher=false");
        for (var hours : List.of(0, 337)) {
            var refused = administrator.post(
                    "",
                    Map.of(
                            "name",
                            "Fall",
                            "zone",
                            "UTC",
                            "notifications",
                            Map.of("reminderHours", hours, "change", Map.of("text", "x".repeat(4_001)))));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.items("errors"))
                    .extracting(error -> error.get("field"))
                    .containsExactly("notifications.change.text", "notifications.reminderHours");
        }
    }

    private static List<String> reminders(List<ConferenceEvent> told) {
        var reminded = new ArrayList<String>();
        for (var event : told) {
            if (event.getEvent() instanceof AppointmentReminderDue) {
                reminded.add(snapshot(event).getAppointmentId());
            }
        }
        return reminded;
    }

    private static void sweepAt(Instant moment) {
        sweep(moment).sweep().block(LIMIT);
    }

    private static void sweepTwiceAtOnce(Instant moment) {
        Flux.range(0, 2).flatMap(instance -> sweep(moment).sweep()).blockLast(LIMIT);
    }

    /** Of an instance whose clock tests may move without ending tokens. */
    private static ReminderSweep sweep(Instant moment) {
        return new ReminderSweep(
                service.bean(Appointments.class),
                service.bean(Conferences.class),
                service.bean(AppointmentNews.class),
                service.bean(Standstill.class),
                new MovableClock(moment));
    }

    private static void change(String appointment, Bson change) {
        Mono.from(service.database().getCollection("appointments").updateOne(Filters.eq("_id", appointment), change))
                .block(LIMIT);
    }
}
