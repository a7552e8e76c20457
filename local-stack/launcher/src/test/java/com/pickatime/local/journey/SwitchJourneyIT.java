package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.journey.OwnFiles.Row;
import com.pickatime.local.testing.browser.Page;
import com.pickatime.simulator.ClassLinkSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A school that kept its people in files is switched to its roster in a browser, by the assistant; each test begins where the one
 * before ended, and what each step looked like is in {@code target/screenshots}.
 */
@EnabledIf("com.pickatime.local.testing.browser.Chromium#isInstalled")
@Order(7)
@ExtendWith(SharedDistrict.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwitchJourneyIT {

    private static final int STUDENTS = 40;
    private static final int PEOPLE = 100;
    private static final String PASSWORD = "a tuba in the umbrella stand";
    private static final String SWITCH = "/importer/switch";

    @TempDir
    private static Path folder;

    private static District district;
    private static ConfigurableApplicationContext oneRoster;
    private static JsonClient simulator;
    private static OwnFiles files;
    private static Row parent;
    private static List<String> children = List.of();
    private static School school;

    /** Of the administrator, who stays signed in from step to step. */
    private static Window office;

    @BeforeAll
    static void start(District started) {
        district = started;
        oneRoster = new SpringApplicationBuilder(ClassLinkSimulator.class)
                .registerShutdownHook(false)
                .properties(Map.of("spring.config.name", "classlink-simulator"))
                .run("--server.port=0", "--simulator.students=" + STUDENTS, "--simulator.seed=" + District.SEED);
        simulator = new JsonClient(URI.create("http://127.0.0.1:" + port()));
        var people = ServedPeople.of(STUDENTS, District.SEED);
        files = OwnFiles.withoutNamesakes(people, PEOPLE);
        parent = files.parents().stream()
                .filter(row -> people.hasAnAddress(row.person()))
                .filter(row -> files.childrenOf(row).findAny().isPresent())
                .findFirst()
                .orElseThrow();
        school = School.open(district, "switching-school");
        office = new Window(district);
    }

    @AfterAll
    static void stop() {
        office.close();
        oneRoster.close();
    }

    private static int port() {
        return Integer.parseInt(oneRoster.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Test
    @Order(1)
    void theSchoolsOwnFilesAreLoadedInTheBrowser() throws IOException {
        var chosen = new ArrayList<String>();
        for (var text : files.texts().entrySet()) {
            chosen.add(Files.writeString(folder.resolve(text.getKey()), text.getValue())
                    .toString());
        }
        signIn(office.page());
        var page = open("/importer/files");
        picture("01-manual-files");

        page.click("input[name=dateOrder][value=MDY]")
                .attach("#files", String.join("\n", chosen))
                .clickText("Load these files")
                .awaitText("What was loaded");
        picture("02-files-loaded");
        assertThat(page.barriers()).isEmpty();
        assertThat(page.as(320, false).isTooWide()).isFalse();
        page.as(1280, false);

        assertThat(school.get("/first-import")
                        .path("ownContacts")
                        .path("STUDENT")
                        .asInt())
                .isEqualTo(files.students().size());
        assertThat(people()).isEqualTo(files.size());
    }

    @Test
    @Order(2)
    void aParentChoosesAPasswordAndHasTheirChildren() {
        children = school.childrenOf(school.whoChooses(PASSWORD, parent.email()));

        assertThat(children).hasSize((int) files.childrenOf(parent).count());
    }

    @Test
    @Order(3)
    void theDashboardLeadsToTheAssistantWhereTheWayIsChosen() {
        school.connect(port());

        open("/dashboard").clickText("switch to ClassLink step by step").awaitText("Walk this way: adopt them");
        picture("03-which-way");
        office.page().clickText("Walk this way: adopt them").awaitText("2 of 11 steps are done.");
        picture("04-first-import-held");

        assertThat(office.page().barriers()).isEmpty();
    }

    @Test
    @Order(4)
    void anotherBrowserWithoutScriptsShowsTheSameAndTheSecondOfTwoIsToldThatItChanged() {
        try (var other = new Window(district)) {
            signIn(other.page());
            other.page().withScripts(false).open(district.pickAtime(SWITCH)).awaitText("2 of 11 steps are done.");

            tellParents(office.page()).awaitText("The step is saved.").awaitText("3 of 11 steps are done.");
            tellParents(other.page())
                    .awaitText("another administrator changed something")
                    .awaitText("3 of 11");
            other.picture("switch-05-second-administrator");
            tellParents(other.page()).awaitText("2 of 11 steps are done.");
        }
    }

    /** Ticks the last step, or unticks it. */
    private static Page tellParents(Page page) {
        return page.click("li:last-child > details:not([open]) > summary")
                .click("li:last-child input[name=done]")
                .click("li:last-child button[type=submit]");
    }

    @Test
    @Order(5)
    void itIsDecidedAndTheHeldImportIsApproved() {
        step("Decide").awaitText("Adopt them");
        office.page().clickText("Adopt them").awaitText("It is decided.");
        step("See what it changes and approve it").awaitText("Approve this import");
        picture("06-held-import");
        office.page().click("button.danger").awaitText("It is approved.").awaitText("Completed");

        assertThat(people()).isEqualTo(files.size() + simulatorPeople());
    }

    @Test
    @Order(6)
    void theMatchReportIsMadeAndItsPairsAreAccepted() {
        step("Make the report").clickText("Make the match report");
        office.page().awaitText("How it stands");
        picture("07-match-report");

        for (var rule : school.get("/adoption").path("matches").path("clear").propertyNames()) {
            office.page()
                    .click("form:has(input[name=of][value='" + rule + "']) button[value=ACCEPTED]")
                    .awaitText("All that are clear are decided.");
            open("/importer/existing");
        }
        open(SWITCH).awaitText("7. Adopt what is accepted");
        picture("08-pairs-accepted");
        assertThat(school.get("/adoption").path("matches").path("decisions").toString())
                .isEqualTo("{\"ACCEPTED\":" + files.size() + "}");
    }

    @Test
    @Order(7)
    void whatIsAcceptedIsAdoptedAndOneMoreImportAgrees() {
        step("See what adopting changes").awaitText("accounts that were made here become");
        picture("09-what-adopting-changes");
        office.page().click("main form button[type=submit]");
        office.page().openUntil(district.pickAtime(SWITCH), "7 of 11 steps are done.");

        step("Import now").clickText("Import now").awaitText("Completed");
        picture("10-imported-again");
        open(SWITCH).awaitText("8 of 11 steps are done.");
        picture("11-birth-dates-are-next");

        assertThat(office.page().barriers()).isEmpty();
    }

    @Test
    @Order(8)
    void nobodyIsThereTwiceAndTheParentKeepsThePasswordAndTheChildren() {
        assertThat(school.get("/summary").path("duplicateContacts").asInt()).isZero();
        assertThat(school.get("/first-import").path("ownContacts").size()).isZero();
        assertThat(people()).isEqualTo(simulatorPeople());

        var visitor = new Visitor(district);
        assertThat(visitor.signInWithPassword(school.id(), parent.email(), PASSWORD)
                        .text())
                .contains("My children");
        assertThat(school.childrenOf(visitor)).containsAll(children);
    }

    /** Whom the lists show now; a summary is counted later. */
    private static int people() {
        var page = school.get("/contacts?limit=200");
        assertThat(page.path("next").isNull()).isTrue();
        return page.path("items").size();
    }

    private static int simulatorPeople() {
        return simulator.get("/control/facts").path("people").asInt();
    }

    private static Page open(String path) {
        return office.page().open(district.pickAtime(path));
    }

    /** Follows the button of the step that is next; those of the others are folded away. */
    private static Page step(String button) {
        return open(SWITCH).awaitText(button).click("li[aria-current=step] a.button");
    }

    private static void signIn(Page page) {
        page.open(district.pickAtime("/sign-in/" + school.id()))
                .fill("#email", school.email())
                .fill("#password", School.PASSWORD)
                .click("main form button[type=submit]")
                .awaitUrl(district.pickAtime("/dashboard"));
    }

    private static void picture(String name) {
        office.picture("switch-" + name);
    }
}
