package com.pickatime.conferences.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.conferences.booking.Problem;
import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.events.ContactAdopted;
import com.pickatime.events.ContactEvent;
import com.pickatime.events.ContactUnadopted;
import com.pickatime.events.ContactsCleared;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.ParentUnlinked;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpMethod;

/** Appointments of a school in which something changes; each test has people and a business of its own. */
class UpkeepIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DAY = TestConference.day(0);
    private static final MovableClock CLOCK = new MovableClock(Instant.now());

    private static School school;
    private static RunningService service;

    private final String business = "b" + UUID.randomUUID();
    private final String ann = "ann" + business;
    private final String bob = "bob" + business;
    private final String kim = "kim" + business;
    private final String edna = "edna" + business;
    private final Api administrator = administrator(business);

    @BeforeAll
    static void start() {
        school = new School();
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, CLOCK);
    }

    @AfterAll
    static void stop() {
        service.close();
        school.close();
    }

    private static Api administrator(String business) {
        return Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR).in(business);
    }

    private Api parent(String id) {
        return administrator.as(id, AccessLevel.CUSTOMER);
    }

    /** Ann's Kim has Edna in math. */
    private TestConference conference() {
        school.child(ann, kim).lesson(kim, "math", edna);
        return TestConference.open(administrator, Map.of());
    }

    private TestConference.Times afternoon(TestConference conference, String... teachers) {
        return conference.slots(DAY, List.of(teachers), "15:00", "16:00", Map.of("most", 2));
    }

    private String booked(TestConference conference, String parent, String slot, String student) {
        var answer = conference.book(parent(parent), slot, student);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.text("appointmentId");
    }

    private Map<String, Object> appointment(TestConference conference, String id) {
        return administrator.get("/" + conference.id() + "/appointments/" + id).json();
    }

    private void awaitProblems(TestConference conference, String appointment, Problem... problems) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(appointment(conference, appointment).get("problems"))
                                .isEqualTo(Stream.of(problems).map(Enum::name).toList()));
    }

    private void publish(Object what) {
        service.bean(EventPublisher.class)
                .publish(
                        Topics.CONTACT_EVENTS,
                        business,
                        new ContactEvent(UUID.randomUUID().toString(), business, Instant.now(), what))
                .block(PATIENCE);
    }

    /** Emits the import's id. */
    private String imported(boolean unchanged) {
        var id = UUID.randomUUID().toString();
        var summary = ImportSummary.newBuilder()
                .setMode(ImportMode.FULL)
                .setStartedAt(Instant.now())
                .setTotals(List.of())
                .setStudents(1)
                .setTeachers(1)
                .setParents(1)
                .setPeople(3)
                .setClassRosters(1)
                .setRelationships(1)
                .setStudentsWithoutBirthDate(0)
                .build();
        var completed = new ImportCompleted(unchanged, 1L, 0L, summary, List.of(), 0);
        service.bean(EventPublisher.class)
                .publish(
                        Topics.IMPORT_EVENTS,
                        business,
                        new ImportEvent(id + "/completed", business, id, Instant.now(), completed))
                .block(PATIENCE);
        return id;
    }

    private Map<String, Object> attention(String importId) {
        return administrator
                .get("//appointments/attention?importId=" + importId)
                .json();
    }

    private enum Break {
        TEACHER_GONE,
        PARENT_GONE,
        STUDENT_GONE,
        NOT_YOUR_CHILD,
        NOT_THE_TEACHER
    }

    private void happens(Break what, boolean undone) {
        switch (what) {
            case TEACHER_GONE -> school.gone(edna, !undone);
            case PARENT_GONE -> school.gone(ann, !undone);
            case STUDENT_GONE -> school.gone(kim, !undone);
            case NOT_YOUR_CHILD -> {
                if (undone) {
                    school.child(ann, kim);
                } else {
                    school.noChild(ann, kim);
                }
            }
            case NOT_THE_TEACHER -> {
                if (undone) {
                    school.lesson(kim, "art", edna);
                } else {
                    school.noLesson(kim, "math", edna);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysAfterAnImportWhyAnAppointmentDoesNotFitAndHealsItAfterAnother(Break what) {
        var conference = conference();
        var id = booked(conference, ann, afternoon(conference, edna).at(edna + " 15:00"), kim);

        happens(what, false);
        var broken = imported(false);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(attention(broken)).isEqualTo(Map.of("checked", true, "appointments", 1)));
        awaitProblems(conference, id, Problem.valueOf(what.name()));
        assertThat(administrator
                        .get("/" + conference.id() + "/appointments?only=PROBLEMS")
                        .items("items"))
                .hasSize(1);

        happens(what, true);
        var healed = imported(false);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(attention(healed)).isEqualTo(Map.of("checked", true, "appointments", 0)));
        awaitProblems(conference, id);
    }

    @Test
    void knowsAfterAnImportThatChangedNothingAsMuchAsBefore() {
        var conference = conference();
        var id = booked(conference, ann, afternoon(conference, edna).at(edna + " 15:00"), kim);
        school.gone(edna, true);
        publish(new ContactsCleared("c1", "APPOINTMENT_VIEWER", 7L, 1L));
        awaitProblems(conference, id, Problem.TEACHER_GONE);

        assertThat(attention("of-nobody")).isEqualTo(Map.of("checked", false, "appointments", 1));
        var unchanged = imported(true);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(attention(unchanged)).isEqualTo(Map.of("checked", true, "appointments", 1)));
        service.http(TestTokens.service(Scopes.CONFERENCES_READ))
                .get()
                .uri("/businesses/" + business + "/appointments/attention")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void asksNeitherForALinkNorForAClassWhereAnAdministratorBooked() {
        school.child(ann, kim).lesson(kim, "math", edna);
        var conference = TestConference.open(administrator, Map.of("onePerTeacher", false));
        var slots = afternoon(conference, edna);
        var held = administrator.post(
                "/" + conference.id() + "/appointments",
                Map.of("slotId", slots.at(edna + " 15:00"), "studentId", kim, "parentId", bob));
        var id = conference.confirm(administrator, held).text("appointmentId");
        var byAnn = booked(conference, ann, slots.at(edna + " 15:30"), kim);

        school.noChild(ann, kim).noLesson(kim, "math", edna);
        publish(new ParentUnlinked(ann, kim, "somebody"));
        awaitProblems(conference, byAnn, Problem.NOT_YOUR_CHILD, Problem.NOT_THE_TEACHER);
        awaitProblems(conference, id);
    }

    @Test
    void looksOnceMoreForThoseWhoBookedByAnOlderAnswer() {
        var conference = conference();
        var slots = afternoon(conference, edna);
        booked(conference, ann, slots.at(edna + " 15:00"), kim);
        school.noLesson(kim, "math", edna);
        var first = imported(false);
        await().atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(attention(first).get("checked")));

        var late = administrator.post(
                "/" + conference.id() + "/appointments/"
                        + administrator
                                .get("/" + conference.id() + "/appointments")
                                .items("items")
                                .get(0)
                                .get("appointmentId")
                        + "/moves",
                Map.of("slotId", slots.at(edna + " 15:30")));
        assertThat(late.status()).isEqualTo(201);
        school.child(bob, kim);
        // the answer of a moment ago is still believed
        var other = TestConference.open(administrator, Map.of());
        var again = afternoon(other, edna);
        var held = other.hold(parent(ann), again.at(edna + " 15:00"), kim);
        assertThat(held.status()).as("%s", held).isEqualTo(201);
        var id = other.confirm(parent(ann), held).text("appointmentId");
        assertThat(appointment(other, id).get("problems")).isEqualTo(List.of());

        CLOCK.advance(Duration.ofSeconds(31));
        awaitProblems(other, id, Problem.NOT_THE_TEACHER);
    }

    @Test
    void saysWhenASlotIsNotWhatWasBooked() {
        var conference = conference();
        school.child(bob, kim);
        var slots = afternoon(conference, edna);
        var slot = slots.at(edna + " 15:00");
        var id = booked(conference, ann, slot, kim);
        var address = "/" + conference.id() + "/slots/" + slot;
        var teacher = administrator.as(edna, AccessLevel.APPOINTMENT_MAKER);

        assertThat(teacher.put(address, Map.of("visibility", "UNAVAILABLE", "message", "Ill"))
                        .status())
                .isEqualTo(200);
        awaitProblems(conference, id, Problem.SLOT_UNAVAILABLE);
        teacher.put(address, Map.of("visibility", "VISIBLE", "most", 2));
        awaitProblems(conference, id);

        assertThat(administrator.delete(address).status()).isEqualTo(204);
        awaitProblems(conference, id, Problem.SLOT_DELETED);
        assertThat(administrator.get(address).status()).isEqualTo(404);
        assertThat(administrator.delete(address).status()).as("once more").isEqualTo(404);
        assertThat(conference.hold(parent(bob), slot, kim).status()).isEqualTo(404);

        afternoon(conference, edna);
        awaitProblems(conference, id);
        assertThat(administrator.get(address).status()).isEqualTo(200);
    }

    @Test
    void removesASlotThatWasDeletedWithItsLastAppointment() {
        var conference = conference();
        var slot = afternoon(conference, edna).at(edna + " 15:00");
        var id = booked(conference, ann, slot, kim);
        administrator.delete("/" + conference.id() + "/slots/" + slot);
        awaitProblems(conference, id, Problem.SLOT_DELETED);

        assertThat(administrator
                        .delete("/" + conference.id() + "/appointments/" + id)
                        .status())
                .isEqualTo(204);
        assertThat(Documents.count(service.database(), "slots", "_id", slot)).isZero();
    }

    @Test
    void letsThoseStayWhoBookedFirstWhereThereAreFewerPlaces() {
        var conference = TestConference.open(administrator, Map.of("onePerTeacher", false));
        school.child(ann, kim).child(bob, kim).lesson(kim, "math", edna);
        var slot = afternoon(conference, edna).at(edna + " 15:00");
        var first = booked(conference, ann, slot, kim);
        var second = booked(conference, bob, slot, kim);

        administrator.put(
                "/" + conference.id() + "/slots/" + slot, Map.of("kind", "EITHER", "visibility", "VISIBLE", "most", 1));
        awaitProblems(conference, second, Problem.OVERBOOKED);
        awaitProblems(conference, first);

        administrator.delete("/" + conference.id() + "/appointments/" + first);
        awaitProblems(conference, second);
        assertThat(conference.hold(parent(ann), slot, kim).text("reason")).isEqualTo("FULL");
    }

    @Test
    void goesToWhoeverGoesOnAfterAnAdoptionAndComesBack() {
        var conference = conference();
        school.child(bob, kim).lesson(kim, "art", "otto" + business);
        var otto = "otto" + business;
        var slots = afternoon(conference, edna, otto);
        var anns = booked(conference, ann, slots.at(edna + " 15:00"), kim);
        var bobs = booked(conference, bob, slots.at(otto + " 15:00"), kim);

        school.adopt(ann, bob);
        publish(new ContactAdopted(ann, bob));
        awaitProblems(conference, anns, Problem.OVERLAPS);
        awaitProblems(conference, bobs, Problem.OVERLAPS);
        assertThat(appointment(conference, anns)).containsEntry("parentId", bob);
        assertThat(parent(bob).get("/" + conference.id() + "/appointments").items("items"))
                .hasSize(2);
        assertThat(parent(bob)
                        .get("/" + conference.id() + "/appointments/" + anns)
                        .status())
                .isEqualTo(200);

        school.unadopt(ann);
        publish(new ContactUnadopted(ann, bob));
        awaitProblems(conference, anns);
        awaitProblems(conference, bobs);
        assertThat(appointment(conference, anns)).containsEntry("parentId", ann);

        school.adopt(ann, bob);
        publish(new ContactAdopted(ann, bob));
        awaitProblems(conference, bobs, Problem.OVERLAPS);
        administrator.delete("/" + conference.id() + "/appointments/" + anns);
        awaitProblems(conference, bobs);
        assertThat(Documents.bookings(service.database(), conference.id(), ann)).isZero();
        assertThat(Documents.bookings(service.database(), conference.id(), bob)).isEqualTo(1);
    }

    @Test
    void letsSlotsFollowTheirTeacher() {
        var conference = conference();
        var slots = afternoon(conference, edna);
        var id = booked(conference, ann, slots.at(edna + " 15:00"), kim);
        var own = "own" + business;

        school.adopt(edna, own);
        publish(new ContactAdopted(edna, own));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(appointment(conference, id)).containsEntry("teacherId", own));
        awaitProblems(conference, id);
        assertThat(administrator
                        .get("/" + conference.id() + "/slots/" + slots.at(edna + " 15:30"))
                        .text("teacherId"))
                .isEqualTo(own);
        CLOCK.advance(Duration.ofSeconds(21));
        assertThat(conference.hold(parent(ann), slots.at(edna + " 15:30"), kim).text("reason"))
                .as("the rule goes along")
                .isEqualTo("ONE_PER_TEACHER");

        school.unadopt(edna);
        publish(new ContactUnadopted(edna, own));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(appointment(conference, id)).containsEntry("teacherId", edna));
        assertThat(administrator
                        .get("/" + conference.id() + "/slots/" + slots.at(edna + " 15:30"))
                        .text("teacherId"))
                .isEqualTo(edna);
    }

    @Test
    void letsBeWhatAnAdministratorAcceptsForAsLongAsTheReasonStands() {
        var conference = conference();
        var id = booked(conference, ann, afternoon(conference, edna).at(edna + " 15:00"), kim);
        school.gone(edna, true);
        imported(false);
        awaitProblems(conference, id, Problem.TEACHER_GONE);
        var acceptance = "/" + conference.id() + "/appointments/" + id + "/acceptance";
        var seen = Map.of("problems", List.of("TEACHER_GONE"));

        assertThat(parent(ann).put(acceptance, seen).status()).isEqualTo(403);
        assertThat(administrator.put(acceptance, Map.of()).status()).isEqualTo(400);
        assertThat(administrator.put(acceptance, seen).json().get("problems")).isEqualTo(List.of());

        school.noChild(ann, kim);
        imported(false);
        awaitProblems(conference, id, Problem.NOT_YOUR_CHILD);
        school.child(ann, kim).gone(edna, false);
        imported(false);
        awaitProblems(conference, id);
        school.gone(edna, true);
        imported(false);
        awaitProblems(conference, id, Problem.TEACHER_GONE);
    }

    @Test
    void waitsForContactService() {
        var conference = conference();
        var id = booked(conference, ann, afternoon(conference, edna).at(edna + " 15:00"), kim);
        school.gone(edna, true);
        school.away(true);
        try {
            var broken = imported(false);
            await().atMost(PATIENCE)
                    .until(() -> service.http()
                                    .get()
                                    .uri("/actuator/health")
                                    .exchange()
                                    .returnResult(String.class)
                                    .getStatus()
                                    .value()
                            == 503);
            assertThat(attention(broken)).isEqualTo(Map.of("checked", false, "appointments", 0));
        } finally {
            school.away(false);
        }
        awaitProblems(conference, id, Problem.TEACHER_GONE);
    }

    @Test
    void movesAProblemToATimeThatFits() {
        var conference = conference();
        var slots = afternoon(conference, edna);
        var id = booked(conference, ann, slots.at(edna + " 15:00"), kim);
        administrator.delete("/" + conference.id() + "/slots/" + slots.at(edna + " 15:00"));
        awaitProblems(conference, id, Problem.SLOT_DELETED);

        var moved = administrator.send(
                HttpMethod.POST,
                "/" + conference.id() + "/appointments/" + id + "/moves",
                Map.of("slotId", slots.at(edna + " 15:45")),
                "Accept",
                "*/*");
        assertThat(conference.confirm(administrator, moved).text("state")).isEqualTo("CONFIRMED");
        assertThat(administrator.get("/" + conference.id() + "/appointments").items("items"))
                .singleElement()
                .satisfies(only -> assertThat(only).containsEntry("problems", List.of()));
    }
}
