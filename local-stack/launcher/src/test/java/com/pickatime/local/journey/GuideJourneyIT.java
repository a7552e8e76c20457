package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.Mails;
import com.pickatime.local.testing.browser.Page;
import com.pickatime.simulator.records.User;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the integration guide and its FAQ tell people to do, done in a browser from an empty data folder; what each step looked
 * like is in {@code target/screenshots}.
 */
@EnabledIf("com.pickatime.local.testing.browser.Chromium#isInstalled")
@Order(9)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuideJourneyIT {

    private static final int STUDENTS = 60;
    private static final String TEACHER = "T0001";
    private static final String FAILURE =
            "We are unable to find your student records with the values you have supplied.";

    @TempDir
    private static Path data;

    private static District district;
    private static User child;
    private static LocalDate born;
    private static User parent;

    /** Of the administrator, who stays signed in from step to step. */
    private static Window office;

    @BeforeAll
    static void start() {
        district = District.startWithATeam(data, STUDENTS);
        var people = ServedPeople.of(STUDENTS, District.SEED);
        child = people.students()
                .filter(student -> people.birthDate(student).isPresent())
                .findFirst()
                .orElseThrow();
        born = people.birthDate(child).orElseThrow();
        parent = people.guardians()
                .filter(people::hasAnAddress)
                .filter(guardian -> !ServedPeople.areRelated(guardian, child))
                .findFirst()
                .orElseThrow();
        office = new Window(district);
    }

    @AfterAll
    static void stop() {
        office.close();
        district.close();
    }

    @Test
    @Order(1)
    void theDistrictAddsTheAppWithoutSharingBirthDatesAndTheTeamConnectsIt() {
        var page = startPage(office.page());
        page.clickText("Stop sharing them").awaitText("Share them again");
        picture("01-birth-dates-not-shared");
        page.clickText("Let ClassLink notify pickAtime").awaitText("pickAtime on this machine");
        inbox("added pickAtime in ClassLink");
        picture("01-mail-to-the-team");

        visiting(team -> {
            startPage(team.page()).clickText("As pickAtime's onboarding team");
            choosePassword(team.page()).awaitText("Maplewood");
            team.picture("guide-01-districts");
            team.page()
                    .clickText("Maplewood Unified School District")
                    .awaitText("waits to be configured")
                    .fill("[id='district.administrators']", "office@maplewood.example.org")
                    .fill("[id='district.timeZone']", "America/Chicago")
                    .clickText("Save the connection")
                    .awaitText("The connection is saved.")
                    .clickText("Check the connection")
                    .awaitText("not shared")
                    .awaitText("Enable Demographics");
            team.picture("guide-01-connection-checked");
            team.page().clickText("Activate the import").awaitText("The import is active.");
            team.picture("guide-01-activated");
            team.page()
                    .fill("#displayName", "Olive Office")
                    .fill("#email", "office@maplewood.example.org")
                    .clickText("Mail an invitation")
                    .awaitText("The invitation is mailed.")
                    .awaitText("invited until");
        });
        inbox("Your ClassLink import is active");
        picture("02-mail-import-active");
        inbox("Your roster import is complete");
        picture("03-mail-import-complete");
    }

    @Test
    @Order(2)
    void theInvitedAdministratorComesInAndSeesThatBirthDatesAreMissingBeforeParentsAreToldToTry() {
        inbox("You are invited");
        picture("04-mail-invitation");
        choosePassword(office.page().open(invitation()))
                .awaitText("Birth dates of students")
                .awaitText("0 of " + STUDENTS);
        picture("04-dashboard-without-birth-dates");
    }

    @Test
    @Order(3)
    void singleSignOnIsSetUnderGlobalSetupBusinessIntegrationOptions() throws IOException {
        // the first to ask has the simulator make its keys, for which a busy machine needs longer than a service waits
        // for metadata
        try (var metadata = URI.create(classLink("/saml/metadata")).toURL().openStream()) {
            assertThat(metadata.readAllBytes()).isNotEmpty();
        }
        var page = office.page().clickText("Global Setup: Business").awaitText("Integration Options");
        page.choose("select[name=provider]", "CLASSLINK_SAML")
                .fill("input[name=idpMetadataUrl]", classLink("/saml/metadata"));
        picture("05-single-sign-on-entered");
        page.clickText("Save").awaitText("days");
        picture("06-single-sign-on-saved");

        visiting(window -> {
            signInWithClassLink(window.page(), TEACHER).awaitText("Appointment Viewer");
            window.picture("guide-07-teacher");
        });
    }

    @Test
    @Order(4)
    void aParentFailsWithTheKnownWordsAndTheOfficeReadsWhy() {
        visiting(window -> {
            signInWithClassLink(window.page(), ServedPeople.id(parent));
            link(window.page()).awaitText(FAILURE);
            window.picture("guide-08-parent-fails");
            var code = window.page().text().replaceFirst("(?s).*tell them this code: (\\S+).*", "$1");

            office.page()
                    .open(district.pickAtime("/contacts/support-code"))
                    .fill("#code", code)
                    .clickText("Look it up")
                    .awaitText("Enable Demographics");
            picture("09-support-code");
        });
    }

    @Test
    @Order(5)
    void withThePermissionOnTheImportIsRunAgainAndWatchedToItsEnd() {
        startPage(office.page()).clickText("Share them again").awaitText("Stop sharing them");
        office.page()
                .open(district.pickAtime("/importer"))
                .clickText("Import now")
                .awaitText("Completed");
        picture("10-import-completed");

        assertThat(office.page().open(district.pickAtime("/dashboard")).text())
                .doesNotContain("0 of " + STUDENTS)
                .contains("of " + STUDENTS);
        picture("11-dashboard-with-birth-dates");
    }

    @Test
    @Order(6)
    void theSameParentLinksTheChild() {
        visiting(window -> {
            signInWithClassLink(window.page(), ServedPeople.id(parent));
            link(window.page()).awaitText("The child is on your list now.");
            window.picture("guide-12-parent-links");
        });
    }

    @Test
    @Order(7)
    void theOldDataIsClearedStepByStepAndTheNextImportBringsThePeopleBack() {
        var page = office.page()
                .open(district.pickAtime("/global-setup/contacts"))
                .awaitText("Delete All Contacts")
                .awaitText("Level to delete");
        picture("13-delete-all-contacts");
        page.open(district.pickAtime("/global-setup/contacts/clearings/preview?level=CUSTOMER"))
                .awaitText("DELETE ");
        picture("14-what-would-be-deleted");
        var confirmation = page.text().replaceFirst("(?s).*?(DELETE \\d+ CONTACTS?).*", "$1");
        page.fill("input[name=confirmation]", confirmation)
                .click("form:has(input[name=confirmation]) button[type=submit]");
        page.awaitText("Undo");
        picture("15-deleted");
        assertThat(district.contacts("/contacts?role=STUDENT").path("items").size())
                .isZero();

        page.open(district.pickAtime("/importer")).clickText("Import now").awaitText("Completed");
        picture("16-imported-again");
        assertThat(district.summary().path("contactsByRole").path("STUDENT").asInt())
                .isEqualTo(STUDENTS);
    }

    /** The link in the mail, which its page shows as a mail program would: in a frame of its own. */
    private static String invitation() {
        return new Mails(district.stack().inbox())
                .await("/invitations/", Duration.ofMinutes(1))
                .path("text")
                .asString()
                .replaceFirst("(?s).*?(http://\\S+/invitations/\\S+).*", "$1");
    }

    private static Page choosePassword(Page page) {
        return page.fill("#password", "a tuba in the umbrella stand")
                .fill("#repeated", "a tuba in the umbrella stand")
                .click("main button[type=submit]");
    }

    private static Page startPage(Page page) {
        return page.open("http://127.0.0.1:" + district.ports().startPage() + "/");
    }

    /** The inbox shows what is there; a letter comes when it is sent. */
    private static void inbox(String subject) {
        var page = office.page();
        page.openUntil("http://127.0.0.1:" + district.ports().inbox() + "/", subject);
        page.clickText(subject).awaitText("Maplewood");
    }

    private static Page signInWithClassLink(Page page, String sourceId) {
        return page.open(district.pickAtime("/sign-in/" + District.BUSINESS))
                .clickText("Sign in with ClassLink")
                .fill("input[name=q]", sourceId)
                .clickText("Search")
                .click("button[value='" + sourceId + "']")
                .awaitUrl(district.pickAtime("/"));
    }

    private static Page link(Page page) {
        return page.open(district.pickAtime("/children"))
                .fill("#studentId", ServedPeople.id(child))
                .fill("#securityValue", born.toString())
                .clickText("Add this child");
    }

    private static void visiting(Consumer<Window> visit) {
        try (var window = new Window(district)) {
            visit.accept(window);
        }
    }

    private static void picture(String name) {
        office.picture("guide-" + name);
    }

    private static String classLink(String path) {
        return "http://localhost:" + district.ports().simulator() + path;
    }
}
