package com.pickatime.web.existing;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices;
import com.pickatime.web.testing.StandInServices.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

/** What becomes of accounts from before the integration. */
class ExistingPagesIT {

    private static final String OAK = "/businesses/oak";
    private static final String REPORTED = """
            {"job": {"kind": "REPORT", "state": "DONE", "startedAt": "2026-11-29T22:00:00Z", "phase": "SETTLING", "done": 3},
             "matches": {"decisions": {"PROPOSED": 1500, "ACCEPTED": 2}, "rules": {"NAME_BIRTH_DATE": 7, "EMAIL": 9},
                         "clear": {"NAME_BIRTH_DATE": 1300}}, "trustedRules": ["NAME_BIRTH_DATE"]}""";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void begin() {
        pages.services().forget();
        first("null");
        adoption("{\"job\": null, \"matches\": {}, \"trustedRules\": []}");
        imports("HELD");
        pages.services().answer("GET " + OAK + "/adoption/matches", Answer.json("""
                {"items": [{"own": "o1", "roster": "r1", "sourceId": "s1", "role": "STUDENT", "rules": ["NAME_BIRTH_DATE"],
                  "score": 80, "against": ["OTHER_SCHOOL", "ANOTHER_CANDIDATE"], "decision": "UNDECIDED"}], "next": "o1:r1"}"""));
        pages.services()
                .answer(
                        "GET " + OAK + "/contacts/o1",
                        Answer.json("{\"givenName\": \"Lisa\", \"familyName\": \"O'Neil\"}"));
    }

    private static void first(String decision) {
        pages.services().answer("GET " + OAK + "/first-import", Answer.json("""
                {"decision": %s, "at": "2026-11-29T22:00:00Z", "ownContacts": {"PARENT": 30, "STUDENT": 1200}}""".formatted(decision)));
    }

    private static void adoption(String json) {
        pages.services().answer("GET " + OAK + "/adoption", Answer.json(json));
    }

    private static void imports(String state) {
        pages.services().answer("GET " + OAK + "/imports", Answer.json("""
                {"items": [{"importId": "i1", "mode": "FULL", "state": "%s"}]}""".formatted(state)));
    }

    @Test
    void laysBothWaysSideBySideUntilOneIsChosen() {
        var open = page("/importer/existing");

        assertThat(open)
                .containsSubsequence("Students", "1,200", "Parents", "30")
                .contains("Adopt them", "Clear them first")
                .doesNotContain("Match report", "??", "href=\"/importer/i1\"");

        first("\"ADOPT\"");
        assertThat(page("/importer/existing"))
                .contains("chosen on", "href=\"/importer/i1\"", "Clear them first")
                .doesNotContain("Adopt them");
    }

