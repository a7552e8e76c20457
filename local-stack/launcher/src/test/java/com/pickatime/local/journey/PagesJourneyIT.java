package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.browser.Page;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an administrator and a parent do in a browser; what it looked like is in {@code target/screenshots}. */
@EnabledIf("com.pickatime.local.testing.browser.Chromium#isInstalled")
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedDistrict.class)
class PagesJourneyIT {

    private static final String ADDRESS = "pat.page@maplewood.example.org";
    private static final String PASSWORD = "a tuba in the umbrella stand";
    private static final String FAILURE =
            "We are unable to find your student records with the values you have supplied.";

    private static District district;
    private static ServedPeople people;

    private Window window;
    private Page page;

    @BeforeAll
    static void start(District started) {
        district = started;
        district.openForSignIn();
        people = ServedPeople.of(SharedDistrict.STUDENTS, District.SEED);
    }

    @BeforeEach
    void openABrowser() {
        window = new Window(district);
        page = window.page();
    }

    @AfterEach
    void closeTheBrowser() {
        window.close();
    }

    @Test
    @Order(1)
    void anInvitedAdministratorChoosesAPasswordAndSeesTheDashboard() {
        var invited = district.stack()
                .sso()
                .post(
                        "/businesses/" + District.BUSINESS + "/administrators",
                        Map.of("displayName", "Pat Page", "email", ADDRESS));
        page.open(invited.path("invitationUrl").asString());
        page.fill("#password", PASSWORD).fill("#repeated", PASSWORD).click("main button[type=submit]");

        page.awaitText("Last import").awaitText("Completed");
        assertThat(page.url()).isEqualTo(district.pickAtime("/dashboard"));
    }

    @Test
    @Order(2)
    void everyPageIsForEverybodyOnEveryDevice() {
        signInAsAdministrator(page);
        pages(district).forEach(this::isForEverybodyOnEveryDevice);
    }

    @Test
    @Order(2)
    void soAreThePagesOfTheOnboardingTeamAndThoseOfSigningIn() {
        Stream.of("", "/forgotten-password", "/register")
                .forEach(path -> isForEverybodyOnEveryDevice("sign-in" + path, "/sign-in/" + District.BUSINESS + path));
        var invited = district.stack()
                .sso()
                .post(
                        "/businesses/onboarding-team/administrators",
                        Map.of("displayName", "Tess Team", "email", "tess@pickatime.example.org"));
        isForEverybodyOnEveryDevice(
                "invitation",
                URI.create(invited.path("invitationUrl").asString()).getPath());
        page.fill("#password", PASSWORD).fill("#repeated", PASSWORD).click("main button[type=submit]");
        page.awaitText("Districts");
        isForEverybodyOnEveryDevice("onboarding", "/onboarding");
        isForEverybodyOnEveryDevice("onboarding-district", "/onboarding/" + District.BUSINESS);
        isForEverybodyOnEveryDevice("onboarding-team", "/global-setup/business");
    }

    @Test
    @Order(2)
    void soAreThePagesOfAnEventThatAnAdministratorSetsUp() {
        signInAsAdministrator(page);
        page.open(district.pickAtime("/events"))
                .fill("[id='event.name']", "Fall Conferences")
                .fill("[id='event.zone']", "America/Chicago")
                .click("form[action='/events'] button[type=submit]")
                .awaitText("The event is added.");
        var event = URI.create(page.url()).getPath();
        page.open(district.pickAtime(event + "/slots"))
                .fill("[id='slots.days']", "2036-10-14")
                .click("form[method=post][action$='/slots'] > button:not([hidden])")
                .awaitText("slots are made.");
        var slot = URI.create(
                        page.click(".times a").awaitText("Delete this slot").url())
                .getPath();

        isForEverybodyOnEveryDevice("event", event);
        isForEverybodyOnEveryDevice("event-slots", event + "/slots");
        isForEverybodyOnEveryDevice("event-slot", slot);
        isForEverybodyOnEveryDevice("event-appointments", event + "/appointments");
        isForEverybodyOnEveryDevice("event-deletion-preview", "/events/deletions/preview?keep=" + id(event));
        isForEverybodyOnEveryDevice("report", "/reports/event?report=TEACHER_SCHEDULES&event=" + id(event));
        isForEverybodyOnEveryDevice("scheduler-event", event.replace("/events/", "/children/events/"));
    }

    private static String id(String event) {
        return event.substring(event.lastIndexOf('/') + 1);
    }

    private void isForEverybodyOnEveryDevice(String name, String path) {
        for (var look : looks(name)) {
            var shown = name + "-" + look.width() + (look.dark() ? "-dark" : "");
            page.as(look.width(), look.dark()).open(district.pickAtime(path));

            window.picture("page-" + shown);
            assertThat(page.isTooWide()).as(shown + " is too wide").isFalse();
            assertThat(page.barriers()).as(shown).isEmpty();
        }
    }

    /** Each layout and each theme once, for colours change no width; by default one page has the one and the next the other. */
    private static List<Look> looks(String page) {
        var both = List.of(new Look(320, false), new Look(1280, true));
        return Boolean.getBoolean("pages.both-looks") ? both : List.of(both.get(Math.floorMod(page.hashCode(), 2)));
    }

    private record Look(int width, boolean dark) {}

