package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices;
import com.pickatime.web.testing.StandInServices.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Files of a school's own: sent, watched, and what became of them. */
class ManualFilesIT {

    private static final String FILES = "/businesses/oak/contact-files";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void begin() {
        pages.services().forget();
        pages.services().answer("POST " + FILES, new Answer(202, json(), "{\"loadId\": \"l1\"}"));
        pages.services().answer("GET " + FILES, Answer.json("{\"items\": [], \"next\": null}"));
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }

    private static void load(String state, String more) {
        pages.services().answer("GET " + FILES + "/l1", Answer.json("""
                {"loadId": "l1", "state": "%s", "requestedAt": "2026-11-29T22:00:00Z", "endedAt": null, "dateOrder": "MDY",
                 "encoding": "windows-1252", "keepGood": true, "rows": {}, "written": {}, "refused": 0, "refusedRows": [],
                 "passwords": 0, "problem": null%s}""".formatted(state, more)));
    }

    @Test
    void showsWhatAFileLooksLikeAndWhatWasLoaded() {
        pages.services().answer("GET " + FILES, Answer.json("""
                {"items": [{"loadId": "l1", "state": "LOADED", "requestedAt": "2026-11-29T22:00:00Z", "encoding": "utf-8",
                  "keepGood": false, "rows": {"TEACHER": 1200, "CLASS": 34}, "written": {}, "refused": 2, "refusedRows": [],
                  "passwords": 0, "problem": null}], "next": "a b"}"""));

        var page = page("/importer/files");

        assertThat(page)
                .contains("ParentID, First Name, Last Name, E-mail, Password", "ClassID, TeacherID, Name, Room")
                .contains("href=\"/importer/files/l1\"", "Teacher, Class", "1,234", "after=a%20b")
                .contains("aria-current=\"page\">Manual files")
                .doesNotContain("LOADED", "TEACHER", "??");
        assertThat(page.indexOf("name=\"_csrf\"", page.indexOf("action=\"/importer/files\"")))
                .as("the token stands before the files")
                .isPositive()
                .isLessThan(page.indexOf("type=\"file\""));
        assertThat(page("/importer/files?after=a%20b")).contains("First page");
        assertThat(pages.services().asked("GET " + FILES))
                .last()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?limit=20&after=a%20b"));
    }

