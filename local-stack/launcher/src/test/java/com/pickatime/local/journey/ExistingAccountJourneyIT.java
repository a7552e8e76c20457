package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.HtmlPage;
import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.Mails;
import com.pickatime.local.journey.OwnFiles.Row;
import com.pickatime.simulator.ClassLinkSimulator;
import com.pickatime.simulator.records.User;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A school that used pickAtime for years switches its roster on, keeps all it had, and later clears it. Each test begins where the
 * one before ended.
 */
@Tag("slow")
@Order(6)
@ExtendWith(SharedDistrict.class)
@SharedDistrict.OnANewStack(usesItUp = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExistingAccountJourneyIT {

    private static final int LOCAL_PEOPLE = 2_000;

    /** As many as make a roster that has all of the local people. */
    private static final int STUDENTS = 1_010;

    private static final int NAMESAKES = 6;
    private static final String PASSWORD = "a tuba in the umbrella stand";
    private static final String ACCEPTED = "ACCEPTED";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static District district;
    private static ConfigurableApplicationContext oneRoster;
    private static JsonClient simulator;
    private static School school;
    private static OwnFiles files;
    private static JsonNode held = MissingNode.getInstance();
    private static Row parent;
    private static List<String> children = List.of();
    private static String raised = "";

    @BeforeAll
    static void start(District started) {
        district = started;
        oneRoster = new SpringApplicationBuilder(ClassLinkSimulator.class)
                .registerShutdownHook(false)
                .properties(Map.of("spring.config.name", "classlink-simulator"))
                .run("--server.port=0", "--simulator.students=" + STUDENTS, "--simulator.seed=" + District.SEED);
        simulator = new JsonClient(URI.create("http://127.0.0.1:" + port()));
        files = OwnFiles.of(ServedPeople.of(STUDENTS, District.SEED), LOCAL_PEOPLE);
        files.namesakes().forEach(ExistingAccountJourneyIT::makeNamesakes);
        parent = files.parents().stream()
                .filter(row -> hasAnAddressOfTheirOwn(row)
                        && files.childrenOf(row).findAny().isPresent())
                .findFirst()
                .orElseThrow();
        school = School.open(district, "years-school");
    }

    @AfterAll
    static void stop() {
        oneRoster.close();
    }

    private static int port() {
        return Integer.parseInt(oneRoster.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static void makeNamesakes(List<User> pair) {
        var first = files.students().stream()
                .filter(row -> row.person().equals(pair.get(0)))
                .findFirst()
                .orElseThrow();
        var second = ServedPeople.id(pair.get(1));
        simulator.post(
                "/control/faults",
                Map.of(
                        "type",
                        "person-renamed",
                        "sourcedId",
                        second,
                        "givenName",
                        first.person().name().givenName(),
                        "familyName",
                        first.person().name().familyName()));
        simulator.post(
                "/control/faults",
                Map.of(
                        "type",
                        "birth-date-changed",
                        "sourcedId",
                        second,
                        "birthDate",
                        first.birthDate().orElseThrow().toString()));
    }

    @Test
    @Order(1)
    void theSchoolsOwnFilesBringItsPeople() {
        assertThat(files.size()).isEqualTo(LOCAL_PEOPLE);
        assertThat(files.sharedAddresses()).isPositive();

        var load = School.json(school.send(
                "POST", "/contact-files?dateOrder=MDY", "application/zip", BodyPublishers.ofByteArray(files.zip())));

        var path = "/contact-files/" + load.path("loadId").asString();
        await().atMost(LIMIT)
                .until(
                        () -> school.get(path).path("state").asString(),
                        Set.of("LOADED", "REFUSED", "FAILED")::contains);
        assertThat(school.get(path).path("state").asString())
                .as(school.get(path).toPrettyString())
                .isEqualTo("LOADED");
        assertThat(own().path("STUDENT").asInt()).isEqualTo(files.students().size());
        assertThat(own().path("TEACHER").asInt()).isEqualTo(files.teachers().size());
        assertThat(own().path("PARENT").asInt()).isEqualTo(files.parents().size());
    }

    @Test
    @Order(2)
    void aParentChoosesAPasswordAndLinksToAChildWhomTheFilesDoNotGiveThem() {
        var another = files.students().stream()
                .skip(NAMESAKES)
                .filter(row -> !ServedPeople.areRelated(row.person(), parent.person()))
                .findFirst()
                .orElseThrow();

        var visitor = school.whoChooses(PASSWORD, parent.email());
        School.json(visitor.contacts(
                "POST",
                school.id() + "/links",
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of("studentId", another.number(), "securityValue", another.securityValue()))));

        children = school.childrenOf(visitor);
        assertThat(children).hasSize((int) files.childrenOf(parent).count() + 1);
    }

    @Test
    @Order(3)
    void aTeacherIsGivenALevel() {
        var teacher = files.teachers().get(1);
        raised = school.get("/contacts?role=TEACHER&q=" + teacher.number())
                .path("items")
                .valueStream()
                .filter(found -> found.path("identifier").asString().equals(teacher.number()))
                .map(found -> found.path("contactId").asString())
                .findFirst()
                .orElseThrow();

        school.send("PUT", "/contacts/" + raised + "/access-level", Map.of("level", "EVENT_ADMINISTRATOR"));

        assertThat(eventAdministrators()).isEqualTo(1);
    }

    @Test
    @Order(4)
    void theFirstImportIsHeldWithCountsAndTheTwoWaysOnAndAMailSaysSo() {
        held = school.connect(port());

        assertThat(held.path("state").asString()).as(held.toPrettyString()).isEqualTo("HELD");
        assertThat(held.path("holdCause").asString()).isEqualTo("EXISTING_CONTACTS");
        var mail =
                new Mails(district.stack().inbox()).await(held.path("importId").asString(), LIMIT);
        assertThat(mail.path("subject").asString()).contains("first import needs your decision");
        for (var text :
                List.of(held.path("holdReasons").toString(), mail.path("text").asString())) {
            assertThat(text)
                    .contains(
                            files.students().size() + " students",
                            files.teachers().size() + " teachers",
                            String.format("%,d parents", files.parents().size()),
                            "Adopt: ",
                            "Clear first: ");
        }
        var early = school.approval(held, held.path("plan").path("planDigest").asString());
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("first-import");
        assertThat(summary().path("people").asInt()).isEqualTo(LOCAL_PEOPLE);
    }

    @Test
    @Order(5)
    void decidedToAdoptTheImportCompletes() {
        school.put("/first-import", Map.of("decision", "ADOPT"));

        assertCompleted(school.approve(held));

        assertThat(summary().path("people").asInt()).isEqualTo(LOCAL_PEOPLE + roster("people"));
    }

    @Test
    @Order(6)
    void theMatchReportProposesWhatIsClearAndListsTheNamesakes() {
        school.post("/adoption/reports", Map.of());
        awaitAdoption();

        var decisions = school.get("/adoption").path("matches").path("decisions");
        assertThat(decisions.path("PROPOSED").asInt())
                .as("%s %s", decisions, undecided())
                .isEqualTo(LOCAL_PEOPLE - NAMESAKES);
        assertThat(decisions.path("UNDECIDED").asInt()).isEqualTo(2 * NAMESAKES);
        assertThat(undecided())
                .hasSize(2 * NAMESAKES)
                .allSatisfy(
                        match -> assertThat(match.path("against").toString()).contains("ANOTHER_CANDIDATE"));
    }

    @Test
    @Order(7)
    void whatIsClearIsAdoptedByItsRuleAndTheNamesakesAreDecidedInTheTableAndOneByOne() {
        for (var rule : List.of("EMAIL_NAME", "NAME_BIRTH_DATE", "NAME_CHILD")) {
            school.post("/adoption/rules/" + rule + "/decision", Map.of("decision", ACCEPTED));
        }
        assertThat(school.get("/adoption/preview").path("contacts").asInt()).isEqualTo(LOCAL_PEOPLE - NAMESAKES);
        adopt();
        assertThat(undecided()).hasSize(2 * NAMESAKES);

        var lastPair = files.namesakes().get(files.namesakes().size() - 1).stream()
                .map(ServedPeople::id)
                .collect(Collectors.toSet());
        decideInTheTable(lastPair);
        decideOneByOne(lastPair);
        adopt();

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(summary().path("people").asInt()).isEqualTo(roster("people")));
    }

    @Test
    @Order(8)
    void nobodyIsThereTwiceAndTheRosterHasEverybody() {
        var summary = summary();
        var roles = summary.path("contactsByRole");
        var facts = simulator.get("/control/facts").path("counts");

        assertThat(summary.path("duplicateContacts").asInt()).isZero();
        assertThat(own().size()).isZero();
        assertThat(roles.path("STUDENT").asInt())
                .isEqualTo(facts.path("students").asInt());
        assertThat(roles.path("TEACHER").asInt())
                .isEqualTo(facts.path("teachers").asInt());
        assertThat(roles.path("PARENT").asInt()
                        + roles.path("GUARDIAN").asInt()
                        + roles.path("RELATIVE").asInt())
                .as(roles.toString())
                .isEqualTo(facts.path("guardians").asInt());
    }

    @Test
    @Order(9)
    void whoWasAdoptedIsTheSameContactWithItsLevelAndTheOneThatTheImportMadeLeadsThere() {
        var sourceId = files.teachers().get(1).sourceId();

        assertThat(contact(sourceId)).isEqualTo(raised);
        assertThat(eventAdministrators()).isEqualTo(1);
        var teacher = school.get("/contacts/" + raised);
        assertThat(teacher.path("own").asBoolean(true)).isFalse();
        var gaveWay = school.get("/contacts/" + teacher.path("adoptedFrom").asString());
        assertThat(gaveWay.path("state").asString()).isEqualTo("MERGED");
        assertThat(gaveWay.path("mergedInto").asString()).isEqualTo(raised);
    }

    @Test
    @Order(10)
    void theParentSignsInWithTheSamePasswordAndSeesTheSameChildren() {
        assertThat(school.childrenOf(signedIn())).containsAll(children);
    }

    @Test
    @Order(11)
    void aFurtherImportChangesNothing() {
        var before = summary();

        var run = school.importAgain();

        assertCompleted(run);
        assertThat(run.path("completion").path("unchanged").asBoolean()).isTrue();
        assertThat(run.path("plan").path("types").valueStream())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(List.of(
                                type.path("added").asInt(),
                                type.path("updated").asInt(),
                                type.path("removed").asInt()))
                        .as(type.toString())
                        .containsOnly(0));
        assertThat(summary()).isEqualTo(before);
    }

    @Test
    @Order(12)
    void anAdoptionTakenBackReturnsBothOriginals() {
        var teacher = files.teachers().get(0);
        var adopted = contact(teacher.sourceId());

        var answer = school.post("/contacts/" + adopted + "/un-adoption", Map.of());

        var own = school.get("/contacts/" + adopted);
        assertThat(own.path("own").asBoolean()).isTrue();
        assertThat(own.path("identifier").asString()).isEqualTo(teacher.number());
        assertThat(own.path("givenName").asString()).isEqualTo(teacher.givenName());
        var roster = school.get("/contacts/" + contact(teacher.sourceId()));
        assertThat(roster.path("contactId").asString())
                .isEqualTo(answer.path("contactId").asString())
                .isNotEqualTo(adopted);
        assertThat(roster.path("active").asBoolean()).isTrue();
        assertThat(roster.path("givenName").asString())
                .isEqualTo(teacher.person().name().givenName().strip());
        assertThat(school.importAgain().path("completion").path("unchanged").asBoolean())
                .isTrue();
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(summary().path("people").asInt()).isEqualTo(roster("people") + 1));
    }

    @Test
    @Order(13)
    void everybodyUpToEventAdministratorIsExportedAndDeletedAfterTheTypedConfirmation() {
        var before = summary().path("people").asInt();
        var preview = school.get("/clearings/preview?level=EVENT_ADMINISTRATOR");
        var contacts = preview.path("contacts").asInt();
        var table = school.send("GET", "/clearings/export?level=EVENT_ADMINISTRATOR", Map.of())
                .body();
        assertThat(preview.path("ownContacts").asInt()).isEqualTo(1);
        assertThat(preview.path("inRoster").asInt()).isEqualTo(contacts - 1);
        assertThat(preview.path("links").asInt()).isPositive();
        assertThat(table.lines()).hasSize(contacts + 1);
        assertThat(table).contains(parent.email(), children.get(0));
        assertThat(school.send("POST", "/clearings", clearing(preview, "DELETE ALL CONTACTS"))
                        .statusCode())
                .isEqualTo(400);

        var begun = school.post(
                "/clearings", clearing(preview, preview.path("confirmation").asString()));

        var deleted = awaitClearing(begun, "DELETED");
        assertThat(deleted.path("contacts").asInt()).isEqualTo(contacts);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(summary().path("people").asInt()).isEqualTo(before - contacts));
    }

    @Test
    @Order(14)
    void theNextImportBringsEverybodyInTheRosterBackFresh() {
        assertCompleted(school.importAgain());

        assertThat(summary().path("people").asInt()).isEqualTo(roster("people"));
        assertThat(summary().path("duplicateContacts").asInt()).isZero();
        assertThat(own().size()).isZero();
        var preview = school.get("/clearings/preview?level=EVENT_ADMINISTRATOR");
        assertThat(preview.path("links").asInt()).isZero();
        assertThat(preview.path("givenLevels").asInt()).isZero();
        assertThat(passwordPage().text()).contains("is not right");
    }

    @Test
    @Order(15)
    void undoneAfterThatImportNobodyIsThereTwiceAndWhatWasDecidedIsBack() {
        var clearing = school.get("/clearings").path("items").path(0);

        school.post("/clearings/" + clearing.path("clearingId").asString() + "/undo", Map.of());

        var undone = awaitClearing(clearing, "UNDONE");
        assertThat(undone.path("leftOut").asInt())
                .as("the teacher whom the roster has as well")
                .isEqualTo(1);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(school.get("/clearings/preview?level=EVENT_ADMINISTRATOR")
                                .path("givenLevels")
                                .asInt())
                        .isEqualTo(1));
        assertThat(summary().path("people").asInt()).isEqualTo(roster("people"));
        assertThat(summary().path("duplicateContacts").asInt()).isZero();
        assertThat(own().size()).isZero();
        // a fifth failure would lock the parent out
        await().atMost(LIMIT)
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(passwordPage().text()).contains("My children"));
        assertThat(school.childrenOf(signedIn())).containsAll(children);
        assertThat(school.importAgain().path("completion").path("unchanged").asBoolean())
                .isTrue();
    }

    private static Map<String, String> clearing(JsonNode preview, String typed) {
        return Map.of(
                "level", "EVENT_ADMINISTRATOR", "digest", preview.path("digest").asString(), "confirmation", typed);
    }

    private static JsonNode awaitClearing(JsonNode clearing, String state) {
        var path = "/clearings/" + clearing.path("clearingId").asString();
        return await().atMost(LIMIT)
                .until(
                        () -> school.get(path),
                        now -> now.path("state").asString().equals(state));
    }

    private static boolean hasAnAddressOfTheirOwn(Row row) {
        return !row.email().isEmpty()
                && files.parents().stream()
                                .filter(other -> other.email().equals(row.email()))
                                .count()
                        == 1
                && files.teachers().stream().noneMatch(other -> other.email().equals(row.email()));
    }

    /** What the parent sees who signs in. */
    private static HtmlPage passwordPage() {
        return new Visitor(district).signInWithPassword(school.id(), parent.email(), PASSWORD);
    }

    private static Visitor signedIn() {
        var visitor = new Visitor(district);
        var page = visitor.signInWithPassword(school.id(), parent.email(), PASSWORD);
        assertThat(page.text()).contains("My children");
        return visitor;
    }

    private static void adopt() {
        school.post("/adoption/runs", Map.of());
        awaitAdoption();
    }

    private static void awaitAdoption() {
        await().atMost(LIMIT)
                .until(() -> !school.get("/adoption")
                        .path("job")
                        .path("state")
                        .asString()
                        .equals("RUNNING"));
        assertThat(school.get("/adoption").path("job").path("state").asString()).isEqualTo("DONE");
    }

    private static List<JsonNode> undecided() {
        return school.get("/adoption/matches?decision=UNDECIDED&limit=200")
                .path("items")
                .valueStream()
                .toList();
    }

    /** In the table that people read: which number of the school's is which of the roster's, whom the two have in common. */
    private static void decideInTheTable(Set<String> leftOut) {
        var table = school.send("GET", "/adoption/matches/export?decision=UNDECIDED", Map.of())
                .body()
                .lines()
                .toList();
        var head = List.of(table.get(0).split(",", -1));
        var decided = new ArrayList<>(table.subList(0, 1));
        for (var line : table.subList(1, table.size())) {
            var cells = line.split(",", -1);
            var sourceId = cells[head.indexOf("rosterSourceId")];
            var row = files.student(cells[head.indexOf("ownIdentifier")]).orElseThrow();
            decided.add(
                    row.sourceId().equals(sourceId) && !leftOut.contains(sourceId)
                            ? line.replaceFirst("UNDECIDED", ACCEPTED)
                            : line);
        }
        var taken = School.json(school.send(
                "POST", "/adoption/decisions", "text/csv", BodyPublishers.ofString(String.join("\r\n", decided))));
        assertThat(taken.path("decided").asInt()).as(taken.toString()).isEqualTo(NAMESAKES - 2);
        assertThat(taken.path("refused").asInt()).isZero();
    }

    private static void decideOneByOne(Set<String> pair) {
        var same = undecided().stream()
                .filter(match -> pair.contains(match.path("sourceId").asString()))
                .filter(match -> files.student(
                                school.get("/contacts/" + match.path("own").asString())
                                        .path("identifier")
                                        .asString())
                        .orElseThrow()
                        .sourceId()
                        .equals(match.path("sourceId").asString()))
                .toList();
        assertThat(same).hasSize(2);
        same.forEach(match -> school.put(
                "/adoption/matches/" + match.path("own").asString() + "/"
                        + match.path("roster").asString(),
                Map.of("decision", ACCEPTED)));
    }

    private static int eventAdministrators() {
        return school.get("/clearings/preview?level=EVENT_ADMINISTRATOR")
                .path("byLevel")
                .path("EVENT_ADMINISTRATOR")
                .asInt();
    }

    private static String contact(String sourceId) {
        return school.get("/contacts?sourceId=" + JsonClient.segment(sourceId))
                .path("items")
                .path(0)
                .path("contactId")
                .asString();
    }

    private static JsonNode own() {
        return school.get("/first-import").path("ownContacts");
    }

    private static JsonNode summary() {
        return ((ObjectNode) school.get("/summary")).without("countedAt");
    }

    private static int roster(String what) {
        return simulator.get("/control/facts").path(what).asInt();
    }

    private static void assertCompleted(JsonNode run) {
        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("COMPLETED");
        assertThat(run.path("completion").path("differences").asInt()).isZero();
    }
}
