package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyInserters;

/** The list of imports, and one import with what may be decided of it. */
class ImporterPagesIT {

    private static final String IMPORTS = "/businesses/oak/imports";
    private static final String CONNECTION = """
            {"businessName": "Oak & Sons", "source": "%s", "administrators": ["ada@example.org"], "timeZone": "America/Chicago",
             "state": "%s"}""";
    private static final String PLAN = """
            {"planDigest": "abcdef12", "changes": 3, "types": [{"type": "PERSON", "added": 1200, "updated": 0, "removed": 2,
             "unchanged": 5, "refused": 1, "sourceCount": 1205}], "warnings": [{"code": "X", "count": 4, "message": "Say <b>this</b>."}]}""";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void forget() {
        pages.services().forget();
        pages.services().answer("GET /connections/oak", Answer.json(CONNECTION.formatted("CLASSLINK_PROXY", "ACTIVE")));
        pages.services()
                .answer(
                        "GET " + IMPORTS,
                        Answer.json("{\"items\": [" + run("COMPLETED", "") + "," + run("COMPLETED", "")
                                + "], \"next\": \"c/1\"}"));
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/1",
                        Answer.json(run("HELD", "\"holdReasons\": [\"2 of 3 would go.\"], \"holdCause\": \"BRAKE\",")));
        pages.services().answer("GET " + IMPORTS + "/1/refusals", Answer.json("""
                {"importId": "1", "total": 201, "rows": [{"type": "PERSON", "position": "users.csv:5", "sourceId": "u1",
                 "field": "familyName", "reason": "is empty"}]}"""));
    }

    private static String run(String state, String more) {
        return """
                {"importId": "1", "mode": "FULL", "trigger": "SCHEDULE", "state": "%s", "requestedAt": "2026-11-29T22:00:00Z",
                 "startedAt": "2026-11-29T22:00:01Z", "finishedAt": "2026-11-29T22:01:06Z",
                 "progress": {"step": "APPLYING", "fetched": [], "toPublish": 3, "published": 3, "applied": 3}, %s
                 "plan": %s, "failure": null}""".formatted(state, more.isEmpty() ? "\"holdReasons\": []," : more, PLAN);
    }

    @Test
    void showsWhereTheRosterComesFromAndHowImportsWent() {
        var page = page("/importer");

        assertThat(page)
                .contains("Oak &amp; Sons", "ClassLink", "America/Chicago", "ada@example.org", "in use")
                .contains("the nightly schedule", "Completed", "1,200", "1 min 5 s", "4:00 PM")
                .contains("href=\"/importer?after=c%2F1\"", "<svg class=\"chart\"")
                .doesNotContain("CLASSLINK_PROXY", "SCHEDULE", ">COMPLETED<", "??");
    }

    @Test
    void narrowsTheHistoryAndGivesItAwayAsATable() {
        var page = page("/importer?state=HELD");

        assertThat(page)
                .contains("href=\"/importer?state=HELD&amp;after=c%2F1\"", "href=\"/importer/export?state=HELD\"")
                .as("the chart is of all")
                .doesNotContain("<svg class=\"chart\"");
        assertThat(pages.services().asked("GET " + IMPORTS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?limit=30&state=HELD"));
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "importId\r\n"));
        assertThat(page("/importer/export?state=HELD")).isEqualTo("importId\r\n");
        pages.services().answer("GET " + IMPORTS, Answer.json("{\"items\": []}"));
        assertThat(page("/importer?state=HELD")).contains("No import is like that.", "name=\"state\"");
    }

    @Test
    void showsTheRowsThatWereLeftOutByKindAndPageByPage() {
        var rows = IntStream.range(0, 450)
                .mapToObj(i -> """
                        {"type": "%s", "position": "users.csv:%d", "sourceId": "u%d", "field": "familyName", "reason": "is empty"}""".formatted(i % 3 == 0 ? "CLASS" : "PERSON", i, i))
                .collect(Collectors.joining(","));
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/1/refusals",
                        Answer.json("{\"importId\": \"1\", \"total\": 450, \"rows\": [" + rows + "]}"));

        assertThat(page("/importer/1"))
                .contains(">users.csv:199<", "href=\"/importer/1?from=200#refused\"", "/importer/1/refusals/export\"")
                .doesNotContain(">users.csv:200<");
        assertThat(page("/importer/1?type=PERSON&from=200"))
                .contains(
                        ">users.csv:449<", "/importer/1/refusals/export?type=PERSON", "/importer/1?type=PERSON#refused")
                .doesNotContain(">users.csv:450<", "from=400", ">users.csv:447<");
        assertThat(page("/importer/1?type=LOST&from=-7")).contains(">users.csv:0<");
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/1/refusals/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "position\r\n"));
        assertThat(page("/importer/1/refusals/export?type=PERSON")).isEqualTo("position\r\n");
        assertThat(pages.services().asked("GET " + IMPORTS + "/1/refusals/export"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?type=PERSON"));
    }

    @Test
    void saysWhoConnectsARosterWhereThereIsNone() {
        pages.services().answer("GET /connections/oak", Answer.problem(404, "{}"));
        pages.services().answer("GET " + IMPORTS, Answer.json("{\"items\": []}"));

        assertThat(page("/importer"))
                .contains("The roster is not connected yet.", "onboarding team")
                .doesNotContain("Import now", "<svg class=\"chart\"");
    }

    @Test
    void asksForFilesWhereTheRosterIsUploaded() {
        pages.services().answer("GET /connections/oak", Answer.json(CONNECTION.formatted("FILE", "ACTIVE")));

        var page = page("/importer");

        assertThat(page).contains("enctype=\"multipart/form-data\"").doesNotContain("Import now");
        assertThat(page.replace("Switch to ClassLink", "")).doesNotContain("ClassLink");
        assertThat(page.indexOf("name=\"_csrf\"", page.indexOf("/importer/uploads")))
                .as("the token stands before the file")
                .isPositive()
                .isLessThan(page.indexOf("type=\"file\""));
    }

    @Test
    void startsAnImportAndLeadsToIt() {
        pages.services().answer("POST " + IMPORTS, Answer.json("{\"importId\": \"a b\"}"));

        pages.submit(AccessLevel.ADMINISTRATOR, "/importer", BodyInserters.fromFormData("mode", "DRY_RUN"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/a%20b?done=import-started");

        assertThat(pages.services().asked("POST " + IMPORTS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"mode\":\"DRY_RUN\"}"));
    }

    @Test
    void saysWhyNothingWasStarted() {
        pages.services().answer("GET /connections/oak", Answer.json(CONNECTION.formatted("CLASSLINK_PROXY", "PAUSED")));
        pages.services().answer("POST " + IMPORTS, Answer.problem(409, "{\"detail\": \"The connection is PAUSED.\"}"));

        pages.submit(AccessLevel.ADMINISTRATOR, "/importer", BodyInserters.fromFormData("mode", "FULL"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("No import was started", "Nothing is imported and nothing is removed")
                        .doesNotContain("PAUSED"));
    }

    @Test
    void saysWhyAnImportIsHeldAndWhatAnApprovalDoes() {
        var page = page("/importer/1");

        assertThat(page)
                .contains("2 of 3 would go.", "1,200 records are added", "2 are removed", "Approve these 3 changes")
                .contains("Say &lt;b&gt;this&lt;/b&gt;.", "users.csv:5", "is empty", "The first 1 are listed.")
                .contains("name=\"plan\" value=\"abcdef12\"")
                .doesNotContain("sse-connect", "??");
        assertThat(page.replaceAll("<[^>]*>", " ")).doesNotContainIgnoringCase("abcdef12", "digest");
    }

    @Test
    void approvesThePlanThatWasSeen() {
        pages.services().answer("POST " + IMPORTS + "/1/approval", Answer.json("{\"importId\": \"2\"}"));

        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/1/approval", BodyInserters.fromFormData("plan", "abcdef12"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/2?done=import-approved");

        assertThat(pages.services().asked("POST " + IMPORTS + "/1/approval"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"planDigest\":\"abcdef12\"}"));
    }

    @Test
    void turnsAPlanDownAndCallsOffWhatIsUnderWay() {
        pages.services().answer("POST " + IMPORTS + "/1/cancellation", Answer.json(run("CANCELLED", "")));
        assertThat(page("/importer/1")).contains("action=\"/importer/1/cancellation\"", "Turn this plan down");

        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/1/cancellation", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/1?done=import-cancelled");

        pages.services().answer("GET " + IMPORTS + "/1", Answer.json(run("PUBLISHING", "")));
        assertThat(page("/importer/1")).contains("Call this import off");
        pages.services().answer("GET " + IMPORTS + "/1", Answer.json(run("APPLYING", "")));
        assertThat(page("/importer/1")).doesNotContain("cancellation");
        pages.services().answer("POST " + IMPORTS + "/1/cancellation", Answer.problem(409, "{}"));
        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/1/cancellation", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("It is too late to call it off"));
    }

    @Test
    void putsTheRosterBackAndSaysWhenItCannot() {
        var completed =
                "\"holdReasons\": [], \"completion\": {\"unchanged\": false, \"applied\": 3, \"refused\": 0, \"differences\": 0},";
        pages.services().answer("GET " + IMPORTS + "/1", Answer.json(run("COMPLETED", completed)));
        pages.services().answer("POST " + IMPORTS + "/1/undo", Answer.json("{\"importId\": \"9\"}"));
        assertThat(page("/importer/1")).contains("Take this import back", "Put the roster back");

        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/importer/1/undo",
                        BodyInserters.fromFormData("mode", "DRY_RUN").with("school", " 1042 "))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/9?done=undo-started");

        assertThat(pages.services().asked("POST " + IMPORTS + "/1/undo"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"mode\":\"DRY_RUN\",\"school\":\"1042\"}"));
        pages.services().answer("POST " + IMPORTS + "/1/undo", Answer.problem(409, "{}"));
        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/1/undo", BodyInserters.fromFormData("mode", "FULL"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("what the roster was before is not kept"));
    }

    @Test
    void tellsWhatAnImportTakesBack() {
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/1",
                        Answer.json(run(
                                "COMPLETED",
                                "\"holdReasons\": [], \"undoing\": {\"undone\": \"7\", \"school\": \"1042\"},")));

        assertThat(page("/importer/1")).contains("what an import did to the school 1042", "href=\"/importer/7\"");
    }

    @Test
    void showsEachChangeAndNarrowsThem() {
        pages.services().answer("GET " + IMPORTS + "/1/changes", Answer.json("""
                {"items": [
                  {"line": 0, "type": "PERSON", "kind": "UPDATE", "sourceId": "u1", "name": "Lisa <b>Simpson", "roles": ["STUDENT"],
                   "schools": ["Oak Elementary"], "section": null,
                   "fields": [{"field": "givenName", "before": "Lissa", "after": "Lisa"}]},
                  {"line": 1, "type": "DEMOGRAPHICS", "kind": "UPDATE", "sourceId": "u1", "name": "Lisa Simpson", "roles": [],
                   "schools": [], "section": null, "fields": [{"field": "birthDate", "before": null, "after": null}]},
                  {"line": 2, "type": "ENROLLMENT", "kind": "REMOVE", "sourceId": "e1", "name": "", "roles": ["TEACHER"],
                   "schools": [], "section": "Math", "fields": null}], "next": "2"}"""));

        assertThat(page("/importer/1/changes?type=PERSON&kind=LOST&q=li+sa"))
                .contains(
                        "Lisa &lt;b&gt;Simpson",
                        "<del>Lissa</del> <ins>Lisa</ins>",
                        "Oak Elementary",
                        "another one, not shown")
                .contains("e1", "Math", "Removed", "Teacher")
                .contains("href=\"/importer/1/changes?type=PERSON&amp;q=li%20sa&amp;after=2\"")
                .contains("href=\"/importer/1/changes/export?type=PERSON&amp;q=li%20sa\"")
                .doesNotContain("UPDATE<", "??");
        assertThat(pages.services().asked("GET " + IMPORTS + "/1/changes"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?limit=100&type=PERSON&q=li%20sa"));
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/1/changes/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "type\r\n"));
        assertThat(page("/importer/1/changes/export?school=Oak")).isEqualTo("type\r\n");
        pages.services().answer("GET " + IMPORTS + "/1/changes", Answer.json("{\"items\": []}"));
        assertThat(page("/importer/1/changes?school=Oak")).contains("No change is like that.");
    }

    @Test
    void changesHowMuchMayHappenUnasked() {
        pages.services().answer("GET /businesses/oak/brake", Answer.json("""
                {"percent": 5, "count": 20, "smallPercent": 50, "updatedPercent": 75, "updatedCount": 100}"""));
        pages.services().answer("PUT /businesses/oak/brake", Answer.json("{}"));
        assertThat(page("/importer/brake"))
                .contains("name=\"brake.percent\"", "value=\"5\"", "aria-current=\"page\"")
                .doesNotContain("??");

        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/importer/brake",
                        BodyInserters.fromFormData("brake.percent", "10").with("brake.count", ""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/brake?done=brake-saved");

        assertThat(pages.services().asked("PUT /businesses/oak/brake"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"percent\":10}"));
        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/brake", BodyInserters.fromFormData("brake.percent", "many"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("must be a whole number", "value=\"many\"")
                        .doesNotContain("??"));
        pages.services()
                .answer(
                        "PUT /businesses/oak/brake",
                        Answer.problem(
                                400,
                                "{\"errors\": [{\"field\": \"percent\", \"reason\": \"must be from 0 to 100\"}]}"));
        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/brake", BodyInserters.fromFormData("brake.percent", "101"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("must be from 0 to 100", "href=\"#brake.percent\""));
    }

    @Test
    void saysThatAnApprovalIsVoidAndWhereToGoOn() {
        pages.services()
                .answer(
                        "POST " + IMPORTS + "/1/approval",
                        Answer.problem(409, "{\"detail\": \"The import is SUPERSEDED\"}"));
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/1",
                        Answer.json(run("SUPERSEDED", "\"holdReasons\": [], \"successor\": \"7\",")));

        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/1/approval", BodyInserters.fromFormData("plan", "old"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("this import is not held any more", "href=\"/importer/7\"")
                        .doesNotContain("SUPERSEDED", "Approve these"));
    }

    @Test
    void leadsToTheDecisionAboutExistingAccountsFirst() {
        pages.services().answer("POST " + IMPORTS + "/1/approval", Answer.problem(409, "{}"));
        pages.services()
                .answer(
                        "GET " + IMPORTS + "/1",
                        Answer.json(
                                run("HELD", "\"holdReasons\": [\"Decide.\"], \"holdCause\": \"EXISTING_CONTACTS\",")));

        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/1/approval", BodyInserters.fromFormData("plan", "abcdef12"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("decide first", "href=\"/importer/existing\""));
    }

    @Test
    void watchesAnImportThatGoesOnAndSaysWhatToDoWithoutScripts() {
        pages.services().answer("GET " + IMPORTS + "/1", Answer.json(run("APPLYING", "")));

        assertThat(page("/importer/1"))
                .contains("sse-connect=\"/importer/1/live\"", "sse-close=\"end\"", "hx-trigger=\"sse:end\"")
                .containsSubsequence("<noscript>", "Reload this page to see how far it is.", "</noscript>");
    }

    @Test
    void givesAScriptTheResultAlone() {
        var part = pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/importer/1")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(part).contains("2 of 3 would go.", "name=\"_csrf\"").doesNotContain("<html", "<main", "<nav");
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }

    @Test
    void showsWhatALookAtTheServerFound() {
        pages.services().answer("POST /connections/oak/check", Answer.json("""
                {"collections": [{"collection": "demographics", "state": "NOT_SHARED", "rows": null, "looked": 0,
                                  "bad": 0, "reason": "Enable Demographics."}], "problem": null}"""));

        assertThat(String.valueOf(pages.submit(
                                AccessLevel.ADMINISTRATOR,
                                "/importer/check",
                                BodyInserters.fromFormData("pressed", "true"))
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()))
                .contains("not shared", "Enable Demographics.", "Nothing was imported");
    }
}
