package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices;
import com.pickatime.web.testing.StandInServices.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;

/** The map of source IDs that a held import proposes, and one of the school's own. */
class SourceIdsPagesIT {

    private static final String OAK = "/businesses/oak";
    private static final String MAP = OAK + "/imports/1/source-id-map";
    private static final String PAGE = "/importer/1/source-ids";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        pages.services().forget();
        pages.services().answer("GET " + OAK + "/imports/1", Answer.json("""
                {"importId": "1", "mode": "FULL", "trigger": "SCHEDULE", "state": "HELD", "requestedAt": "2026-11-29T22:00:00Z",
                 "startedAt": "2026-11-29T22:00:01Z", "finishedAt": "2026-11-29T22:01:06Z", "holdCause": "REKEY",
                 "holdReasons": ["1,200 students seem to have a new source ID."],
                 "progress": {"step": "COMPARING", "fetched": [], "toPublish": 0, "published": 0, "applied": 0},
                 "plan": {"planDigest": "abcdef12", "changes": 3, "types": [], "warnings": []}}"""));
        pages.services().answer("GET " + MAP, Answer.json("""
                {"mapDigest": "feed", "pairs": 1200, "next": "20", "items": [
                 {"oldSourceId": "17", "newSourceId": "a<17>", "rule": "NAME_AND_BIRTH_DATE"}]}"""));
        pages.services().answer("GET " + OAK + "/source-id-moves", Answer.json("""
                {"job": {"state": "DONE", "pairs": 12, "moved": 10, "refused": 2}}"""));
    }

    @Test
    void showsTheProposedMapAndTheTwoWaysOn() {
        assertThat(page("/importer/1")).contains("href=\"/importer/1/source-ids\"", "name=\"plan\" value=\"abcdef12\"");
        var page = page(PAGE);

        assertThat(page)
                .contains("1,200 students seem to have", "The proposed map: 1,200 people", "name and birth date")
                .contains(
                        "a&lt;17&gt;", "name=\"map\" value=\"feed\"", "Give these 1,200 contacts their new source IDs")
                .contains("href=\"/importer/1#held\"", "href=\"/importer/1/source-ids/export\"")
                .contains("10 contacts got", "2 lines were not applied", "href=\"/importer/1/source-ids/refusals\"")
                .doesNotContain("??", "REKEY");
    }

    @Test
    void approvesTheMapThatWasSeen() {
        pages.services().answer("POST " + MAP + "/approval", Answer.json("{\"importId\": \"2\"}"));

        pages.submit(AccessLevel.ADMINISTRATOR, PAGE + "/approval", BodyInserters.fromFormData("map", "feed"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/2?done=map-approved");

        assertThat(pages.services().asked("POST " + MAP + "/approval"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"mapDigest\":\"feed\"}"));
    }

    @Test
    void saysThatAnApprovalCameToNothing() {
        pages.services().answer("POST " + MAP + "/approval", Answer.problem(409, "{\"detail\": \"GET it\"}"));

        pages.submit(AccessLevel.ADMINISTRATOR, PAGE + "/approval", BodyInserters.fromFormData("map", "old"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page ->
                        assertThat(page).contains("The map was not applied").doesNotContain("GET it"));
    }

    @Test
    void sendsAMapOfTheSchoolsOwnAndSaysWhichLinesAreWrong() {
        pages.services().answer("POST " + OAK + "/source-id-moves", Answer.json("""
                {"state": "RUNNING", "pairs": 1, "moved": 0, "refused": 0}"""));
        upload("old,new\r\n17,18\r\n")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "?done=map-sent");
        assertThat(pages.services().asked("POST " + OAK + "/source-id-moves"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.body()).isEqualTo("old,new\r\n17,18\r\n");
                    assertThat(asked.headers()).containsEntry("content-type", "text/csv");
                });

        pages.services()
                .answer(
                        "POST " + OAK + "/source-id-moves",
                        Answer.problem(
                                400,
                                "{\"errors\": [{\"field\": \"body\", \"reason\": \"line 2 has <an> empty cell\"}]}"));
        upload("17,")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page ->
                        assertThat(page).contains("Your map was not applied", "line 2 has &lt;an&gt; empty cell"));
    }

    @Test
    void isNotMissedWhereAnImportProposesNone() {
        pages.services().answer("GET " + MAP, Answer.problem(404, "{}"));
        pages.services().answer("GET " + OAK + "/source-id-moves", Answer.json("{\"job\": null}"));

        assertThat(page(PAGE))
                .contains("This import proposes no map.", "A map of your own")
                .doesNotContain("??");
    }

    private static ResponseSpec upload(String table) {
        var page = pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri(PAGE)
                .exchange()
                .expectBody(String.class)
                .returnResult();
        var csrf = Objects.requireNonNull(page.getResponseCookies().getFirst("__Host-pickatime-csrf"));
        var token = Objects.requireNonNull(page.getResponseBody())
                .replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        var form = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"map\"; filename=\"map.csv\"\r\n\r\n" + table
                + "\r\n--b--\r\n";
        return pages.stranger()
                .post()
                .uri(PAGE + "/uploads")
                .header(
                        HttpHeaders.COOKIE,
                        StandInServices.session(AccessLevel.ADMINISTRATOR) + "; " + csrf.getName() + "="
                                + csrf.getValue())
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=b"))
                .bodyValue(form.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
