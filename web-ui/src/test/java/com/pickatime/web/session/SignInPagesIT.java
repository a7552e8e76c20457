package com.pickatime.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What passes between browsers and the sign-in pages. */
class SignInPagesIT {

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @Test
    void passesAFormOnWithItsCookiesAndTheAnswerBackWithItsOwn() {
        pages.services()
                .answer(
                        "POST /sign-in/oak",
                        new Answer(
                                303,
                                Map.of("Location", "/", "Set-Cookie", "__Host-pickatime-session=new; Path=/; Secure"),
                                ""));

        pages.stranger()
                .post()
                .uri(URI.create(pages.url() + "/sign-in/oak?returnTo=%2Fcontacts"))
                .header(HttpHeaders.COOKIE, "__Host-pickatime-csrf=abc")
                .header("X-Forwarded-For", "203.0.113.9")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("email=ada%40example.org&password=secret")
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/")
                .expectHeader()
                .valueEquals(HttpHeaders.SET_COOKIE, "__Host-pickatime-session=new; Path=/; Secure");

        var asked = pages.services().asked("POST /sign-in/oak");
        assertThat(asked).hasSize(1).first().satisfies(one -> {
            assertThat(one.address()).isEqualTo("/sign-in/oak?returnTo=%2Fcontacts");
            assertThat(one.body()).isEqualTo("email=ada%40example.org&password=secret");
            assertThat(one.headers())
                    .containsEntry("cookie", "__Host-pickatime-csrf=abc")
                    // whoever sends it himself is not believed
                    .containsEntry("x-forwarded-for", "127.0.0.1");
        });
    }

    @Test
    void changesNothingOfAnAnswersHeaders() {
        pages.services()
                .answer(
                        "GET /saml/oak/login",
                        new Answer(
                                200,
                                Map.of("Content-Type", "text/html", "Content-Security-Policy", "default-src 'none'"),
                                "<p>in</p>"));

        pages.stranger()
                .get()
                .uri("/saml/oak/login")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Content-Security-Policy", "default-src 'none'")
                .expectBody(String.class)
                .isEqualTo("<p>in</p>");
    }

    @Test
    void forgetsWhoSignedOut() {
        pages.services().answer("GET /businesses/oak/contacts", Answer.json("{\"items\": []}"));
        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/contacts")
                .exchange()
                .expectStatus()
                .isOk();
        pages.services().answer("POST /sign-out", new Answer(303, Map.of("Location", "/"), ""));

        pages.browser(AccessLevel.ADMINISTRATOR)
                .post()
                .uri("/sign-out")
                .exchange()
                .expectStatus()
                .isSeeOther();
        pages.services().answer("POST /session/token", Answer.problem(401, "{}"));

        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/contacts")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void saysThatTheyAreAway() {
        try (var other = new RunningPages("sso")) {
            other.stranger()
                    .get()
                    .uri("/sign-in/oak")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }
}