    /** Every page of an administrator, by name. */
    static Map<String, String> pages(District district) {
        var student = "/contacts/" + district.contactId(district.activeContact("STUDENT"));
        var teacher = "/contacts/" + district.contactId(district.activeContact("TEACHER"));
        var run = district.stack()
                .imports()
                .get("/businesses/" + District.BUSINESS + "/imports?limit=1")
                .path("items")
                .path(0);
        var pages = new LinkedHashMap<String, String>();
        pages.put("dashboard", "/dashboard");
        pages.put("events", "/events");
        pages.put("event-deletions", "/events/deletions");
        pages.put("reports", "/reports");
        pages.put("report-classes", "/reports/classes");
        pages.put("report-parents", "/reports/parents");
        pages.put("contacts", "/contacts");
        pages.put("contacts-none", "/contacts?q=nobody-has-this-name");
        pages.put("contact-student", student);
        pages.put("contact-teacher", teacher);
        pages.put("contact-log", student + "/log");
        pages.put("contact-appointments", teacher + "/appointments");
        pages.put("quarantine", "/contacts/quarantine");
        pages.put("support-code", "/contacts/support-code");
        pages.put("importer", "/importer");
        pages.put("importer-run", "/importer/" + run.path("importId").asString());
        pages.put("importer-changes", "/importer/" + run.path("importId").asString() + "/changes");
        pages.put("importer-brake", "/importer/brake");
        pages.put("importer-files", "/importer/files");
        pages.put("importer-existing", "/importer/existing");
        pages.put("importer-switch", "/importer/switch");
        pages.put("global-setup-business", "/global-setup/business");
        pages.put("global-setup-contacts", "/global-setup/contacts");
        pages.put("clearing-preview", "/global-setup/contacts/clearings/preview?level=CUSTOMER");
        pages.put("notifications", "/notifications");
        pages.put("children", "/children");
        pages.put("scheduler", "/children/events");
        return pages;
    }

    @Test
    @Order(3)
    void contactsAreFoundWhileAnAdministratorTypes() {
        signInAsAdministrator(page);
        page.open(district.pickAtime("/contacts"));

        page.fill("#q", "nobody-has-this-name").awaitText("Nobody is found by that.");

        assertThat(page.url()).contains("q=nobody-has-this-name");
    }

    @Test
    @Order(4)
    void whatAnAdministratorKnowsBetterIsShownBesideTheRostersValue() {
        signInAsAdministrator(page);
        var teacher = district.contactId(district.activeContact("TEACHER"));
        page.open(district.pickAtime("/contacts/" + teacher));

        page.click("details summary:has(+ form[action*='middleName'])")
                .fill("#value-middleName", "Q.")
                .clickText("Use this here")
                .awaitText("Your value is used now")
                .awaitText("changed here");

        page.clickText("Use the roster's value again").awaitText("The roster's value is used again.");
        assertThat(page.text()).doesNotContain("The roster says:");
    }

    @Test
    @Order(5)
    void aParentLinksAChildOnAPhoneWithoutScripts() {
        var child = people.students()
                .filter(student -> people.birthDate(student).isPresent())
                .findFirst()
                .orElseThrow();
        var born = people.birthDate(child).orElseThrow();
        var parent = people.guardians()
                .filter(people::hasAnAddress)
                .filter(guardian -> !ServedPeople.areRelated(guardian, child))
                .findFirst()
                .orElseThrow();
        page.open(district.pickAtime("/sign-in/" + District.BUSINESS))
                .clickText("Sign in with ClassLink")
                .fill("input[name=q]", ServedPeople.id(parent))
                .clickText("Search")
                .click("button[value='" + ServedPeople.id(parent) + "']")
                .awaitText("Add a child");
        page.as(390, false).withScripts(false);

        addChild(ServedPeople.id(child), born.plusDays(1).toString())
                .awaitText(FAILURE)
                .awaitText("tell them this code");
        window.picture("parent-refused");
        var code = page.text().replaceFirst("(?s).*tell them this code: (\\S+).*", "$1");
        addChild(ServedPeople.id(child), born.toString()).awaitText("The child is on your list now.");
        window.picture("parent-linked");
        page.clickText("off my list").awaitText("The child is off your list.");

        try (var office = new Window(district)) {
            signInAsAdministrator(office.page());
            office.page()
                    .open(district.pickAtime("/contacts/support-code"))
                    .fill("#code", code)
                    .clickText("Look it up")
                    .awaitText("Open the parent")
                    .awaitText("Open the student");
            office.picture("support-code");
            assertThat(office.page().barriers()).isEmpty();
        }
    }

    private Page addChild(String id, String date) {
        return page.open(district.pickAtime("/children"))
                .fill("#studentId", id)
                .fill("#securityValue", date)
                .clickText("Add this child");
    }

    @Test
    @Order(6)
    void anImportIsWatchedUntilItIsOverWithoutAReload() {
        signInAsAdministrator(page);
        page.open(district.pickAtime("/importer"));

        page.clickText("Dry run").awaitText("Looked, nothing changed").awaitText("What it would change");
        window.picture("import-watched");

        assertThat(page.url()).endsWith("?done=import-started");
        assertThat(page.barriers()).isEmpty();
    }

    private static void signInAsAdministrator(Page page) {
        page.open(district.pickAtime("/sign-in/" + District.BUSINESS))
                .fill("#email", ADDRESS)
                .fill("#password", PASSWORD)
                .click("main form button[type=submit]")
                .awaitUrl(district.pickAtime("/dashboard"));
    }
}
