package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.ImportRuns;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A district changes its student information system, and everybody and everything in its roster has another source ID; each test
 * begins where the one before ended.
 */
@Tag("slow")
@Order(5)
@ExtendWith(SharedDistrict.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SourceIdJourneyIT {

    private static final int STUDENTS = 60;
    private static final int PARENTS = 40;
    private static final int TEACHERS = 6;
    private static final int PEOPLE = STUDENTS + PARENTS + TEACHERS;
    private static final String PASSWORD = "a tuba in the umbrella stand";

    @TempDir
    private static Path folder;

    private static District district;
    private static School school;
    private static ImportRuns runs;
    private static Map<String, String> before = Map.of();
    private static List<String> children = List.of();
    private static JsonNode held = JsonMapper.shared().nullNode();

    @BeforeAll
    static void start(District started) {
        district = started;
        school = School.open(district, "rekeyed-school");
        runs = new ImportRuns(district.stack().imports(), school.id());
        district.stack()
                .imports()
                .put(
                        "/connections/" + school.id(),
                        Map.of(
                                "businessName",
                                school.id(),
                                "source",
                                "FILE",
                                "administrators",
                                List.of(school.email())));
        district.stack().imports().post("/connections/" + school.id() + "/activation", Map.of());
    }

    @Test
    @Order(1)
    void aRosterIsImportedAndThingsAreDecidedOfItsPeople() throws IOException {
        assertCompleted(importing("a-"));
        before = contactsByName();

        school.put("/contacts/" + id("Teacher 1") + "/access-level", Map.of("level", "EVENT_ADMINISTRATOR"));
        school.put("/contacts/" + id("Student 2") + "/overrides/middleName", Map.of("value", "Jo-Jo"));
        var parent = school.whoChooses(PASSWORD, "parent1@example.org");
        var linked = School.json(parent.contacts(
                "POST",
                school.id() + "/links",
                JsonMapper.shared().writeValueAsString(Map.of("studentId", "a-s50", "securityValue", "02/02/2012"))));
        assertThat(linked.path("contactId").asString()).isEqualTo(id("Student 50"));
        children = childrenOf(parent);
        assertThat(children).hasSize(2);
    }

    @Test
    @Order(2)
    void theRosterWithOtherSourceIdsIsHeldAndAMapOfThemIsProposed() throws IOException {
        held = importing("new/");

        assertThat(held.path("state").asString()).as(held.toPrettyString()).isEqualTo("HELD");
        assertThat(held.path("holdCause").asString()).isEqualTo("REKEY");
        assertThat(held.path("holdReasons").path(0).asString())
                .contains(
                        STUDENTS + " students", TEACHERS + " teachers", PARENTS + " parents", "by name and birth date");
        assertThat(contactsByName()).isEqualTo(before);
        var map = map();
        assertThat(map.path("pairs").asInt()).isEqualTo(PEOPLE);
        assertThat(map.path("items").size()).isEqualTo(50);
        assertThat(map.path("next").asString()).isEqualTo("50");
    }

    @Test
    @Order(3)
    void theMapIsAppliedAndTheNextImportMakesNoNewContact() {
        var accepted = School.json(school.administrator()
                .send(
                        district.ports().importService(),
                        "POST",
                        mapPath() + "/approval",
                        "application/json",
                        BodyPublishers.ofString(JsonMapper.shared()
                                .writeValueAsString(Map.of(
                                        "mapDigest", map().path("mapDigest").asString())))));
        var run = runs.follow(accepted.path("importId").asString(), step -> {});

        assertCompleted(run);
        assertThat(people(run, "added")).isZero();
        assertThat(people(run, "removed")).isZero();
        var moves = school.get("/source-id-moves").path("job");
        assertThat(moves.path("moved").asInt()).as(moves.toPrettyString()).isEqualTo(PEOPLE);
        assertThat(district.stack()
                        .imports()
                        .get("/businesses/" + mapPath().replace("/source-id-map", ""))
                        .path("state")
                        .asString())
                .isEqualTo("SUPERSEDED");
    }

    @Test
    @Order(4)
    void everythingThatWasDecidedOfThemIsThereStill() throws IOException {
        assertThat(contactsByName()).as("the same contacts").isEqualTo(before);
        assertThat(school.get("/summary").path("inactive").asInt()).isZero();
        var teacher = school.get("/contacts/" + id("Teacher 1"));
        assertThat(teacher.path("sourceId").asString()).isEqualTo("new/t1");
        assertThat(teacher.toString()).contains("EVENT_ADMINISTRATOR");
        assertThat(school.get("/contacts/" + id("Student 2")).toString()).contains("Jo-Jo");
        var parent = new Visitor(district);
        assertThat(parent.signInWithPassword(school.id(), "parent1@example.org", PASSWORD)
                        .text())
                .contains("My children");
        assertThat(childrenOf(parent)).isEqualTo(children);
        var again = School.json(parent.contacts(
                "POST",
                school.id() + "/links",
                JsonMapper.shared().writeValueAsString(Map.of("studentId", "new/s51", "securityValue", "02/02/2012"))));
        assertThat(again.path("contactId").asString())
                .as("by a birth date that came along")
                .isEqualTo(id("Student 51"));
        assertThat(school.get("/audit").toString()).contains("SOURCE_IDS_MOVED");

        var unchanged = importing("new/");
        assertThat(unchanged.path("completion").path("unchanged").asBoolean())
                .as(unchanged.toPrettyString())
                .isTrue();
    }

    private static JsonNode importing(String prefix) throws IOException {
        return runs.follow(runs.upload(roster(prefix)).path("importId").asString(), step -> {});
    }

    private static String mapPath() {
        return school.id() + "/imports/" + held.path("importId").asString() + "/source-id-map";
    }

    private static JsonNode map() {
        return district.stack().imports().get("/businesses/" + mapPath());
    }

    private static String id(String name) {
        return String.valueOf(before.get(name));
    }

    private static Map<String, String> contactsByName() {
        return Stream.of("STUDENT", "PARENT", "TEACHER")
                .flatMap(role -> school.get("/contacts?limit=200&role=" + role)
                        .path("items")
                        .valueStream())
                .collect(Collectors.toMap(
                        contact -> contact.path("givenName").asString()
                                + ' '
                                + contact.path("familyName").asString(),
                        contact -> contact.path("contactId").asString()));
    }

    private static List<String> childrenOf(Visitor visitor) {
        return School.json(visitor.contacts("GET", school.id() + "/links", ""))
                .path("items")
                .valueStream()
                .map(child -> child.path("contactId").asString())
                .sorted()
                .toList();
    }

    private static int people(JsonNode run, String what) {
        return run.path("plan")
                .path("types")
                .valueStream()
                .filter(line -> line.path("type").asString().equals("PERSON"))
                .findFirst()
                .orElseThrow()
                .path(what)
                .asInt();
    }

    private static void assertCompleted(JsonNode run) {
        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("COMPLETED");
        assertThat(run.path("completion").path("differences").asInt()).isZero();
    }

    /** The same district, whatever its source IDs begin with. */
    private static Path roster(String prefix) throws IOException {
        var zip = folder.resolve("roster.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            file(out, "orgs.csv", "sourcedId,name,type", Stream.of(prefix + "school,School,school"));
            file(
                    out,
                    "academicSessions.csv",
                    "sourcedId,title,type,startDate",
                    Stream.of(prefix + "fall,Fall,term,2026-08-01"));
            file(out, "courses.csv", "sourcedId,title", Stream.of(prefix + "math,Math"));
            file(
                    out,
                    "classes.csv",
                    "sourcedId,title,schoolSourcedId,termSourcedIds",
                    numbers(TEACHERS, i -> "%1$sc%2$d,Class %2$d,%1$sschool,%1$sfall".formatted(prefix, i)));
            file(
                    out,
                    "users.csv",
                    "sourcedId,role,givenName,familyName,email,identifier,agentSourcedIds,orgSourcedIds",
                    Stream.of(
                                    numbers(
                                            STUDENTS,
                                            i -> "%1$ss%2$d,student,Student,%2$d,,N%2$d,,%1$sschool"
                                                    .formatted(prefix, i)),
                                    numbers(
                                            PARENTS,
                                            i ->
                                                    "%1$sp%2$d,parent,Parent,%2$d,parent%2$d@example.org,,%1$ss%2$d,%1$sschool"
                                                            .formatted(prefix, i)),
                                    numbers(
                                            TEACHERS,
                                            i ->
                                                    "%1$st%2$d,teacher,Teacher,%2$d,teacher%2$d@example.org,T%2$d,,%1$sschool"
                                                            .formatted(prefix, i)))
                            .flatMap(lines -> lines));
            file(
                    out,
                    "enrollments.csv",
                    "sourcedId,classSourcedId,userSourcedId,role,schoolSourcedId",
                    Stream.concat(
                            numbers(
                                    STUDENTS,
                                    i -> "%1$se%2$d,%1$sc%3$d,%1$ss%2$d,student,%1$sschool"
                                            .formatted(prefix, i, i % TEACHERS + 1)),
                            numbers(
                                    TEACHERS,
                                    i -> "%1$sf%2$d,%1$sc%2$d,%1$st%2$d,teacher,%1$sschool".formatted(prefix, i))));
            file(
                    out,
                    "demographics.csv",
                    "sourcedId,birthDate",
                    numbers(STUDENTS, i -> "%ss%d,%s".formatted(prefix, i, birthDate(i))));
        }
        return zip;
    }

    private static String birthDate(int student) {
        return student >= 50 && student <= 51
                ? "2012-02-02"
                : "20%02d-%02d-17".formatted(5 + student % 10, 1 + student % 12);
    }

    private static Stream<String> numbers(int most, IntFunction<String> line) {
        return IntStream.rangeClosed(1, most).mapToObj(line);
    }

    private static void file(ZipOutputStream out, String name, String header, Stream<String> lines) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write((header + '\n' + lines.collect(Collectors.joining("\n")) + '\n').getBytes(StandardCharsets.UTF_8));
    }
}
