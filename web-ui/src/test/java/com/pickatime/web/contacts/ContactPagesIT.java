package com.pickatime.web.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyInserters;

/** The list of contacts, and one contact. */
class ContactPagesIT {

    private static final String CONTACT = "/businesses/oak/contacts/c1";
    private static final String MARKUP = "<script>alert('x')</script>";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
        pages.services().answer("GET /businesses/oak/contacts", Answer.json("""
                {"items": [{"contactId": "c1", "givenName": "%s", "familyName": "O'Neil & Sons", "email": "a@example.org",
                  "sourceId": "s-1", "identifier": "1002", "shownId": "s-1", "roles": ["STUDENT"], "active": true}], "next": "c1"}""".formatted(MARKUP)));
        pages.services().answer("GET " + CONTACT, Answer.json("""
                {"contactId": "c1", "givenName": "%s", "familyName": "Simpson", "roles": ["STUDENT"], "grades": ["03"],
                 "sourceId": "s-1", "identifier": "1002", "shownId": "1002",
                 "active": true, "present": true, "own": false, "state": "ACTIVE", "accessLevel": "CUSTOMER",
                 "hasSecurityValue": true, "overridden": ["givenName"], "rosterValues": {"givenName": "Margaret"}}""".formatted(MARKUP)));
        classes("[]", "[]");
        pages.services().answer("GET " + CONTACT + "/relationships", Answer.json("""
                {"parents": [{"contactId": "p1", "givenName": "Homer", "familyName": "Simpson", "claimedBy": ["PARENT", "LINK"]}],
                 "children": []}"""));
        pages.services().answer("GET /businesses/oak/audit", Answer.json("""
                {"items": [{"id": "1", "at": "2026-11-29T22:00:00Z", "by": "local:1", "action": "FIELD_OVERRIDDEN",
                  "details": {"field": "givenName"}}]}"""));
    }

    @Test
    void showsNamesAsTextWhateverIsInThem() {
        var list = page("/contacts");

        assertThat(list)
                .contains(
                        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; O&#39;Neil &amp; Sons",
                        "href=\"/contacts/c1\"")
                .doesNotContain(MARKUP);
        assertThat(page("/contacts/c1")).doesNotContain(MARKUP);
    }

    @Test
    void showsTheIdByWhichTheBusinessKnowsItsPeople() {
        assertThat(page("/contacts")).contains(">s-1<").doesNotContain(">1002<");
        assertThat(page("/contacts/c1")).contains("<dd>1002</dd>").doesNotContain("s-1");
    }

    @Test
    void showsTheAppointmentsOfAContactAtAllEvents() {
        pages.services().answer("GET /businesses/oak/appointments", Answer.json("""
                {"items": [{"appointmentId": "a1", "conferenceId": "e1", "event": "Fall <i>2026", "day": "2036-10-14",
                  "from": "15:00:00", "to": "15:15:00", "teacher": {"contactId": "t1", "givenName": "Edna", "familyName": "Krabappel"},
                  "student": {"contactId": "c1", "givenName": "Lisa", "familyName": "Simpson"}, "parent": {"contactId": "gone"},
                  "answers": {}}], "next": "1-a1"}"""));

        assertThat(page("/contacts/c1")).contains("href=\"/contacts/c1/appointments\"");
        assertThat(page("/contacts/c1/appointments"))
                .contains("Tuesday, 10/14/2036, 3:00 PM", "Fall &lt;i&gt;2026", "href=\"/contacts/t1\"", "Lisa Simpson")
                .contains("not among the contacts any more", "href=\"/contacts/c1/appointments?after=1-a1\"")
                .doesNotContain("<i>2026", "??");
        assertThat(pages.services().asked("GET /businesses/oak/appointments"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?contact=c1&limit=50&after="));
    }

    @Test
    void asksForWhatWasSearchedAndLeadsToTheNextPageOfIt() {
        var list = page("/contacts?q=Zoë %26 Co&role=STUDENT&only=MISSING_BIRTH_DATE");

        assertThat(pages.services().asked("GET /businesses/oak/contacts"))
                .anyMatch(asked -> asked.address()
                        .endsWith("?limit=50&q=Zo%C3%AB%20%26%20Co&role=STUDENT&only=MISSING_BIRTH_DATE&sort=NAME"));
        assertThat(list)
                .contains(
                        "href=\"/contacts?q=Zo%C3%AB%20%26%20Co&amp;role=STUDENT&amp;only=MISSING_BIRTH_DATE&amp;after=c1\"");
    }

    @Test
    void sortsByNameFirstAndByAnotherColumnForWhoeverFollowsItsHeader() {
        var byName = page("/contacts?role=STUDENT");

        assertThat(byName)
                .contains("aria-sort=\"ascending\"", "By last name")
                .contains("href=\"/contacts?role=STUDENT\">Name</a>")
                .contains("href=\"/contacts?role=STUDENT&amp;sort=KIND\">Kind</a>");
        assertThat(byName.split("aria-sort=", -1)).as("one column").hasSize(2);
        assertThat(page("/contacts?role=STUDENT&sort=KIND"))
                .contains("By kind", "href=\"/contacts?role=STUDENT&amp;sort=KIND&amp;after=c1\"")
                .containsPattern("aria-sort=\"ascending\">\\s*<a class=\"sort\" href=\"[^\"]*KIND\"");
        assertThat(pages.services().asked("GET /businesses/oak/contacts"))
                .anyMatch(asked -> asked.address().endsWith("?limit=50&role=STUDENT&sort=KIND"));
        assertThat(page("/contacts?sort=email")).as("no column").contains("By last name");
    }

    @Test
    void passesExactlyTheListOnAsATable() {
        pages.services()
                .answer(
                        "GET /businesses/oak/contacts/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "a,b\r\n"));

        assertThat(page("/contacts?q=Zoë %26 Co&only=REMOVED&after=c1"))
                .contains("href=\"/contacts/export?q=Zo%C3%AB%20%26%20Co&amp;only=REMOVED\"");
        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/contacts/export?q={q}&only=REMOVED&sort=KIND", "Zoë & Co")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/csv;charset=UTF-8")
                .expectHeader()
                .valueEquals("Content-Disposition", "attachment; filename=\"contacts.csv\"")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody(String.class)
                .isEqualTo("a,b\r\n");
        assertThat(pages.services().asked("GET /businesses/oak/contacts/export"))
                .singleElement()
                .satisfies(
                        asked -> assertThat(asked.address()).endsWith("?q=Zo%C3%AB%20%26%20Co&only=REMOVED&sort=KIND"));
    }

    @Test
    void showsTheWholeLogOfAContactAndWhatIsAskedForOfIt() {
        assertThat(page("/contacts/c1")).contains("href=\"/contacts/c1/log\"");

        assertThat(page("/contacts/c1/log?action=FIELD_OVERRIDDEN"))
                .contains("Value changed here", "href=\"/contacts/c1/log/export?action=FIELD_OVERRIDDEN\"")
                .doesNotContain(MARKUP);
        assertThat(pages.services().asked("GET /businesses/oak/audit"))
                .anyMatch(asked -> asked.address().endsWith("?limit=50&contact=c1&action=FIELD_OVERRIDDEN"));
        pages.services()
                .answer(
                        "GET /businesses/oak/audit/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "at\r\n"));
        assertThat(page("/contacts/c1/log/export?action=nonsense")).isEqualTo("at\r\n");
        assertThat(pages.services().asked("GET /businesses/oak/audit/export"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("/export?contact=c1"));
    }

    @Test
    void givesAScriptTheResultsAlone() {
        var part = pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/contacts?q=a")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(part).startsWith("<section id=\"results\"").doesNotContain("<html", "<nav");
    }

    @Test
    void showsTheRostersValueBesideOurs() {
        assertThat(page("/contacts/c1"))
                .contains("The roster says: Margaret", "changed here", "Homer Simpson", "Value changed here")
                .contains("name=\"tag\" value=\"&quot;7.1&quot;\"");
    }

    private static void classes(String taught, String attended) {
        pages.services()
                .answer(
                        "GET " + CONTACT + "/classes",
                        Answer.json("{\"taught\": %s, \"attended\": %s}".formatted(taught, attended)));
    }

    @Test
    void showsTheClassesThatSomebodyTeachesOrAttendsWithWhoElseIsInThem() {
        classes("""
                [{"classId": "c1", "title": "Math <3", "location": "12", "periods": ["2", "4"], "own": false,
                  "students": [{"contactId": "s/1", "givenName": "Lisa", "familyName": "Simpson"},
                               {"contactId": null, "givenName": null, "familyName": null}]},
                 {"classId": "c2", "title": null, "code": "ART-1", "periods": [], "own": false, "students": []}]""", """
                [{"classId": "~own:k1", "title": "Band", "periods": [], "own": true,
                  "teachers": [{"contactId": "t1", "givenName": "Dewey", "familyName": "Largo"}]}]""");

        var page = page("/contacts/c1").replaceAll("\\s+", " ");

        assertThat(page)
                .containsSubsequence("Teaches", "Math &lt;3", "2 students", "Room 12.", "Period 2, 4.", "Lisa Simpson")
                .containsSubsequence("not among the people of the roster", "ART-1", "no students", "Nobody attends it.")
                .containsSubsequence("Attends", "Band", ", from a file", "href=\"/contacts/t1\"", "Dewey Largo")
                .doesNotContain("~own", "??", "In no class");
        classes("[]", "[]");
        assertThat(page("/contacts/c1")).contains("In no class").doesNotContain("Teaches", "Attends");
    }

    @Test
    void changesOnlyWhatWasSeen() {
        pages.services().answer("PUT " + CONTACT + "/overrides/familyName", Answer.json("{}"));

        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/contacts/c1/overrides/familyName",
                        BodyInserters.fromFormData("value", " Bouvier ").with("tag", "\"7.1\""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/contacts/c1?done=overridden");

        assertThat(pages.services().asked("PUT " + CONTACT + "/overrides/familyName"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.body()).isEqualTo("{\"value\":\"Bouvier\"}");
                    assertThat(asked.headers()).containsEntry("if-match", "\"7.1\"");
                });
    }

    @Test
    void showsWhatAParentAnsweredUnderTheWordsOfTheTimeAndChangesIt() {
        pages.services().answer("GET /businesses/oak/registration-settings", Answer.json("""
                {"parentsMayRegister": true, "prompts": [
                 {"id": "q1", "words": "How do we reach you?", "choices": ["Phone", "Mail"], "required": true},
                 {"id": "q2", "words": "Interpreter?", "choices": [], "required": false}]}"""));
        pages.services().answer("GET /businesses/oak/contacts/p2", Answer.json("""
                {"contactId": "p2", "givenName": "Marge", "familyName": "Simpson", "roles": ["PARENT"], "grades": [],
                 "active": true, "present": false, "own": true, "state": "ACTIVE", "accessLevel": "CUSTOMER",
                 "hasSecurityValue": false, "overridden": [], "rosterValues": {},
                 "answers": [{"prompt": "q1", "asked": "How to reach you?", "answer": "Mail"},
                             {"prompt": "q0", "asked": "A <b>car</b>?", "answer": "Yes & no"}]}"""));
        pages.services()
                .answer(
                        "GET /businesses/oak/contacts/p2/relationships",
                        Answer.json("{\"parents\":[],\"children\":[]}"));
        pages.services()
                .answer("GET /businesses/oak/contacts/p2/classes", Answer.json("{\"taught\":[],\"attended\":[]}"));
        var answer = "/businesses/oak/contacts/p2/answers/q";

        assertThat(page("/contacts/p2"))
                .contains("Custom fields", "It was asked like this: How to reach you?", "not asked any more")
                .containsSubsequence("How do we reach you?", "selected=\"selected\">Mail</option>", "Interpreter?")
                .contains("A &lt;b&gt;car&lt;/b&gt;?", "value=\"Yes &amp; no\"", "action=\"/contacts/p2/answers/q0\"")
                .doesNotContain("??");
        // a student is not asked
        assertThat(page("/contacts/c1")).doesNotContain("Custom fields");

        pages.services().answer("PUT " + answer + "1", new Answer(204, Map.of(), ""));
        pages.services().answer("DELETE " + answer + "0", new Answer(204, Map.of(), ""));
        for (var sent : Map.of("1", "Phone", "0", "").entrySet()) {
            pages.submit(
                            AccessLevel.ADMINISTRATOR,
                            "/contacts/p2/answers/q" + sent.getKey(),
                            BodyInserters.fromFormData("value", sent.getValue()).with("tag", "\"7.1\""))
                    .expectStatus()
                    .isSeeOther()
                    .expectHeader()
                    .location("/contacts/p2?done=answer-saved");
        }
        assertThat(pages.services().asked("PUT " + answer + "1"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.body()).isEqualTo("{\"value\":\"Phone\"}");
                    assertThat(asked.headers()).containsEntry("if-match", "\"7.1\"");
                });
        assertThat(pages.services().asked("DELETE " + answer + "0")).hasSize(1);
    }

    @Test
    void tellsTheSecondOfTwoAdministratorsThatSomethingHasChanged() {
        pages.services()
                .answer(
                        "PUT " + CONTACT + "/access-level",
                        Answer.problem(412, "{\"detail\": \"The contact has changed since you read it.\"}"));

        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/contacts/c1/access-level",
                        BodyInserters.fromFormData("value", "APPOINTMENT_MAKER").with("tag", "\"6.0\""))
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("an import or another administrator was first", "value=\"&quot;7.1&quot;\""));
    }

    @Test
    void showsABirthDateForAReasonAndLetsNobodyKeepIt() {
        pages.services().answer("POST " + CONTACT + "/security-value", Answer.json("{\"birthDate\": \"2014-05-09\"}"));

        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/contacts/c1/security-value",
                        BodyInserters.fromFormData("value", "A parent called"))
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Cache-Control", value -> assertThat(value).contains("no-store"))
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("05/09/2014"));

        assertThat(pages.services().asked("POST " + CONTACT + "/security-value"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"reason\":\"A parent called\"}"));
        assertThat(page("/contacts/c1")).doesNotContain("2014-05-09", "05/09/2014");
    }

    @Test
    void linksAParentWithTheStudentOfAnIdAndTakesALinkAway() {
        pages.services().answer("PUT /businesses/oak/contacts/p1/links/c1", new Answer(204, Map.of(), ""));
        pages.services().answer("DELETE /businesses/oak/contacts/p1/links/c1", new Answer(204, Map.of(), ""));

        pages.submit(AccessLevel.ADMINISTRATOR, "/contacts/p1/links", BodyInserters.fromFormData("value", "S 1/2"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/contacts/p1?done=linked");
        assertThat(pages.services().asked("GET /businesses/oak/contacts"))
                .anyMatch(asked -> asked.address().endsWith("?sourceId=S%201%2F2"));
        assertThat(pages.services().asked("PUT /businesses/oak/contacts/p1/links/c1"))
                .hasSize(1);

        assertThat(page("/contacts/c1")).contains("name=\"parent\" value=\"p1\"", "name=\"student\" value=\"c1\"");
        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/contacts/c1/links/removal",
                        BodyInserters.fromFormData("parent", "p1").with("student", "c1"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/contacts/c1?done=unlinked");
        assertThat(pages.services().asked("DELETE /businesses/oak/contacts/p1/links/c1"))
                .hasSize(1);
    }

    @Test
    void takesAnAdoptionBackAndSaysWhyItCannot() {
        pages.services()
                .answer(
                        "POST " + CONTACT + "/un-adoption",
                        Answer.problem(409, "{\"detail\": \"It is more than 30 days ago.\"}"));

        pages.submit(AccessLevel.ADMINISTRATOR, "/contacts/c1/un-adoption", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("It is more than 30 days ago."));
        assertThat(page("/contacts/c1")).doesNotContain("un-adoption");
    }

    @Test
    void saysThatThereIsNoSuchContact() {
        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/contacts/nobody")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path.replace(" ", "%20").replace("ë", "%C3%AB"));
    }
}
