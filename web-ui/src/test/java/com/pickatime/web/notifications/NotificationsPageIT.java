package com.pickatime.web.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyInserters;

/** Notifications sent. */
class NotificationsPageIT {

    private static final String MAILS = "/businesses/oak/mails";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void mails() {
        pages.services().forget();
        pages.services().answer("GET " + MAILS, Answer.json("""
                {"items": [
                  {"id": "m1", "template": "import-held", "state": "FAILED", "occurredAt": "2026-11-29T22:00:00Z", "sentAt": null,
                   "recipients": 0, "refused": 2, "failures": 9, "nextAttemptAt": null,
                   "problem": "no SMTP server answers, or it broke off: MailConnectException"},
                  {"id": "m2", "template": "password-link", "state": "SENT", "occurredAt": "2026-11-29T21:00:00Z",
                   "sentAt": "2026-11-29T21:01:00Z", "recipients": 3, "refused": 0, "failures": 0, "nextAttemptAt": null,
                   "problem": null}],
                 "next": "1700000000000.m 2"}"""));
    }

    @Test
    void tellsInWordsWhatBecameOfEachMail() {
        assertThat(page("/notifications"))
                .contains("An import is held", ">Failed<", "No SMTP server answers, or it broke off")
                .contains("2 addresses were refused", "3 people", "A link to choose a password")
                .contains("One of these failed.", "action=\"/notifications/retries\"")
                .contains("href=\"/notifications?after=1700000000000.m%202\"")
                .doesNotContain("Exception", "??", ">m1<");
    }

    @Test
    void goesOnWhereThePageBeforeEnded() {
        assertThat(page("/notifications?after=1700000000000.m%202")).contains("href=\"/notifications\"");

        assertThat(pages.services().asked("GET " + MAILS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?limit=50&after=1700000000000.m%202"));
    }

    @Test
    void narrowsTheListAndGivesItAwayAsATable() {
        pages.services().forget();

        assertThat(page("/notifications?state=FAILED"))
                .contains("href=\"/notifications?state=FAILED&amp;after=1700000000000.m%202\"")
                .contains("href=\"/notifications/export?state=FAILED\"")
                .contains("<option value=\"FAILED\" selected=\"selected\">Failed</option>");
        page("/notifications?state=LOST");
        assertThat(pages.services().asked("GET " + MAILS))
                .extracting(asked -> asked.address().replaceFirst(".*\\?", ""))
                .containsExactly("limit=50&state=FAILED", "limit=50");
        pages.services()
                .answer(
                        "GET " + MAILS + "/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "template\r\n"));
        assertThat(page("/notifications/export?state=FAILED")).isEqualTo("template\r\n");
        assertThat(pages.services().asked("GET " + MAILS + "/export"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("/export?state=FAILED"));
        pages.services().forget();
    }

    @Test
    void sendsTheFailedOnesAgain() {
        pages.services().answer("POST " + MAILS + "/retries", Answer.json("{\"reopened\": 2}"));

        pages.submit(AccessLevel.ADMINISTRATOR, "/notifications/retries", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/notifications?done=mails-retried&count=2");

        assertThat(pages.services().asked("POST " + MAILS + "/retries")).hasSize(1);
        assertThat(page("/notifications?done=mails-retried&count=2")).contains("2 mails are sent again.");
    }

    @Test
    void offersNothingWhereNothingFailedAndSaysWhatComesWhereNothingWas() {
        pages.services().answer("GET " + MAILS, Answer.json("{\"items\": [], \"next\": null}"));

        assertThat(page("/notifications")).contains("None was sent yet.").doesNotContain("<table", "/retries");
    }

    @Test
    void isNoEmptyListWhileNobodyCanTell() {
        pages.services().answer("GET " + MAILS, Answer.problem(503, "{}"));

        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/notifications")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
