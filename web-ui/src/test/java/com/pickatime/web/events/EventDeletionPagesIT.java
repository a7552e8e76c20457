package com.pickatime.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import com.pickatime.web.testing.StandInServices.Asked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;

/** Delete past events, as an administrator sees it. */
class EventDeletionPagesIT {

    private static final String DELETIONS = "/businesses/oak/conference-deletions";
    private static final String PAGE = "/events/deletions";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        var services = pages.services();
        services.forget();
        services.answer(
                "GET /businesses/oak/conferences",
                Answer.json("{\"items\": [" + event("e1", "Fall <b>2026") + "," + event("e2", "Fall 2025")
                        + "], \"next\": null}"));
        services.answer(
                "GET " + DELETIONS, Answer.json("{\"items\": [" + deletion("DELETED", 30) + "], \"next\": null}"));
        services.answer("GET " + DELETIONS + "/preview", Answer.json("""
                {"kept": ["e1"], "conferences": [
                   {"conferenceId": "e2", "name": "Fall <i>2025", "firstDay": "2025-10-13", "lastDay": "2025-10-14", "past": true,
                    "slots": 1480, "appointments": 320, "upcoming": 0},
                   {"conferenceId": "e3", "name": "Spring", "firstDay": "2036-03-08", "lastDay": "2036-03-08", "past": false,
                    "slots": 10, "appointments": 4, "upcoming": 4},
                   {"conferenceId": "e4", "name": "Empty", "firstDay": null, "lastDay": null, "past": true,
                    "slots": 0, "appointments": 0, "upcoming": 0}],
                 "slots": 1490, "appointments": 324, "upcoming": 4, "digest": "3-abc", "confirmation": "DELETE 3 EVENTS"}"""));
    }

    private static String event(String id, String name) {
        return """
                {"conferenceId": "%s", "name": "%s", "zone": "UTC", "location": "", "details": "", "questions": [],
                 "rules": {"onePerTeacher": true, "onePerClass": false, "backToBack": true, "cancelMessage": ""}}""".formatted(id, name);
    }

    private static String deletion(String state, int days) {
        return """
                {"deletionId": "d1", "state": "%s", "at": "2026-11-29T22:00:00Z", "by": "c1", "kept": ["e1"], "conferences": 3,
                 "slots": 1490, "appointments": 324, "undoUntil": %s}""".formatted(
                state, state.equals("DELETED") ? "\"" + Instant.now().plus(days, ChronoUnit.DAYS) + "\"" : "null");
    }

    @Test
    void asksWhichEventsStayAndShowsWhatWasDeletedBefore() {
        assertThat(page(PAGE))
                .contains("Fall &lt;b&gt;2026", "value=\"e1\" checked=\"checked\"", "name=\"keep\" value=\"e2\"")
                .contains("href=\"/events/deletions/d1\"", "Deleted", "you")
                .doesNotContain("value=\"e2\" checked", "??");
        assertThat(page("/events")).contains("href=\"/events/deletions\"");
    }

    @Test
    void showsWhatWouldBeDeletedAndWarnsOfWhatIsNotOver() {
        assertThat(page(PAGE + "/preview?keep=e1&keep=a/b"))
                .contains("Fall &lt;i&gt;2025", "10/13/2025 - 10/14/2025", "1,480", "03/08/2036", "324")
                .contains("4 appointments are not over yet", "Spring: 4", "not over")
                .contains("Fall &lt;b&gt;2026</strong>", "<code>DELETE 3 EVENTS</code>", "Delete 3 events")
                .contains(
                        "href=\"/events/deletions/appointments.csv?keep=e1\"",
                        "name=\"keep\" value=\"e1\"",
                        "name=\"digest\" value=\"3-abc\"")
                .doesNotContain("Empty: 0", "??");
        assertThat(pages.services().asked("GET " + DELETIONS + "/preview"))
                .singleElement()
                .extracting(Asked::address)
                .isEqualTo(DELETIONS + "/preview?keep=e1&keep=a%2Fb");
    }

    @Test
    void asksAgainWhereNothingIsKept() {
        pages.services().answer("GET " + DELETIONS + "/preview", Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "keep", "reason": "must be ids"}]}"""));

        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri(PAGE + "/preview")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("Please choose the events that stay", "href=\"#keep\"")
                        .doesNotContain("??"));
    }

    @Test
    void passesTheTableOn() {
        pages.services()
                .answer(
                        "GET " + DELETIONS + "/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "event,day\r\n"));

        assertThat(page(PAGE + "/appointments.csv?keep=e1&keep=e2")).isEqualTo("event,day\r\n");
        assertThat(pages.services().asked("GET " + DELETIONS + "/export"))
                .singleElement()
                .extracting(Asked::address)
                .isEqualTo(DELETIONS + "/export?keep=e1&keep=e2");
    }

    @Test
    void deletesWhatWasShownOnce() {
        pages.services().answer("POST " + DELETIONS, Answer.json(deletion("CHECKING", 0)));

        submit("", confirmed("DELETE 3 EVENTS"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "/d1");

        assertThat(pages.services().asked("POST " + DELETIONS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains("\"keep\":[\"e1\",\"e2\"]", "\"digest\":\"3-abc\"", "\"DELETE 3 EVENTS\""));
    }

    @Test
    void saysWhyNothingWasDeletedBesideWhatItWouldBeNow() {
        pages.services().answer("POST " + DELETIONS, Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "confirmation", "reason": "must be, typed as it is: X"}]}"""));
        submit("", confirmed("DELETE 7 EVENTS"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("id=\"wrong-confirmation\"", "value=\"DELETE 7 EVENTS\"", "DELETE 3 EVENTS"));

        pages.services().answer("POST " + DELETIONS, Answer.problem(409, "{\"detail\": \"GET somewhere\"}"));
        submit("", confirmed("DELETE 3 EVENTS"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("something changed since you looked")
                        .doesNotContain("GET somewhere", "??"));
    }

    @Test
    void asksForItselfWhileItIsCheckedAndIsUndone() {
        pages.services().answer("GET " + DELETIONS + "/d1", Answer.json(deletion("CHECKING", 0)));
        assertThat(page(PAGE + "/d1"))
                .contains("<progress", "hx-get=\"/events/deletions/d1\"")
                .doesNotContain("/undo", "??");

        pages.services().answer("GET " + DELETIONS + "/d1", Answer.json(deletion("DELETED", 30)));
        assertThat(page(PAGE + "/d1"))
                .contains("Bring 3 events back", "action=\"/events/deletions/d1/undo\"", "1,490")
                .doesNotContain("<progress", "hx-get=", "??");
        pages.services().answer("POST " + DELETIONS + "/d1/undo", Answer.json(deletion("UNDONE", 0)));
        submit("/d1/undo", BodyInserters.fromFormData("x", "")).expectHeader().location(PAGE + "/d1");

        pages.services().answer("GET " + DELETIONS + "/d1", Answer.json(deletion("VOID", 0)));
        assertThat(page(PAGE + "/d1"))
                .contains("So nothing was deleted. Look again.")
                .doesNotContain("/undo", "??");
        pages.services().answer("POST " + DELETIONS + "/d1/undo", Answer.problem(409, "{\"detail\": \"x\"}"));
        submit("/d1/undo", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("It cannot be undone now"));
    }

    private static FormInserter<String> confirmed(String words) {
        return BodyInserters.fromFormData("keep", "e1")
                .with("keep", "e2")
                .with("digest", "3-abc")
                .with("confirmation", words);
    }

    private static ResponseSpec submit(String path, FormInserter<String> form) {
        return pages.submit(AccessLevel.ADMINISTRATOR, PAGE + path, form);
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
