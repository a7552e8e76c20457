package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.JsonClient;
import com.pickatime.simulator.ClassLinkSimulator;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A school year's end and the next one's first event, over all services: the old event is a template, is exported, deleted, taken back
 * and deleted again; contacts are cleared and imported; parents book, and a teacher leaves and comes back. Each test begins where the
 * one before ended.
 */
@Tag("slow")
@Order(7)
@ExtendWith(SharedDistrict.class)
@SharedDistrict.OnANewStack(usesItUp = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConferenceJourneyIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int STUDENTS = 120;
    private static final int APPOINTMENTS = 300;
    private static final int MOST_TRIES = 2_000;
    private static final int OF_ONE_TEACHER = 12;
    private static final String JSON = "application/json";
    private static final List<String> PARENTS = List.of("PARENT", "GUARDIAN", "RELATIVE");

    private static District district;
    private static ConfigurableApplicationContext oneRoster;
    private static JsonClient simulator;
    private static School school;
    private static String past = "";
    private static String next = "";

    @BeforeAll
    static void start(District started) {
        district = started;
        oneRoster = new SpringApplicationBuilder(ClassLinkSimulator.class)
                .registerShutdownHook(false)
                .properties(Map.of("spring.config.name", "classlink-simulator"))
                .run("--server.port=0", "--simulator.students=" + STUDENTS, "--simulator.seed=" + District.SEED);
        var port = Integer.parseInt(oneRoster.getEnvironment().getRequiredProperty("local.server.port"));
        simulator = new JsonClient(URI.create("http://127.0.0.1:" + port));
        school = School.open(district, "conference-school");
        assertThat(school.connect(port).path("state").asString()).isEqualTo("COMPLETED");
    }

    @AfterAll
    static void stop() {
        oneRoster.close();
    }

    private static HttpResponse<String> asked(String method, String path, Map<String, ?> body) {
        return asked(school.administrator(), method, path, body);
    }

    private static HttpResponse<String> asked(Visitor who, String method, String path, Map<String, ?> body) {
        var text = method.equals("GET") ? "" : JsonMapper.shared().writeValueAsString(body);
        return who.send(
                district.ports().conferenceService(), method, school.id() + path, JSON, BodyPublishers.ofString(text));
    }

    private static JsonNode get(String path) {
        return School.json(asked("GET", path, Map.of()));
    }

    private static JsonNode post(String path, Map<String, ?> body) {
        return School.json(asked("POST", path, body));
    }

    private static List<JsonNode> contacts(String role) {
        return school.get("/contacts?limit=200&role=" + role)
                .path("items")
                .valueStream()
                .toList();
    }

    private static List<String> ids(Stream<String> roles) {
        return roles.flatMap(role -> contacts(role).stream())
                .map(contact -> contact.path("contactId").asString())
                .distinct()
                .toList();
    }

    private static List<String> slots(String conference, List<String> teachers, LocalDate day, Map<String, ?> options) {
        post(
                "/conferences/" + conference + "/slots",
                Map.of(
                        "days",
                        List.of(day.toString()),
                        "teachers",
                        teachers,
                        "from",
                        "08:00",
                        "to",
                        "17:00",
                        "minutes",
                        30,
                        "options",
                        options));
        return get("/conferences/" + conference + "/slots?limit=200")
                .path("items")
                .valueStream()
                .filter(slot -> teachers.contains(slot.path("teacherId").asString()))
                .map(slot -> slot.path("slotId").asString())
                .toList();
    }

    /** False where the parent has another appointment at that time, or there is no place. */
    private static boolean books(String conference, String slot, String parent, String student) {
        var held = asked(
                "POST",
                "/conferences/" + conference + "/appointments",
                Map.of("slotId", slot, "parentId", parent, "studentId", student));
        if (held.statusCode() == 409) {
            return false;
        }
        confirm(school.administrator(), conference, School.json(held));
        return true;
    }

    private static void confirm(Visitor who, String conference, JsonNode held) {
        var path = "/conferences/" + conference + "/appointments/"
                + held.path("appointmentId").asString() + "/confirmation";
        assertThat(School.json(asked(who, "PUT", path, Map.of())).path("state").asString())
                .isEqualTo("CONFIRMED");
    }

    private static int appointments(String conference) {
        var count = 0;
        var after = "";
        do {
            var page = get("/conferences/" + conference + "/appointments?limit=200&after=" + after);
            count += page.path("items").size();
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return count;
    }

    private static JsonNode deletePast() {
        var preview = get("/conference-deletions/preview?keep=" + next);
        assertThat(preview.path("appointments").asInt()).isEqualTo(APPOINTMENTS);
        var begun = post(
                "/conference-deletions",
                Map.of(
                        "keep", List.of(next),
                        "digest", preview.path("digest").asString(),
                        "confirmation", preview.path("confirmation").asString()));
        var path = "/conference-deletions/" + begun.path("deletionId").asString();
        var done = await().atMost(LIMIT)
                .until(() -> get(path), now -> now.path("state").asString().equals("DELETED"));
        assertThat(asked("GET", "/conferences/" + past, Map.of()).statusCode()).isEqualTo(404);
        return done;
    }

    private static JsonNode imported() {
        var run = school.importAgain();
        return run.path("state").asString().equals("HELD") ? school.approve(run) : run;
    }

    private static void awaitAttention(JsonNode run, int appointments) {
        var path = "/appointments/attention?importId=" + run.path("importId").asString();
        await().atMost(LIMIT).until(() -> get(path).path("checked").asBoolean());
        assertThat(get(path).path("appointments").asInt()).isEqualTo(appointments);
    }

    @Test
    @Order(1)
    void aPastEventHasItsAppointments() {
        past = post(
                        "/conferences",
                        Map.of(
                                "name",
                                "Last Year",
                                "zone",
                                "America/Chicago",
                                "rules",
                                Map.of("opensAt", "2020-01-01T08:00:00", "most", 7)))
                .path("conferenceId")
                .asString();
        var slots = slots(
                past, ids(Stream.of("TEACHER")).subList(0, 5), LocalDate.now().minusDays(10), Map.of("most", 5));
        var parents = ids(PARENTS.stream());
        var students = ids(Stream.of("STUDENT"));
        var booked = IntStream.range(0, MOST_TRIES)
                .filter(turn -> books(
                        past,
                        slots.get(turn % slots.size()),
                        parents.get(turn % parents.size()),
                        students.get(turn % students.size())))
                .limit(APPOINTMENTS)
                .count();
        assertThat(booked).isEqualTo(APPOINTMENTS);
        assertThat(appointments(past)).isEqualTo(APPOINTMENTS);
    }

    @Test
    @Order(2)
    void theNextOneIsMadeFromItWithoutThem() {
        var made = post("/conferences", Map.of("name", "This Year", "template", past));
        next = made.path("conferenceId").asString();
        assertThat(made.path("rules").path("most").asInt()).isEqualTo(7);
        assertThat(appointments(next)).isZero();
    }

    @Test
    @Order(3)
    void thePastOneIsExportedDeletedTakenBackAndDeletedAgain() {
        var report = asked("GET", "/conferences/" + past + "/reports/appointments/export?by=DATE", Map.of());
        assertThat(report.body().lines()).hasSize(APPOINTMENTS + 1);
        var table = asked("GET", "/conference-deletions/export?keep=" + next, Map.of());
        assertThat(table.body().lines()).hasSize(APPOINTMENTS + 1);

        var deletion = deletePast();
        post("/conference-deletions/" + deletion.path("deletionId").asString() + "/undo", Map.of());
        assertThat(appointments(past)).isEqualTo(APPOINTMENTS);
        deletePast();
    }

    @Test
    @Order(4)
    void contactsAreClearedAndImportedAgain() {
        var preview = school.get("/clearings/preview?level=EVENT_ADMINISTRATOR");
        var begun = school.post(
                "/clearings",
                Map.of(
                        "level", "EVENT_ADMINISTRATOR",
                        "digest", preview.path("digest").asString(),
                        "confirmation", preview.path("confirmation").asString()));
        var path = "/clearings/" + begun.path("clearingId").asString();
        await().atMost(LIMIT).until(() -> school.get(path).path("state").asString(), "DELETED"::equals);

        var run = imported();

        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("COMPLETED");
        awaitAttention(run, 0);
    }

    @Test
    @Order(5)
    void aParentBooksInTheNextOne() {
        var all = PARENTS.stream().flatMap(role -> contacts(role).stream()).toList();
        var parent = all.stream()
                .filter(one -> !one.path("email").asString("").isEmpty())
                .filter(one -> all.stream()
                                .filter(other -> other.path("email")
                                        .asString("")
                                        .equalsIgnoreCase(one.path("email").asString()))
                                .count()
                        == 1)
                .filter(one -> !school.get("/contacts/" + one.path("contactId").asString() + "/relationships")
                        .path("children")
                        .isEmpty())
                .findFirst()
                .orElseThrow();
        slots(next, ids(Stream.of("TEACHER")), LocalDate.now().plusDays(10), Map.of());
        var visitor = school.whoChooses(School.PASSWORD, parent.path("email").asString());

        var offers = School.json(asked(visitor, "GET", "/conferences/" + next + "/offers", Map.of()));
        var child = offers.path("children")
                .valueStream()
                .filter(one -> !one.path("teachers").isEmpty())
                .findFirst()
                .orElseThrow();
        var time = child.path("teachers").path(0).path("slots").path(0);
        var held = asked(
                visitor,
                "POST",
                "/conferences/" + next + "/appointments",
                Map.of(
                        "slotId", time.path("slotId").asString(),
                        "studentId", child.path("studentId").asString()));
        confirm(visitor, next, School.json(held));
        assertThat(appointments(next)).isEqualTo(1);
    }

    @Test
    @Order(6)
    void aTeacherWhoLeavesTheRosterIsMissedAndComesBack() {
        var taken = get("/conferences/" + next + "/appointments").path("items").path(0);
        var teacher = contacts("TEACHER").stream()
                .filter(one -> !one.path("contactId").equals(taken.path("teacherId")))
                .findFirst()
                .orElseThrow();
        var slots = get("/conferences/" + next + "/slots?limit=200&teacher="
                        + teacher.path("contactId").asString())
                .path("items")
                .valueStream()
                .map(slot -> slot.path("slotId").asString())
                .limit(OF_ONE_TEACHER)
                .toList();
        var parents = new ArrayList<>(ids(PARENTS.stream()));
        parents.remove(taken.path("parentId").asString());
        var students = ids(Stream.of("STUDENT"));
        for (int at = 0; at < OF_ONE_TEACHER; at++) {
            assertThat(books(next, slots.get(at), parents.get(at), students.get(at)))
                    .isTrue();
        }

        simulator.post(
                "/control/faults",
                Map.of(
                        "type",
                        "person-removed",
                        "sourcedId",
                        teacher.path("sourceId").asString()));
        awaitAttention(imported(), OF_ONE_TEACHER);
        assertThat(get("/conferences/" + next + "/appointments?only=PROBLEMS")
                        .path("items")
                        .valueStream())
                .hasSize(OF_ONE_TEACHER)
                .allMatch(one -> one.path("problems").toString().equals("[\"TEACHER_GONE\"]"));

        simulator.delete("/control/faults");
        awaitAttention(imported(), 0);
    }
}
