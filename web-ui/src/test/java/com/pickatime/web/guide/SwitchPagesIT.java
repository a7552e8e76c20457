package com.pickatime.web.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices;
import com.pickatime.web.testing.StandInServices.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

/** The switch to ClassLink, as the facts tell it. */
class SwitchPagesIT {

    private static final String OAK = "/businesses/oak";
    private static final String PROGRESS = OAK + "/first-import/progress";
    private static final Pattern STEP =
            Pattern.compile("(?s)<strong>(\\d+)\\. ([^<]+)</strong>.*?<span class=\"state[^>]*>([^<]+)<");

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void begin() {
        pages.services().forget();
        connection("PENDING");
        first("null", "{\"STUDENT\": 1200}");
        noted("null");
        runs();
        adoption("null", "{}");
        pages.services().answer("GET " + OAK + "/clearings", Answer.json("{\"items\": []}"));
        pages.services().answer("GET " + OAK + "/conference-deletions", Answer.json("{\"items\": []}"));
        birthDates(false);
        signOn("NONE");
    }

    private static void deletion(String state) {
        pages.services()
                .answer(
                        "GET " + OAK + "/conference-deletions",
                        Answer.json("{\"items\": [{\"state\": \"" + state + "\"}]}"));
    }

    private static void connection(String state) {
        pages.services().answer("GET /connections/oak", Answer.json("{\"state\": \"" + state + "\"}"));
    }

    private static void first(String decision, String own) {
        pages.services().answer("GET " + OAK + "/first-import", Answer.json("""
                {"decision": %s, "at": "2026-11-29T22:00:00Z", "ownContacts": %s}""".formatted(decision, own)));
    }

    private static void noted(String way, String... ticked) {
        var list = ticked.length == 0 ? "" : "\"" + String.join("\",\"", ticked) + "\"";
        pages.services().answer("GET " + PROGRESS, Answer.json("{\"way\": %s, \"ticked\": [%s]}".formatted(way, list)));
    }

    private static void runs(String... runs) {
        pages.services()
                .answer("GET " + OAK + "/imports", Answer.json("{\"items\": [" + String.join(",", runs) + "]}"));
    }

    private static String run(String state, String begun) {
        return """
                {"importId": "i1", "mode": "FULL", "state": "%s", "holdCause": "EXISTING_CONTACTS", "requestedAt": "%s"}""".formatted(state, begun);
    }

    private static void adoption(String job, String matches) {
        pages.services()
                .answer(
                        "GET " + OAK + "/adoption",
                        Answer.json("{\"job\": %s, \"matches\": %s}".formatted(job, matches)));
    }

    private static String job(String kind, String state, String adoptedAt) {
        return "{\"kind\": \"%s\", \"state\": \"%s\", \"adoptedAt\": %s}".formatted(kind, state, adoptedAt);
    }

    private static void birthDates(boolean ready) {
        pages.services()
                .answer(
                        "GET " + OAK + "/birth-date-preflight",
                        Answer.json("{\"readyToInviteParents\": %s, \"reasons\": [%s]}"
                                .formatted(ready, ready ? "" : "\"9 students have no birth date.\"")));
    }

    private static void signOn(String provider) {
        pages.services().answer("GET " + OAK + "/sso-settings", Answer.json("""
                {"provider": "%s", "serviceProvider": {"signInUrl": "https://p.example.org/sign-in/oak"}}""".formatted(provider)));
    }

    /** The steps in their order with how each stands. */
    private static List<String> steps() {
        var steps = new ArrayList<String>();
        STEP.matcher(page("/importer/switch"))
                .results()
                .forEach(step -> steps.add(step.group(2) + ": " + step.group(3)));
        return steps;
    }

