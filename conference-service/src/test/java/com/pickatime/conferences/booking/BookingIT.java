package com.pickatime.conferences.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Parents, teachers and administrators at one conference after the other. */
class BookingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DAY = TestConference.day(0);

    private static final MovableClock CLOCK = new MovableClock(Instant.now());
    private static School school;
    private static RunningService service;
    private static Api administrator;
    private static Api ann;
    private static Api bob;

    @BeforeAll
    static void start() {
        school = new School()
                .child("ann", "s1")
                .child("ann", "s2")
                .child("bob", "s1")
                .child("bob", "s3")
                .lesson("s1", "math", "t1")
                .lesson("s1", "art", "t2")
                .lesson("s1", "music", "t1")
                .lesson("s2", "math", "t1")
                .lesson("s2", "art", "t2")
                .lesson("s3", "art", "t2");
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, CLOCK);
        administrator = Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR);
        ann = Api.of(service, "ann", AccessLevel.CUSTOMER);
        bob = Api.of(service, "bob", AccessLevel.CUSTOMER);
    }

    @AfterAll
    static void stop() {
        service.close();
        school.close();
    }

    private static TestConference.Times afternoon(TestConference conference) {
        return conference.slots(DAY, List.of("t1", "t2"), "15:00", "16:00", Map.of());
    }

    private static void refused(Api.Answer answer, BookingRefusal reason) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(409);
        assertThat(answer.text("reason")).isEqualTo(reason.name());
        assertThat(answer.text("detail")).endsWith(".");
    }

    @Test
    void booksWhatIsOffered() {
        var conference = TestConference.open(administrator, Map.of());
        var slots = afternoon(conference);

        var offers = ann.get("/" + conference.id() + "/offers");
        assertThat(offers.json().get("open")).isEqualTo(true);
        assertThat(offers.items("children"))
                .extracting(child -> child.get("studentId"))
                .containsExactly("s1", "s2");
        assertThat(offers.json().toString()).contains("Title of math", "Title of music", slots.at("t1 15:00"));

        var held = conference.hold(ann, slots.at("t1 15:00"), "s1");
        assertThat(held.text("state")).isEqualTo("HELD");
        refused(conference.hold(bob, slots.at("t1 15:00"), "s1"), BookingRefusal.FULL);
        assertThat(conference.confirm(ann, held).text("state")).isEqualTo("CONFIRMED");
        assertThat(conference.confirm(ann, held).text("state")).as("once more").isEqualTo("CONFIRMED");

        var list = "/" + conference.id() + "/appointments";
        assertThat(ann.get(list).items("items")).hasSize(1);
        assertThat(bob.get(list).items("items")).isEmpty();
        assertThat(administrator.get(list).items("items")).hasSize(1);
        assertThat(Api.of(service, "t1", AccessLevel.APPOINTMENT_VIEWER)
                        .get(list)
                        .items("items"))
                .hasSize(1);
        assertThat(Api.of(service, "t2", AccessLevel.APPOINTMENT_VIEWER)
                        .get(list)
                        .items("items"))
                .isEmpty();
        assertThat(ann.get("/" + conference.id() + "/offers").json().toString()).contains("bookable=false");
    }

    @Test
    void offersAndBooksAtOnceWhatAParentIsLinkedToSinceTheyLooked() {
        var conference = TestConference.open(administrator, Map.of());
        var slots = afternoon(conference);
        var cat = Api.of(service, "cat", AccessLevel.CUSTOMER);
        assertThat(cat.get("/" + conference.id() + "/offers").items("children")).isEmpty();

        school.child("cat", "s1");
        assertThat(conference.book(cat, slots.at("t1 15:00"), "s1").status()).isEqualTo(200);
        school.child("cat", "s2");
        assertThat(cat.get("/" + conference.id() + "/offers").items("children"))
                .extracting(child -> child.get("studentId"))
                .containsExactly("s1", "s2");
    }

    @Test
    void keepsItsLocalTimeWhereItIsMovedAcrossAChangeOfTheClock() {
        var conference = TestConference.open(administrator, Map.of());
        // the clocks of New York go forward on the 8th
        var before = conference.slots("2037-03-06", List.of("t1"), "15:00", "15:15", Map.of());
        var after = conference.slots("2037-03-09", List.of("t1"), "15:00", "15:15", Map.of());
        var booked = conference.book(ann, before.at("t1 15:00"), "s1");
        assertThat(booked.text("start")).isEqualTo("2037-03-06T20:00:00Z");

        var held = ann.post(
                "/" + conference.id() + "/appointments/" + booked.text("appointmentId") + "/moves",
                Map.of("slotId", after.at("t1 15:00")));
        var moved = conference.confirm(ann, held);

        assertThat(moved.text("start")).isEqualTo("2037-03-09T19:00:00Z");
        assertThat(moved.text("end")).isEqualTo("2037-03-09T19:15:00Z");
        assertThat(moved.text("calendarId")).isEqualTo(booked.text("calendarId"));
    }

    @Test
    void keepsEverybodyToTheRules() {
        var conference = TestConference.open(
                administrator, Map.of("most", 3, "mostPerTeacherAndDay", 2, "onePerClass", true, "backToBack", false));
        var slots = afternoon(conference);

        refused(conference.book(ann, slots.at("t1 15:00"), "s3"), BookingRefusal.NOT_YOUR_CHILD);
        refused(conference.book(bob, slots.at("t1 15:00"), "s3"), BookingRefusal.NOT_THE_TEACHER);
        assertThat(conference.book(ann, slots.at("t1 15:00"), "s1").status()).isEqualTo(200);
        refused(conference.book(ann, slots.at("t2 15:00"), "s1"), BookingRefusal.OVERLAPS);
        refused(conference.book(ann, slots.at("t2 15:15"), "s1"), BookingRefusal.BACK_TO_BACK);
        refused(conference.book(ann, slots.at("t1 15:30"), "s2"), BookingRefusal.ONE_PER_CLASS);
        refused(conference.book(bob, slots.at("t1 15:30"), "s1"), BookingRefusal.ONE_PER_TEACHER);
        assertThat(conference.book(ann, slots.at("t2 15:30"), "s1").status()).isEqualTo(200);

        // whom a rule refused took nothing: the places are there for others
        assertThat(conference.book(bob, slots.at("t2 15:15"), "s3").status()).isEqualTo(200);
    }

    @Test
    void countsWhatAParentHas() {
        var conference = TestConference.open(
                administrator, Map.of("most", 2, "mostPerTeacherAndDay", 1, "onePerTeacher", false));
        var slots = afternoon(conference);

        assertThat(conference.book(ann, slots.at("t1 15:00"), "s1").status()).isEqualTo(200);
        refused(conference.book(ann, slots.at("t1 15:30"), "s2"), BookingRefusal.MOST_PER_TEACHER_AND_DAY);
        assertThat(conference.book(ann, slots.at("t2 15:15"), "s1").status()).isEqualTo(200);
        refused(conference.book(ann, slots.at("t2 15:45"), "s2"), BookingRefusal.MOST);
        assertThat(administrator
                        .post(
                                "/" + conference.id() + "/appointments",
                                Map.of("slotId", slots.at("t2 15:45"), "studentId", "s2", "parentId", "ann"))
                        .status())
                .as("an administrator is not kept to them")
                .isEqualTo(201);
    }

    @Test
    void isClosedUntilItOpensAndAfterItCloses() {
        var conference = TestConference.open(
                administrator, Map.of("opensAt", TestConference.day(-29) + "T04:00:00", "closesAt", DAY + "T05:00:00"));
        var slots = afternoon(conference);

        refused(conference.book(ann, slots.at("t1 15:00"), "s1"), BookingRefusal.CLOSED);
        assertThat(ann.get("/" + conference.id() + "/offers").json().get("open"))
                .isEqualTo(false);
    }

    @Test
    void givesAHeldPlaceBackByItself() {
        var conference = TestConference.open(administrator, Map.of());
        var slots = afternoon(conference);
        var held = conference.hold(ann, slots.at("t2 15:00"), "s1");
        assertThat(held.status()).isEqualTo(201);

        CLOCK.advance(RunningService.HOLD);

        await().atMost(PATIENCE)
                .until(() -> conference.hold(bob, slots.at("t2 15:00"), "s3").status() == 201);
        refused(conference.confirm(ann, held), BookingRefusal.EXPIRED);
        assertThat(conference.book(ann, slots.at("t2 15:15"), "s1").status())
                .as("the parent may decide anew")
                .isEqualTo(200);
    }

    @Test
    void cancelsUntilTheCutOff() {
        var conference = TestConference.open(
                administrator,
                Map.of("cancelUntil", TestConference.day(-1) + "T18:00:00", "cancelMessage", "Call the office."));
        var slots = afternoon(conference);
        var booked = conference.book(ann, slots.at("t1 15:00"), "s1");
        var address = "/" + conference.id() + "/appointments/" + booked.text("appointmentId");

        assertThat(bob.delete(address).status()).as("not theirs").isEqualTo(404);
        assertThat(ann.delete(address).status()).isEqualTo(204);
        assertThat(ann.delete(address).status()).as("once more").isEqualTo(204);
        var again = conference.book(bob, slots.at("t1 15:00"), "s1");
        assertThat(again.status()).as("%s", again).isEqualTo(200);

        administrator.put(
                "/" + conference.id(),
                Map.of(
                        "name",
                        "Fall",
                        "zone",
                        "America/New_York",
                        "rules",
                        Map.of(
                                "opensAt", "2020-01-01T00:00:00",
                                "cancelUntil", TestConference.day(-32) + "T00:00:00",
                                "cancelMessage", "Call the office.")));
        var late = bob.delete("/" + conference.id() + "/appointments/" + again.text("appointmentId"));
        refused(late, BookingRefusal.LATE);
        assertThat(late.text("detail")).isEqualTo("Call the office.");
    }

    @Test
    void movesWithoutLosingTheOldPlaceBeforeTheNewOneIsCertain() {
        var conference = TestConference.open(administrator, Map.of("most", 1, "mostPerTeacherAndDay", 1));
        var slots = afternoon(conference);
        var booked = conference.book(ann, slots.at("t1 15:00"), "s1");
        var address = "/" + conference.id() + "/appointments/" + booked.text("appointmentId");

        var moved = ann.post(address + "/moves", Map.of("slotId", slots.at("t1 15:15")));
        assertThat(moved.status()).as("%s", moved).isEqualTo(201);
        refused(conference.book(bob, slots.at("t1 15:00"), "s1"), BookingRefusal.FULL);
        assertThat(conference.confirm(ann, moved).text("state")).isEqualTo("CONFIRMED");

        assertThat(ann.get(address).text("state")).isEqualTo("MOVED");
        assertThat(ann.get("/" + conference.id() + "/appointments").items("items"))
                .hasSize(1);
        refused(conference.book(ann, slots.at("t2 15:30"), "s1"), BookingRefusal.MOST);
        assertThat(conference.book(bob, slots.at("t1 15:00"), "s1").text("reason"))
                .as("the child has its time with the teacher")
                .isEqualTo("ONE_PER_TEACHER");
    }

    @Test
    void takesOnePlaceForOneKey() {
        var conference = TestConference.open(administrator, Map.of());
        var slots = conference.slots(DAY, List.of("t1"), "15:00", "15:15", Map.of("most", 2));
        var wanted = Map.of("slotId", slots.at("t1 15:00"), "studentId", "s1");
        var address = "/" + conference.id() + "/appointments";

        var first = ann.send(HttpMethod.POST, address, wanted, "Idempotency-Key", "k1");
        var second = ann.send(HttpMethod.POST, address, wanted, "Idempotency-Key", "k1");

        assertThat(second.text("appointmentId")).isEqualTo(first.text("appointmentId"));
        assertThat(ann.get(address).items("items")).hasSize(1);
        assertThat(administrator
                        .get("/" + conference.id() + "/slots/" + slots.at("t1 15:00"))
                        .json()
                        .get("free"))
                .isEqualTo(1);
    }

    @Test
    void givesTheSameAnswerToTheSameRequest() {
        var conference = TestConference.open(administrator, Map.of());
        var slots = afternoon(conference);
        var address = "/" + conference.id() + "/appointments";
        var booked = conference.book(ann, slots.at("t1 15:00"), "s1");
        var wanted = Map.of("slotId", slots.at("t2 15:00"), "studentId", "s1");

        var first = ann.send(HttpMethod.POST, address, wanted, "Idempotency-Key", "k2");
        ann.delete(address + "/" + booked.text("appointmentId"));
        var second = ann.send(HttpMethod.POST, address, wanted, "Idempotency-Key", "k2");
        var anew = ann.send(HttpMethod.POST, address, wanted, "Idempotency-Key", "k3");

        refused(first, BookingRefusal.OVERLAPS);
        refused(second, BookingRefusal.OVERLAPS);
        assertThat(anew.status()).isEqualTo(201);
    }

    @Test
    void asksWhatHasToBeAnswered() {
        var made = administrator.post(
                "",
                Map.of(
                        "name",
                        "Asking",
                        "zone",
                        "America/New_York",
                        "rules",
                        Map.of("opensAt", "2020-01-01T00:00:00"),
                        "questions",
                        List.of(Map.of(
                                "id",
                                "how",
                                "words",
                                "How?",
                                "choices",
                                List.of("Here", "By phone"),
                                "required",
                                true))));
        var conference = new TestConference(administrator, made.text("conferenceId"));
        var held = conference.hold(ann, afternoon(conference).at("t1 15:00"), "s1");
        var address = "/" + conference.id() + "/appointments/" + held.text("appointmentId") + "/confirmation";

        assertThat(ann.put(address, Map.of()).status()).isEqualTo(400);
        assertThat(ann.put(address, Map.of("answers", Map.of("how", "By pigeon")))
                        .text("detail"))
                .isEqualTo("answers.how: must be one of the choices");
        assertThat(ann.put(address, Map.of("answers", Map.of("how", "Here")))
                        .json()
                        .get("answers"))
                .isEqualTo(Map.of("how", "Here"));
    }

    @Test
    void saysSoWhileNobodyKnowsWhoTeachesWhom() {
        var conference = TestConference.open(administrator, Map.of());
        var slots = afternoon(conference);
        school.away(true);
        try {
            var stranger = Api.of(service, "nobody-asked-for-yet", AccessLevel.CUSTOMER);
            assertThat(conference.hold(stranger, slots.at("t1 15:00"), "s1").status())
                    .isEqualTo(503);
        } finally {
            school.away(false);
        }
        assertThat(conference.book(ann, slots.at("t1 15:00"), "s1").status()).isEqualTo(200);
    }
}