    @Test
    void decidesOnceAndSaysWhenItIsTooLate() {
        pages.services().answer("PUT " + OAK + "/first-import", Answer.json("{}"));

        submit("/importer/existing/decision", Map.of("decision", "CLEAR_FIRST"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/existing?done=existing-decided");
        assertThat(pages.services().asked("PUT " + OAK + "/first-import"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"decision\":\"CLEAR_FIRST\"}"));

        pages.services()
                .answer("PUT " + OAK + "/first-import", Answer.problem(409, "{\"detail\": \"GET the decision\"}"));
        submit("/importer/existing/decision", Map.of("decision", "ADOPT"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("a roster was imported already")
                        .doesNotContain("GET the decision"));
    }

    @Test
    void listsWhoMayBeWhomWithNamesAndWhatSpeaksAgainstIt() {
        adoption(REPORTED);
        imports("COMPLETED");

        var page = page("/importer/existing?decision=UNDECIDED&role=STUDENT&rule=nonsense&after=a:b");

        assertThat(pages.services().asked("GET " + OAK + "/adoption/matches"))
                .singleElement()
                .satisfies(asked ->
                        assertThat(asked.address()).endsWith("?limit=20&decision=UNDECIDED&role=STUDENT&after=a%3Ab"));
        assertThat(page)
                .contains("Lisa O&#39;Neil", "(no name)", "another school", "may be somebody else as well", "1,500")
                .contains("href=\"/importer/existing?decision=UNDECIDED&amp;role=STUDENT&amp;after=o1%3Ar1\"")
                .doesNotContain("Adopt them", "OTHER_SCHOOL", "??");
        assertThat(page.replaceAll("(?s)<select.*?</select>", ""))
                .as("an address alone is no rule to decide by")
                .contains("Name and birth date")
                .doesNotContain("E-mail address alone");
    }

    @Test
    void decidesOnePairAndComesBackToTheSameList() {
        adoption(REPORTED);
        pages.services().answer("PUT " + OAK + "/adoption/matches/o1/r1", Answer.json("{}"));

        submit(
                        "/importer/existing/matches",
                        Map.of(
                                "own",
                                "o1",
                                "roster",
                                "r1",
                                "answer",
                                "ACCEPTED",
                                "decision",
                                "UNDECIDED",
                                "after",
                                "a:b"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/existing?decision=UNDECIDED&after=a%3Ab&done=existing-match");

        assertThat(pages.services().asked("PUT " + OAK + "/adoption/matches/o1/r1"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"decision\":\"ACCEPTED\"}"));
    }

    @Test
    void decidesAllThatARuleFound() {
        pages.services()
                .answer("POST " + OAK + "/adoption/rules/NAME_BIRTH_DATE/decision", Answer.json("{\"changed\": 7}"));

        submit("/importer/existing/rules", Map.of("of", "NAME_BIRTH_DATE", "answer", "REFUSED"))
                .expectStatus()
                .isSeeOther();

        assertThat(pages.services().asked("POST " + OAK + "/adoption/rules/NAME_BIRTH_DATE/decision"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"decision\":\"REFUSED\"}"));
    }

    @Test
    void letsRulesDecideByThemselvesAndShowsHowManyPairsEachWouldAccept() {
        adoption(REPORTED);
        imports("COMPLETED");
        pages.services().answer("PUT " + OAK + "/adoption/trusted-rules", Answer.json("{}"));

        var page = page("/importer/existing").replaceAll("\\s+", " ");
        assertThat(page)
                .contains("Nobody looks at these pairs before they are joined", "It would accept 1,300 pairs now.")
                .contains("aria-describedby=\"hint-NAME_BIRTH_DATE\" checked", "It would accept no pair now.")
                .doesNotContain("name=\"trust\" value=\"EMAIL\"", "??");

        var form = new LinkedMultiValueMap<String, String>();
        form.add("trust", "NAME_CHILD");
        form.add("trust", "ID");
        form.add("trust", "EMAIL");
        pages.submit(AccessLevel.ADMINISTRATOR, "/importer/existing/trusted-rules", BodyInserters.fromFormData(form))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/existing?done=existing-trusted");
        submit("/importer/existing/trusted-rules", Map.of()).expectStatus().isSeeOther();
        assertThat(pages.services().asked("PUT " + OAK + "/adoption/trusted-rules"))
                .extracting(StandInServices.Asked::body)
                .containsExactly("{\"rules\":[\"ID\",\"NAME_CHILD\"]}", "{\"rules\":[]}");
    }

    @Test
    void asksHowFarAReportIsAndLoadsThePageAnewWhenItIsOver() {
        adoption("""
                {"job": {"kind": "REPORT", "state": "RUNNING", "startedAt": "2026-11-29T22:00:00Z", "phase": "COMPARING", "done": 12},
                 "matches": {}, "trustedRules": []}""");

        assertThat(page("/importer/existing"))
                .contains("hx-get=\"/importer/existing/job\"", "12 so far", "Reload this page")
                .doesNotContain("Make the match report");
        part().expectHeader().doesNotExist("HX-Refresh");

        adoption(REPORTED);
        part().expectHeader().valueEquals("HX-Refresh", "true");
    }

    private static ResponseSpec part() {
        return pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/importer/existing/job")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void handsTheListOutAsAFile() {
        pages.services()
                .answer(
                        "GET " + OAK + "/adoption/matches/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "decision,role\r\nPROPOSED,STUDENT\r\n"));

        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/importer/existing/export?decision=PROPOSED")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"matches.csv\"")
                .expectBody(String.class)
                .isEqualTo("decision,role\r\nPROPOSED,STUDENT\r\n");
        assertThat(pages.services().asked("GET " + OAK + "/adoption/matches/export"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?decision=PROPOSED"));
    }

    @Test
    void takesTheListBackAndSaysWhichLinesItCouldNotTake() {
        pages.services().answer("POST " + OAK + "/adoption/decisions", Answer.json("""
                {"decided": 2, "open": 1, "refused": 1, "problems": [{"line": 7, "reason": "has no <b>id</b>"}]}"""));

        upload("decision,role\r\nACCEPTED,STUDENT\r\n")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("One line was not taken; 2 others were decided.", "Line 7: has no &lt;b&gt;id"));
        assertThat(pages.services().asked("POST " + OAK + "/adoption/decisions"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.body()).isEqualTo("decision,role\r\nACCEPTED,STUDENT\r\n");
                    assertThat(asked.headers()).containsEntry("content-type", "text/csv");
                });

        pages.services().answer("POST " + OAK + "/adoption/decisions", Answer.json("""
                {"decided": 2, "open": 1, "refused": 0, "problems": []}"""));
        upload("decision")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/existing?done=existing-table");
    }

    private static ResponseSpec upload(String table) {
        var page = pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/importer/existing")
                .exchange()
                .expectBody(String.class)
                .returnResult();
        var csrf = Objects.requireNonNull(page.getResponseCookies().getFirst("__Host-pickatime-csrf"));
        var token = Objects.requireNonNull(page.getResponseBody())
                .replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        var form = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"matches.csv\"\r\n\r\n" + table
                + "\r\n--b--\r\n";
        return pages.stranger()
                .post()
                .uri("/importer/existing/decisions")
                .header(
                        HttpHeaders.COOKIE,
                        StandInServices.session(AccessLevel.ADMINISTRATOR) + "; " + csrf.getName() + "="
                                + csrf.getValue())
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=b"))
                .bodyValue(form.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    @Test
    void tellsWhatAdoptingChangesBeforeItBegins() {
        pages.services().answer("GET " + OAK + "/adoption/preview", Answer.json("""
                {"contacts": 1200, "notPossible": 1, "names": 2, "emails": 3, "levels": 4, "overrides": 5, "links": 6, "linksOfOthers": 7}"""));
        pages.services()
                .answer("POST " + OAK + "/adoption/runs", Answer.problem(409, "{\"detail\": \"GET .../adoption\"}"));

        assertThat(page("/importer/existing/adoption"))
                .contains("1,200 accounts", "Adopt 1,200 accounts")
                .doesNotContain("??");
        submit("/importer/existing/adoption", Map.of())
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("is running").doesNotContain("GET ..."));
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
