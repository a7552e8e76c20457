package com.pickatime.web.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;

/** Global Setup / Contacts. */
class ContactsSetupIT {

    private static final String PAGE = "/global-setup/contacts";
    private static final String CLEARINGS = "/businesses/oak/clearings";
    private static final String DIGEST = "1204-APPOINTMENT_VIEWER-9f86d081";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        pages.services().forget();
        pages.services()
                .answer(
                        "GET " + CLEARINGS,
                        Answer.json("{\"items\": [" + clearing("DELETED", 30) + "], \"next\": null}"));
        pages.services().answer("GET " + CLEARINGS + "/preview", Answer.json("""
                {"level": "APPOINTMENT_VIEWER", "contacts": 1204, "byLevel": {"CUSTOMER": 1200, "APPOINTMENT_VIEWER": 4},
                 "inRoster": 1203, "ownContacts": 1, "givenLevels": 0, "overridden": 2, "links": 31,
                 "digest": "%s", "confirmation": "DELETE 1204 CONTACTS"}""".formatted(DIGEST)));
    }

    private static String clearing(String state, int undoDays) {
        return """
                {"clearingId": "k1", "level": "APPOINTMENT_VIEWER", "state": "%s", "at": "2026-11-29T22:00:00Z", "by": "local:1",
                 "contacts": 1204, "leftOut": 0, "undoUntil": %s, "reason": null}""".formatted(
                state, state.equals("DELETED") ? "\"" + Instant.now().plus(Duration.ofDays(undoDays)) + "\"" : "null");
    }

    @Test
    void showsWhatWouldBeDeletedAndWhatHangsOnIt() {
        assertThat(page(PAGE + "/clearings/preview?level=APPOINTMENT_VIEWER"))
                .contains("Admin Level - Appointment Viewer (teachers)", "1,200", "Delete 1,204 contacts")
                .contains("1,203 are in the roster", "One was added here", "31 links of parents to children")
                .doesNotContain("have a level that was given here", "??")
                .contains("href=\"/global-setup/contacts/clearings/contacts.csv?level=APPOINTMENT_VIEWER\"")
                // asked for, and not given away in the field
                .contains("<code>DELETE 1204 CONTACTS</code>")
                .doesNotContain("value=\"DELETE 1204 CONTACTS\"");
        assertThat(pages.services().asked("GET " + CLEARINGS + "/preview"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?level=APPOINTMENT_VIEWER"));
    }

    @Test
    void asksForALevelFirst() {
        for (var level : new String[] {"", "ADMINISTRATOR", "EVERYBODY"}) {
            pages.browser(AccessLevel.ADMINISTRATOR)
                    .get()
                    .uri(PAGE + "/clearings/preview?level=" + level)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                    .expectBody(String.class)
                    .value(page -> assertThat(page).contains("id=\"wrong-level\"", "aria-invalid=\"true\""));
        }
        assertThat(pages.services().asked("GET " + CLEARINGS + "/preview")).isEmpty();
    }

    @Test
    void sendsTheConfirmationAsItWasTyped() {
        pages.services().answer("POST " + CLEARINGS, Answer.json(clearing("CHECKING", 0)));

        submit("/clearings", confirmed("delete 1204 Contacts"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "/clearings/k1");

        assertThat(pages.services().asked("POST " + CLEARINGS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains(
                                "\"confirmation\":\"delete 1204 Contacts\"",
                                "\"digest\":\"" + DIGEST + "\"",
                                "\"level\":\"APPOINTMENT_VIEWER\""));
    }

    @Test
    void keepsAConfirmationThatIsWrongBesideWhatIsAskedForNow() {
        pages.services().answer("POST " + CLEARINGS, Answer.problem(400, """
                {"detail": "confirmation: x", "errors": [{"field": "confirmation", "reason": "must be, typed as it is: X"}]}"""));

        submit("/clearings", confirmed("DELETE 7 CONTACTS"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("role=\"alert\"", "id=\"wrong-confirmation\"", "value=\"DELETE 7 CONTACTS\"")
                        .contains("<code>DELETE 1204 CONTACTS</code>", "value=\"" + DIGEST + "\""));
    }

    @Test
    void saysThatAnotherDeletionIsUnderWay() {
        pages.services()
                .answer("POST " + CLEARINGS, Answer.problem(409, "{\"detail\": \"Wait: GET clearings shows it.\"}"));

        submit("/clearings", confirmed("DELETE 1204 CONTACTS"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("being deleted or brought back at this moment", "value=\"DELETE 1204 CONTACTS\"")
                        .doesNotContain("GET clearings"));
    }

    @Test
    void asksForItselfWhileItIsUnderWayAndNoLonger() {
        pages.services().answer("GET " + CLEARINGS + "/k1", Answer.json(clearing("DELETING", 0)));
        assertThat(page(PAGE + "/clearings/k1"))
                .contains("<progress", "hx-get=\"/global-setup/contacts/clearings/k1\"", "hx-trigger=\"every 2s\"")
                .doesNotContain("/undo");

        pages.services().answer("GET " + CLEARINGS + "/k1", Answer.json(clearing("DELETED", 30)));
        var part = pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri(PAGE + "/clearings/k1")
                .header("HX-Request", "true")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(part)
                .doesNotContain("<html", "<progress", "hx-get")
                .contains("Bring 1,204 contacts back", "action=\"/global-setup/contacts/clearings/k1/undo\"")
                // the form that came with a part can be sent, too
                .contains("name=\"_csrf\"");
    }

    @Test
    void offersNoUndoThatIsTooLate() {
        pages.services().answer("GET " + CLEARINGS + "/k1", Answer.json(clearing("DELETED", -1)));

        assertThat(page(PAGE + "/clearings/k1")).contains("Deleted").doesNotContain("/undo");
    }

    @Test
    void undoesAndSaysWhenItCannot() {
        pages.services().answer("GET " + CLEARINGS + "/k1", Answer.json(clearing("UNDONE", 0)));
        pages.services().answer("POST " + CLEARINGS + "/k1/undo", Answer.json(clearing("UNDOING", 0)));
        submit("/clearings/k1/undo", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "/clearings/k1");

        pages.services()
                .answer(
                        "POST " + CLEARINGS + "/k1/undo",
                        Answer.problem(409, "{\"detail\": \"It is UNDONE; only what is DELETED can be undone.\"}"));
        submit("/clearings/k1/undo", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page ->
                        assertThat(page).contains("It cannot be undone now").doesNotContain("It is UNDONE"));
    }

    @Test
    void listsWhatWasDeletedBeforeInWords() {
        assertThat(page(PAGE + "?done=levels-changed&count=34"))
                .contains("The level of 34 contacts is changed.")
                .contains("href=\"/global-setup/contacts/clearings/k1\"", ">Undo</a>", ">Deleted</span>")
                .doesNotContain("local:1", "??");
        assertThat(page(PAGE + "?done=whatever")).doesNotContain("??");
    }

    @Test
    void changesLevelsOnlyAfterAQuestion() {
        pages.services().answer("POST /businesses/oak/access-level-changes", Answer.json("{\"contacts\": 34}"));

        assertThat(page(PAGE + "/levels?from=APPOINTMENT_VIEWER&to=APPOINTMENT_MAKER"))
                .contains("Change everybody from Appointment Viewer to Appointment Maker?");
        assertThat(pages.services().asked("POST /businesses/oak/access-level-changes"))
                .isEmpty();
        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri(PAGE + "/levels?from=CUSTOMER&to=CUSTOMER")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("id=\"wrong-to\"", "value=\"CUSTOMER\" selected=\"selected\"")
                        .doesNotContain("id=\"wrong-from\""));

        submit(
                        "/levels",
                        BodyInserters.fromFormData("from", "APPOINTMENT_VIEWER").with("to", "APPOINTMENT_MAKER"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "?done=levels-changed&count=34");
        assertThat(pages.services().asked("POST /businesses/oak/access-level-changes"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains("\"from\":\"APPOINTMENT_VIEWER\"", "\"to\":\"APPOINTMENT_MAKER\""));
    }

    @Test
    void resetsPasswordsOnlyAfterAQuestion() {
        pages.services().answer("POST /businesses/oak/password-resets", Answer.json("{\"reset\": 1}"));

        assertThat(page(PAGE + "/passwords?admins=APPOINTMENT_MAKER"))
                .contains("Reset the passwords of level Appointment Maker?");
        submit("/passwords", BodyInserters.fromFormData("admins", "APPOINTMENT_MAKER"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "?done=passwords-reset&count=1");

        assertThat(pages.services().asked("POST /businesses/oak/password-resets"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"level\":\"APPOINTMENT_MAKER\"}"));
    }

    private static FormInserter<String> confirmed(String typed) {
        return BodyInserters.fromFormData("level", "APPOINTMENT_VIEWER")
                .with("digest", DIGEST)
                .with("confirmation", typed);
    }

    private static ResponseSpec submit(String path, FormInserter<String> form) {
        return pages.submit(AccessLevel.ADMINISTRATOR, PAGE + path, form);
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