    @Test
    void packsSeveralFilesIntoTheZipThatIsPassedOn() {
        send(
                        field("dateOrder", "DMY") + field("encoding", "windows-1252") + field("keepGood", "true"),
                        file("Teacher.txt", "TeacherID\tLast Name"),
                        file("Student.txt", "StudentID\tLast Name"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/importer/files/l1?done=files-sent");

        assertThat(pages.services().asked("POST " + FILES)).singleElement().satisfies(asked -> {
            assertThat(asked.address()).endsWith("?dateOrder=DMY&encoding=windows-1252&keepGood=true");
            assertThat(asked.headers()).containsEntry("content-type", "application/zip");
            assertThat(asked.body()).startsWith("PK").contains("Teacher.txt", "Student.txt");
        });
    }

    @Test
    void passesAZipOnAsItIs() {
        send(field("dateOrder", "MDY") + field("encoding", "utf-8"), file("all.zip", "PK-whatever"))
                .expectStatus()
                .isSeeOther();

        assertThat(pages.services().asked("POST " + FILES)).singleElement().satisfies(asked -> {
            assertThat(asked.address()).endsWith("?dateOrder=MDY&encoding=utf-8&keepGood=false");
            assertThat(asked.body()).isEqualTo("PK-whatever");
        });
    }

    @Test
    void saysWhatStandsAgainstFilesBeforeTheyAreLoaded() {
        refused(send(field("dateOrder", "MDY"), file("", "")), HttpStatus.UNPROCESSABLE_CONTENT)
                .contains("Please choose the files first.");
        refused(
                        send(field("dateOrder", "MDY"), file("a.txt", "TeacherID"), file("b.zip", "PK")),
                        HttpStatus.UNPROCESSABLE_CONTENT)
                .contains("choose one zip, or text files");
        pages.services().answer("POST " + FILES, Answer.problem(409, "{\"detail\": \"GET contact-files\"}"));
        refused(send(field("dateOrder", "MDY"), file("a.txt", "x")), HttpStatus.CONFLICT)
                .contains("other files are being loaded")
                .doesNotContain("contact-files\"");
        pages.services().answer("POST " + FILES, Answer.problem(413, "{}"));
        refused(send(field("dateOrder", "MDY"), file("a.txt", "x")), HttpStatus.CONTENT_TOO_LARGE)
                .contains("larger than may be sent");
        pages.services().answer("POST " + FILES, Answer.problem(400, "{}"));
        refused(send(field("dateOrder", "YMD"), file("a.txt", "x")), HttpStatus.BAD_REQUEST)
                .contains("say how birth dates are written");
        assertThat(pages.services().asked("POST " + FILES))
                .last()
                .satisfies(asked -> assertThat(asked.address()).contains("?dateOrder=&"));
    }

    @Test
    void takesNoFilesWithoutTheFormsToken() {
        pages.stranger()
                .post()
                .uri("/importer/files")
                .header(HttpHeaders.COOKIE, StandInServices.session(AccessLevel.ADMINISTRATOR))
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=b"))
                .bodyValue(field("_csrf", "made up") + file("a.txt", "x") + "--b--\r\n")
                .exchange()
                .expectStatus()
                .isForbidden();

        assertThat(pages.services().asked("POST " + FILES)).isEmpty();
    }

    @Test
    void tellsHowFarItIsUntilItIsOver() {
        load("WRITING", """
                , "rows": {"TEACHER": 10, "STUDENT": 90}, "refused": 20,
                "written": {"TEACHER": {"created": 3, "changed": 2, "unchanged": 1, "deleted": 1, "leftAlone": 1}}""");

        var whole = page("/importer/files/l1");
        assertThat(whole)
                .contains("hx-get=\"/importer/files/l1\"", "8 of 80", "value=\"8\"", "max=\"80\"", "Reload this page");
        assertThat(part()).contains("hx-get=\"/importer/files/l1\"", "8 of 80").doesNotContain("<html");

        load("LOADED", """
                , "rows": {"TEACHER": 10}, "passwords": 7,
                "written": {"TEACHER": {"created": 3, "changed": 2, "unchanged": 1, "deleted": 3, "leftAlone": 1}}""");
        assertThat(part())
                .contains("Loaded", "Left alone: the roster has", "7 rows have passwords")
                .doesNotContain("hx-get", "??");
    }

    @Test
    void namesFileRowAndReasonOfWhatCannotBeUsed() {
        load("REFUSED", """
                , "rows": {"TEACHER": 2500}, "refused": 2100, "problem": {"code": "BAD_ROWS", "message": "with keepGood=true"},
                "refusedRows": [{"file": "Teacher", "line": 17, "code": "MISSING_ID", "message": "TeacherID is <b>empty</b>"}]""");

        assertThat(page("/importer/files/l1").replaceAll("\\s+", " "))
                .contains("Not loaded", "2,100 rows cannot be used", "The first 1 are listed.")
                .contains("<td data-label=\"Row\">17</td>", "TeacherID is &lt;b&gt;empty&lt;/b&gt;")
                .doesNotContain("MISSING_ID", "were left out");
    }

    @Test
    void showsTwoThousandRowsThatCannotBeUsed() {
        var rows = IntStream.range(0, 2_000)
                .mapToObj(line -> """
                        {"file": "Parent-Student Relationship", "line": %d, "code": "UNKNOWN_ID", "message": "%s"}""".formatted(line, "StudentID is in no row ".repeat(6)))
                .collect(Collectors.joining(","));
        load("LOADED", ", \"rows\": {\"RELATIONSHIP\": 2500}, \"refused\": 2000, \"refusedRows\": [" + rows + "]");

        pages.browser(AccessLevel.ADMINISTRATOR)
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 * 1024 * 1024))
                .build()
                .get()
                .uri("/importer/files/l1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains(">1999</td>", "2,000 rows were left out"));
    }

    @Test
    void asksWhichDatesAreMeantAndLoadsTheFilesLikeThat() {
        load("REFUSED", """
                , "problem": {"code": "BOTH_DATE_ORDERS", "message": "again with ambiguousDates=accepted"}""");

        assertThat(page("/importer/files/l1"))
                .contains("What does 03/04/2014 mean", "March 4, 2014", "April 3, 2014", "type=\"file\"")
                .contains("name=\"encoding\" value=\"windows-1252\"", "name=\"keepGood\" value=\"true\"")
                .doesNotContain("ambiguousDates", "value=\"MDY\" required checked", "value=\"DMY\" required checked");
        send(
                        field("compared", "true") + field("encoding", "windows-1252") + field("dateOrder", "DMY"),
                        file("all.zip", "PK"))
                .expectStatus()
                .isSeeOther();

        assertThat(pages.services().asked("POST " + FILES))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address())
                        .endsWith("?dateOrder=DMY&encoding=windows-1252&keepGood=false&ambiguousDates=accepted"));
    }

    @Test
    void saysInPlainWordsWhyNothingWasLoaded() {
        load("REFUSED", """
                , "problem": {"code": "OTHER_DATE_ORDER", "message": "They are in the lines 4, 9."}""");
        assertThat(page("/importer/files/l1")).contains("choose the other order", "They are in the lines 4, 9.");

        load("REFUSED", ", \"problem\": {\"code\": \"EMPTY_FILE\", \"message\": \"a.txt is empty.\"}");
        assertThat(page("/importer/files/l1")).contains("a.txt is empty.").doesNotContain("EMPTY_FILE", "??");
    }

    private static AbstractStringAssert<?> refused(ResponseSpec answer, HttpStatus status) {
        return assertThat(answer.expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static String part() {
        return String.valueOf(pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/importer/files/l1")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static ResponseSpec send(String fields, String... files) {
        var page = pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/importer/files")
                .exchange()
                .expectBody(String.class)
                .returnResult();
        var csrf = Objects.requireNonNull(page.getResponseCookies().getFirst("__Host-pickatime-csrf"));
        var token = Objects.requireNonNull(page.getResponseBody())
                .replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        var form = field("_csrf", token) + fields + Arrays.stream(files).collect(Collectors.joining()) + "--b--\r\n";
        return pages.stranger()
                .post()
                .uri("/importer/files")
                .header(
                        HttpHeaders.COOKIE,
                        StandInServices.session(AccessLevel.ADMINISTRATOR) + "; " + csrf.getName() + "="
                                + csrf.getValue())
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=b"))
                .bodyValue(form.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name
                + "\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n";
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
