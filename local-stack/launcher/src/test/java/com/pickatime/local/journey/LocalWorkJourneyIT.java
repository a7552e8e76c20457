package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.ImportRuns;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
 * What people decided and booked in pickAtime is kept: when a district changes its student information system, and everybody and
 * everything in its roster has another source ID, and when imports are taken back at the command line. Each test begins where
 * the one before ended.
 */
@Order(5)
@ExtendWith(SharedDistrict.class)
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalWorkJourneyIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String JSON = "application/json";
    private static final String PASSWORD = "a tuba in the umbrella stand";
    private static final CsvRoster OLD = CsvRoster.of("a-");
    private static final CsvRoster ROSTER = CsvRoster.of("new/");
    /** Loses less than the brake asks about. */
    private static final CsvRoster MISTAKE = ROSTER.withMore(3).without(50).renaming(2);

    private static final Pattern APPROVAL = Pattern.compile("POST http://127\\.0\\.0\\.1:\\d+(/\\S+) with (\\{.*})");

    @TempDir
    private static Path folder;

    private static District district;
    private static School school;
    private static ImportRuns runs;
    private static @Nullable Visitor parent;
    private static String conference = "";
    private static Map<String, String> before = Map.of();
    private static List<String> children = List.of();
    private static List<JsonNode> booked = List.of();
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
        assertCompleted(importing(OLD));
        before = contactsByName();

        school.put("/contacts/" + id("Teacher 1") + "/access-level", Map.of("level", "EVENT_ADMINISTRATOR"));
        override("Student 2", "givenName", "Josephine");
        override("Student 2", "middleName", "Jo-Jo");
        before = contactsByName();
        assertThat(before).containsKey("Josephine 2").doesNotContainKey("Student 2");
        parent = school.whoChooses(PASSWORD, "parent1@example.org");
        assertThat(link(OLD.student(50))).isEqualTo(id("Student 50"));
        children = school.childrenOf(parent());
        assertThat(children).hasSize(2);
        open("Teacher 3", "Teacher 5");
        book("Student 50", "Teacher 3", 0);
        assertThat(booked).hasSize(1);
    }

    @Test
    @Order(2)
    void theRosterWithOtherSourceIdsIsHeldAndAMapOfThemIsProposed() throws IOException {
        held = importing(ROSTER);

        assertThat(held.path("state").asString()).as(held.toPrettyString()).isEqualTo("HELD");
        assertThat(held.path("holdCause").asString()).isEqualTo("REKEY");
        assertThat(held.path("holdReasons").path(0).asString())
                .contains(
                        CsvRoster.STUDENTS + " students",
                        CsvRoster.TEACHERS + " teachers",
                        CsvRoster.PARENTS + " parents",
                        "by name and birth date");
        assertThat(contactsByName()).isEqualTo(before);
        var map = map();
        assertThat(map.path("pairs").asInt()).isEqualTo(CsvRoster.PEOPLE);
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
                        JSON,
                        BodyPublishers.ofString(JsonMapper.shared()
                                .writeValueAsString(Map.of(
                                        "mapDigest", map().path("mapDigest").asString())))));
        var run = runs.follow(accepted.path("importId").asString(), step -> {});

        assertCompleted(run);
        assertThat(people(run, "added")).isZero();
        assertThat(people(run, "removed")).isZero();
        var moves = school.get("/source-id-moves").path("job");
        assertThat(moves.path("moved").asInt()).as(moves.toPrettyString()).isEqualTo(CsvRoster.PEOPLE);
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
        assertNothingIsLost();
        assertThat(school.get("/summary").path("inactive").asInt()).isZero();
        assertThat(school.get("/contacts/" + id("Teacher 1")).path("sourceId").asString())
                .isEqualTo("new/t1");
        var again = new Visitor(district);
        assertThat(again.signInWithPassword(school.id(), "parent1@example.org", PASSWORD)
                        .text())
                .contains("My children");
        assertThat(school.childrenOf(again)).isEqualTo(children);
        assertThat(link(ROSTER.student(51)))
                .as("by a birth date that came along")
                .isEqualTo(id("Student 51"));
        children = school.childrenOf(parent());
        assertThat(school.get("/audit").toString()).contains("SOURCE_IDS_MOVED");

        assertUnchanged(importing(ROSTER));
    }

    @Test
    @Order(5)
    void anImportByMistakeTakesAChildAwayAndPeopleGoOnWorking() throws IOException {
        var mistake = importing(MISTAKE);

        assertCompleted(mistake);
        awaitChecked();
        assertThat(contactsByName())
                .hasSize(CsvRoster.PEOPLE + 2)
                .doesNotContainKey("Student 50")
                .containsKeys("Josephine 2", "Student 63");
        assertThat(school.childrenOf(parent())).doesNotContain(id("Student 50"));
        assertThat(appointments().get(0).path("problems").toString()).contains("STUDENT_GONE");

        override("Student 3", "givenName", "Theodora");
        before.put("Theodora 3", before.remove("Student 3"));
        assertThat(link(ROSTER.student(52))).isEqualTo(id("Student 52"));
        children = Stream.concat(children.stream(), Stream.of(id("Student 52")))
                .sorted()
                .toList();
        book("Student 52", "Teacher 5", 1);
        assertThat(booked).hasSize(2);
    }

    @Test
    @Order(6)
    void theCommandLineFirstShowsWhatTakingItBackWouldChange() throws Exception {
        var mistake = latest();
        var now = contactsByName();

        var shown = pickatime("undo", "--business", school.id(), "--dry-run");

        assertThat(shown.exitCode()).as(shown.output()).isZero();
        assertThat(shown.output())
                .contains("Putting the roster of " + school.id() + " back as it was before import " + mistake)
                .contains("Dry run: nothing was changed")
                .containsPattern("People +1 +1 +3 +104 +0\\R")
                .doesNotContain("Completed", "would be held");
        assertThat(contactsByName()).isEqualTo(now);
    }

    @Test
    @Order(7)
    void theCommandLineTakesItBackAndKeepsWhatPeopleDidBeforeAndAfterIt() throws Exception {
        var shown = pickatime("undo", "--business", school.id());

        assertThat(shown.exitCode()).as(shown.output()).isZero();
        assertThat(shown.output())
                .containsPattern("Completed; \\d+ records applied, 0 differences")
                .containsPattern("People +1 +1 +3 +104 +0\\R")
                .containsPattern("Contacts +" + CsvRoster.PEOPLE + "\\R")
                .doesNotContain("Dry run");
        assertNothingIsLost();
        assertThat(school.get("/contacts/" + id("Theodora 3")).path("givenName").asString())
                .isEqualTo("Theodora");
        assertUnchanged(importing(ROSTER));
    }

    @Test
    @Order(8)
    void theCommandLineSaysWhyTakingMuchBackIsHeldAndHowItIsApproved() throws Exception {
        assertCompleted(importing(ROSTER.withMore(40)));
        var now = contactsByName();
        assertThat(now).hasSize(CsvRoster.PEOPLE + 40);

        var shown = pickatime("undo", "--business", school.id());

        assertThat(shown.exitCode()).as(shown.output()).isEqualTo(1);
        assertThat(shown.output())
                .contains("Held until you approve it:", "40 of 100 students would be removed (40 %)")
                .doesNotContain("Completed");
        assertThat(contactsByName()).isEqualTo(now);
        var approval = APPROVAL.matcher(shown.output());
        assertThat(approval.find()).as(shown.output()).isTrue();
        var accepted = district.stack()
                .imports()
                .post(approval.group(1), JsonMapper.shared().readTree(approval.group(2)));
        assertCompleted(runs.follow(accepted.path("importId").asString(), step -> {}));
        assertNothingIsLost();
        assertUnchanged(importing(ROSTER));
    }

    /** As people see it: the same contacts by the names they were given here, the same children, the same appointments. */
    private static void assertNothingIsLost() {
        awaitChecked();
        assertThat(contactsByName()).as("the same contacts").isEqualTo(before);
        assertThat(school.get("/contacts/" + id("Josephine 2")).toString()).contains("Jo-Jo");
        assertThat(school.get("/contacts/" + id("Teacher 1")).toString()).contains("EVENT_ADMINISTRATOR");
        assertThat(school.childrenOf(parent())).isEqualTo(children);
        assertThat(appointments()).isEqualTo(booked);
    }

    private static void assertUnchanged(JsonNode run) {
        assertThat(run.path("completion").path("unchanged").asBoolean())
                .as(run.toPrettyString())
                .isTrue();
    }

    private static JsonNode importing(CsvRoster roster) throws IOException {
        return runs.follow(runs.upload(roster.in(folder)).path("importId").asString(), step -> {});
    }

    private static String latest() {
        return district.stack()
                .imports()
                .get("/businesses/" + school.id() + "/imports")
                .path("items")
                .path(0)
                .path("importId")
                .asString();
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

    private static void override(String name, String field, String value) {
        school.put("/contacts/" + id(name) + "/overrides/" + field, Map.of("value", value));
    }

    private static Visitor parent() {
        return Objects.requireNonNull(parent);
    }

    /** The id of the child that the parent links to. */
    private static String link(String student) {
        return School.json(parent().contacts(
                                "POST",
                                school.id() + "/links",
                                JsonMapper.shared()
                                        .writeValueAsString(
                                                Map.of("studentId", student, "securityValue", CsvRoster.BORN))))
                .path("contactId")
                .asString();
    }

    /** A conference with times of these teachers. */
    private static void open(String... teachers) {
        conference = "/conferences/"
                + conferences(
                                school.administrator(),
                                "POST",
                                "/conferences",
                                Map.of(
                                        "name",
                                        "Fall",
                                        "zone",
                                        "America/Chicago",
                                        "rules",
                                        Map.of("opensAt", "2020-01-01T08:00:00", "most", 7)))
                        .path("conferenceId")
                        .asString();
        conferences(
                school.administrator(),
                "POST",
                conference + "/slots",
                Map.of(
                        "days",
                        List.of(LocalDate.now().plusDays(10).toString()),
                        "teachers",
                        Stream.of(teachers).map(LocalWorkJourneyIT::id).toList(),
                        "from",
                        "08:00",
                        "to",
                        "10:00",
                        "minutes",
                        30));
    }

    /** The parent books what is offered of a child's teacher. */
    private static void book(String child, String teacher, int turn) {
        var slot = conferences(parent(), "GET", conference + "/offers", Map.of())
                .path("children")
                .valueStream()
                .filter(offered -> offered.path("studentId").asString().equals(id(child)))
                .flatMap(offered -> offered.path("teachers").valueStream())
                .filter(offered -> offered.path("teacherId").asString().equals(id(teacher)))
                .map(offered -> offered.path("slots").path(turn).path("slotId").asString())
                .findFirst()
                .orElseThrow();
        var taken = conferences(
                parent(), "POST", conference + "/appointments", Map.of("slotId", slot, "studentId", id(child)));
        var confirmed = conferences(
                parent(),
                "PUT",
                conference + "/appointments/" + taken.path("appointmentId").asString() + "/confirmation",
                Map.of());
        assertThat(confirmed.path("state").asString()).isEqualTo("CONFIRMED");
        assertThat(confirmed.path("problems").size()).isZero();
        booked = new ArrayList<>(booked);
        booked.add(confirmed);
    }

    /** As the parent sees them. */
    private static List<JsonNode> appointments() {
        return conferences(parent(), "GET", conference + "/appointments", Map.of())
                .path("items")
                .valueStream()
                .toList();
    }

    /** Until the appointments were looked at after the latest import. */
    private static void awaitChecked() {
        var path = "/appointments/attention?importId=" + latest();
        await().atMost(LIMIT)
                .until(() -> conferences(school.administrator(), "GET", path, Map.of())
                        .path("checked")
                        .asBoolean());
    }

    private static JsonNode conferences(Visitor who, String method, String path, Map<String, ?> body) {
        var text = method.equals("GET") ? "" : JsonMapper.shared().writeValueAsString(body);
        return School.json(who.send(
                district.ports().conferenceService(), method, school.id() + path, JSON, BodyPublishers.ofString(text)));
    }

    private record Shown(int exitCode, String output) {}

    /** The command, in a process of its own, about the stack that runs here. */
    private static Shown pickatime(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.pickatime.local.launcher.Pickatime"));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--data",
                district.stack().options().data().toString(),
                "--port-base",
                String.valueOf(district.ports().base())));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Shown(process.waitFor(), output);
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
}