    @Test
    void letsTheWayBeChosenAndRemembersIt() {
        pages.services().answer("PUT " + PROGRESS, Answer.json("{}"));

        assertThat(page("/importer/switch"))
                .contains("Walk this way: adopt them", "Walk this way: clear them first", "value=\"&quot;7.1&quot;\"")
                .doesNotContain("Steps of the switch", "??");
        submit("/importer/switch/way", Map.of("way", "CLEAR_FIRST", "tag", "\"7.1\""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/switch?done=switch-way");

        assertThat(pages.services().asked("PUT " + PROGRESS)).singleElement().satisfies(asked -> {
            assertThat(asked.body()).contains("\"way\":\"CLEAR_FIRST\"", "\"ticked\":[]");
            assertThat(asked.headers()).containsEntry("if-match", "\"7.1\"");
        });
    }

    @Test
    void saysThatThereIsNothingToSwitchWhereNobodyWasEntered() {
        first("null", "{}");

        assertThat(page("/importer/switch"))
                .contains("There is nothing to switch")
                .doesNotContain("Walk this way");
    }

    @Test
    void walksTheAdoptionByWhatWasDoneWhereverItWasDone() {
        noted("\"ADOPT\"");
        assertThat(steps())
                .hasSize(11)
                .startsWith("The roster is connected: next", "The first import waits for you: later");

        connection("ACTIVE");
        assertThat(steps()).startsWith("The roster is connected: done", "The first import waits for you: next");

        runs(run("HELD", "2026-11-29T20:00:00Z"));
        assertThat(steps())
                .containsSubsequence("The first import waits for you: done", "Decide to adopt: next")
                .contains("Approve the first import: later");

        first("\"ADOPT\"", "{\"STUDENT\": 1200}");
        noted("null");
        assertThat(page("/importer/switch"))
                .contains("4. Approve the first import", "href=\"/importer/i1\"", "This way is decided.");
        assertThat(steps()).containsSubsequence("Decide to adopt: done", "Approve the first import: next");

        runs(run("APPLYING", "2026-11-29T21:00:00Z"));
        assertThat(steps()).containsSubsequence("Approve the first import: going on", "Make the match report: later");

        runs(run("COMPLETED", "2026-11-29T21:00:00Z"));
        assertThat(steps()).containsSubsequence("Approve the first import: done", "Make the match report: next");

        adoption(job("REPORT", "RUNNING", "null"), "{}");
        assertThat(steps()).containsSubsequence("Make the match report: going on", "Decide who is whom: later");

        adoption(job("REPORT", "DONE", "null"), "{\"decisions\": {\"PROPOSED\": 3, \"UNDECIDED\": 1}}");
        assertThat(steps())
                .containsSubsequence(
                        "Make the match report: done", "Decide who is whom: next", "Adopt what is accepted: later");

        adoption(job("REPORT", "DONE", "null"), "{\"decisions\": {\"ACCEPTED\": 3, \"REFUSED\": 1}}");
        assertThat(steps()).containsSubsequence("Decide who is whom: done", "Adopt what is accepted: next");

        adoption(job("ADOPT", "DONE", "\"2026-11-29T22:00:00Z\""), "{\"decisions\": {\"ADOPTED\": 3, \"REFUSED\": 1}}");
        assertThat(steps()).containsSubsequence("Adopt what is accepted: done", "Import once more: next");

        runs(run("COMPLETED", "2026-11-29T23:00:00Z"), run("COMPLETED", "2026-11-29T21:00:00Z"));
        assertThat(steps()).containsSubsequence("Import once more: done", "Check the birth dates: next");
        assertThat(page("/importer/switch")).contains("9 students have no birth date.");

        birthDates(true);
        signOn("CLASSLINK_SAML");
        assertThat(steps())
                .endsWith("Check the birth dates: done", "Set Single Sign On up: done", "Tell the parents: next");
        assertThat(page("/importer/switch"))
                .contains("https://p.example.org/sign-in/oak", "10 of 11 steps are done.")
                .doesNotContain("??");

        noted("null", "PARENTS_TOLD");
        assertThat(steps()).allMatch(step -> step.endsWith(": done"));
    }

    @Test
    void walksTheClearingWithWhatIsTickedByHand() {
        noted("\"CLEAR_FIRST\"", "REPORTS_EXPORTED");
        connection("ACTIVE");
        runs(run("HELD", "2026-11-29T20:00:00Z"));
        first("\"CLEAR_FIRST\"", "{\"STUDENT\": 1200, \"ADMINISTRATOR\": 1}");

        assertThat(steps())
                .hasSize(11)
                .containsSubsequence(
                        "Decide to clear first: done",
                        "Make the new event: next",
                        "Export the reports: done",
                        "Delete the past events: later",
                        "Delete All Contacts: later",
                        "Approve the first import: later");
        assertThat(page("/importer/switch"))
                .contains("href=\"/events\"", "href=\"/reports\"", "href=\"/events/deletions\"")
                .doesNotContain("??", "Make the match report");

        noted("\"CLEAR_FIRST\"", "REPORTS_EXPORTED", "EVENT_MADE");
        deletion("UNDONE");
        assertThat(steps()).contains("Delete the past events: next");
        deletion("DELETED");
        assertThat(steps()).contains("Delete the past events: done", "Delete All Contacts: next");
        deletion("UNDONE");
        noted("\"CLEAR_FIRST\"", "REPORTS_EXPORTED", "EVENT_MADE", "EVENTS_DELETED");
        assertThat(steps()).contains("Delete All Contacts: next");
        pages.services().answer("GET " + OAK + "/clearings", Answer.json("{\"items\": [{\"state\": \"DELETING\"}]}"));
        assertThat(steps()).contains("Delete All Contacts: going on");
        first("\"CLEAR_FIRST\"", "{\"ADMINISTRATOR\": 1}");
        assertThat(steps()).containsSubsequence("Delete All Contacts: done", "Approve the first import: next");
    }

    @Test
    void followsTheDecisionAndNotWhatWasChosenBefore() {
        noted("\"ADOPT\"");
        first("\"CLEAR_FIRST\"", "{\"STUDENT\": 1}");

        assertThat(page("/importer/switch"))
                .contains("Clearing first", "This way is decided.")
                .doesNotContain("Walk this way");
    }

    @Test
    void ticksWhatIsDoneByHandAndNothingElse() {
        noted("\"CLEAR_FIRST\"", "REPORTS_EXPORTED");
        pages.services().answer("PUT " + PROGRESS, Answer.json("{}"));

        submit("/importer/switch/steps", Map.of("step", "EVENT_MADE", "done", "true", "tag", "\"7.1\""))
                .expectStatus()
                .isSeeOther();
        submit("/importer/switch/steps", Map.of("step", "REPORTS_EXPORTED", "tag", "\"7.1\""))
                .expectStatus()
                .isSeeOther();
        submit("/importer/switch/steps", Map.of("step", "CONNECTION", "done", "true", "tag", "\"7.1\""))
                .expectStatus()
                .isSeeOther();

        assertThat(pages.services().asked("PUT " + PROGRESS))
                .extracting(StandInServices.Asked::body)
                .satisfiesExactly(
                        both -> assertThat(both)
                                .contains("\"ticked\":[\"EVENT_MADE\",\"REPORTS_EXPORTED\"]", "CLEAR_FIRST"),
                        none -> assertThat(none).contains("\"ticked\":[]"),
                        same -> assertThat(same).contains("\"ticked\":[\"REPORTS_EXPORTED\"]"));
    }

    @Test
    void tellsTheSecondOfTwoAdministratorsThatItChanged() {
        noted("\"CLEAR_FIRST\"");
        pages.services().answer("PUT " + PROGRESS, Answer.problem(412, "{\"detail\": \"with its new ETag\"}"));

        submit("/importer/switch/steps", Map.of("step", "EVENT_MADE", "done", "true", "tag", "\"6\""))
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("another administrator changed something", "Make the new event")
                        .doesNotContain("ETag"));
        assertThat(pages.services().asked("PUT " + PROGRESS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.headers()).containsEntry("if-match", "\"6\""));
    }

    @Test
    void saysOfEachStepThatItCannotBeToldWhileAServiceIsAway() {
        noted("\"ADOPT\"");
        pages.services().answer("GET " + OAK + "/imports", Answer.problem(503, "{}"));
        pages.services().answer("GET " + OAK + "/sso-settings", Answer.problem(503, "{}"));

        assertThat(steps())
                .contains(
                        "The first import waits for you: not known now",
                        "Approve the first import: not known now",
                        "Set Single Sign On up: not known now",
                        "Decide to adopt: later");
    }

    @Test
    void readsEverybodysBirthDatesOnlyOnceThereWasAnImport() {
        noted("\"ADOPT\"");
        page("/importer/switch");
        assertThat(pages.services().asked("GET " + OAK + "/birth-date-preflight"))
                .isEmpty();

        runs(run("COMPLETED", "2026-11-29T21:00:00Z"));
        page("/importer/switch");
        assertThat(pages.services().asked("GET " + OAK + "/birth-date-preflight"))
                .hasSize(1);
    }

    @Test
    void isOfferedOnTheDashboardUntilARosterWasImported() {
        pages.services().answer("GET " + OAK + "/quarantine", Answer.json("{\"items\": []}"));
        assertThat(page("/dashboard"))
                .contains("href=\"/importer/switch\"")
                .doesNotContain("Nothing has to be decided.");

        pages.services().forget();
        runs(run("COMPLETED", "2026-11-29T21:00:00Z"));
        assertThat(page("/dashboard")).contains("Nothing has to be decided.").doesNotContain("/importer/switch");
        assertThat(pages.services().asked("GET " + OAK + "/first-import"))
                .as("which reads everybody")
                .isEmpty();
    }

    private static ResponseSpec submit(String path, Map<String, String> fields) {
        var form = new LinkedMultiValueMap<String, String>();
        form.setAll(fields);
        return pages.submit(AccessLevel.ADMINISTRATOR, path, BodyInserters.fromFormData(form));
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
