package com.pickatime.web.children;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyInserters;

/** A parent's own page. */
class ChildrenPageIT {

    private static final String LINKS = "/businesses/oak/links";
    private static final String FAILURE =
            "We are unable to find your student records with the values you have supplied.";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void children() {
        pages.services().forget();
        children("SOURCE_ID", true);
    }

    private void children(String idField, boolean mayDetach) {
        pages.services().answer("GET " + LINKS, Answer.json("""
                {"items": [{"contactId": "s1", "givenName": "Lisa", "familyName": "Simpson", "claimedBy": ["LINK"]},
                           {"contactId": "s2", "givenName": "Bart", "familyName": "Simpson", "claimedBy": ["STUDENT"]}],
                 "idField": "%s", "dateOrder": "DMY", "mayDetach": %s}""".formatted(idField, mayDetach)));
    }

    @Test
    void addsAChildByWhatTheBusinessAsksFor() {
        pages.services().answer("POST " + LINKS, Answer.json("{\"contactId\": \"s3\"}"));

        add("S-1002", "09/05/2014").expectStatus().isSeeOther().expectHeader().location("/children?done=child-added");

        assertThat(pages.services().asked("POST " + LINKS)).singleElement().satisfies(asked -> {
            assertThat(asked.body()).isEqualTo("{\"studentId\":\"S-1002\",\"securityValue\":\"09/05/2014\"}");
            assertThat(asked.headers()).containsEntry("x-forwarded-for", "127.0.0.1");
        });
        assertThat(page("/children?done=child-added", "en")).contains("The child is on your list now.");
        assertThat(page("/children?done=made-up", "en")).doesNotContain("??", "role=\"status\"");
    }

    @Test
    void saysWordForWordWhatSchoolsKnowAndKeepsWhatWasTyped() {
        pages.services().answer("POST " + LINKS, Answer.problem(422, """
                {"detail": "%s", "supportCode": "K7Q-2M4"}""".formatted(FAILURE)));

        add("S-1002", "09/05/2014")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains(FAILURE, "K7Q-2M4", "value=\"S-1002\"", "value=\"09/05/2014\"", "role=\"alert\""));
    }

    @Test
    void saysBesideTheFieldWhatIsWrongWithIt() {
        pages.services().answer("POST " + LINKS, Answer.problem(400, """
                {"detail": "2 fields", "errors": [{"field": "studentId", "reason": "must not be empty"},
                  {"field": "securityValue", "reason": "must be a date"}]}"""));

        add("", "tomorrow")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains(
                                "id=\"wrong-studentId\"",
                                "id=\"wrong-date\"",
                                "aria-invalid=\"true\"",
                                "value=\"tomorrow\"")
                        // our own words, in the parent's language
                        .doesNotContain("must not be empty"));
    }

    @Test
    void takesAChildOffOnlyWhereThatIsAllowedAndItWasAddedHere() {
        assertThat(page("/children", "en"))
                .contains("action=\"/children/s1/removal\"")
                .doesNotContain("action=\"/children/s2/removal\"");
        children("SOURCE_ID", false);
        assertThat(page("/children", "en")).doesNotContain("/removal");
        pages.services().answer("DELETE " + LINKS + "/s1", new Answer(204, Map.of(), ""));

        pages.submit(AccessLevel.CUSTOMER, "/children/s1/removal", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isSeeOther();

        assertThat(pages.services().asked("DELETE " + LINKS + "/s1")).hasSize(1);
    }

    @Test
    void asksForANameWhereTheBusinessDoes() {
        children("NAME", true);

        assertThat(page("/children", "en"))
                .contains("name=\"givenName\"", "name=\"familyName\"", "Day, month and year")
                .doesNotContain("name=\"studentId\"");
    }

    @Test
    void speaksSpanishToWhoeverReadsIt() {
        assertThat(page("/children", "es-MX,es;q=0.9,en;q=0.5"))
                .contains("<html lang=\"es\"", "Mis hijos", "Quitar a Lisa Simpson de mi lista")
                .doesNotContain("My children", "??");
        assertThat(page("/children", "fr")).contains("<html lang=\"en\"", "My children");
    }

    @Test
    void tellsWhoeverIsNoParentSo() {
        pages.services().answer("GET " + LINKS, Answer.problem(403, "{}"));

        assertThat(page("/children", "en")).contains("This page is for parents");
    }

    @Test
    void saysThatAServiceIsAwayAndLosesNothing() {
        pages.services().answer("GET " + LINKS, Answer.problem(503, "{}"));

        pages.browser(AccessLevel.CUSTOMER)
                .get()
                .uri("/children")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<h1>"));
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec add(String id, String date) {
        return pages.submit(
                AccessLevel.CUSTOMER,
                "/children",
                BodyInserters.fromFormData("studentId", id).with("securityValue", date));
    }

    private String page(String path, String language) {
        return String.valueOf(pages.browser(AccessLevel.CUSTOMER)
                .get()
                .uri(path)
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
