package com.pickatime.sso.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.platform.pages.Assets;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.platform.web.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

class PagesIT {

    private static final String SECRET = "the-database-password";

    private static PageServer server;

    @Controller
    static class Probe {

        @GetMapping("/probe/message")
        Mono<Rendering> message() {
            return Mono.just(
                    unknown().linking("/sign-in/oak?a=1&b=2", "go.again").page());
        }

        @GetMapping("/probe/thrown")
        Mono<Rendering> thrown() {
            return Mono.error(new MessagePageException(unknown()));
        }

        @GetMapping("/probe/status/{status}")
        Mono<Rendering> status(@PathVariable int status) {
            return Mono.error(new ResponseStatusException(HttpStatus.valueOf(status), SECRET));
        }

        @GetMapping("/probe/problem")
        Mono<Rendering> problem() {
            return Mono.error(Problems.conflict(SECRET));
        }

        @GetMapping("/probe/bug")
        Mono<Rendering> bug() {
            return Mono.error(new IllegalStateException(SECRET));
        }

        private static MessagePage unknown() {
            return new MessagePage(HttpStatus.FORBIDDEN, "message.sign-in-refused").naming("<code>");
        }
    }

    @BeforeAll
    static void start() {
        server = PageServer.start(Probe.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aMessageSaysWhatHappenedAndWhatToDo() {
        var page = page("/probe/message", 403);

        assertThat(page)
                .contains("<html lang=\"en\">", "<title>You could not be signed in - pickAtime</title>")
                .contains(
                        "<h1>You could not be signed in</h1>",
                        "Your school&#39;s sign-in service answered",
                        "give your school this support code: &lt;code&gt;")
                .contains("href=\"/sign-in/oak?a=1&amp;b=2\">Sign in again</a>")
                .contains("<meta name=\"viewport\"")
                .doesNotContain("th:", "style=", "<script");
    }

    @Test
    void aMessageIsInTheLanguageOfWhoReadsIt() {
        var page = server.browser()
                .get()
                .uri("/probe/message")
                .header("Accept-Language", "es-MX,es;q=0.9")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(page)
                .contains("<html lang=\"es\">", "<title>No se ha podido iniciar sesión - pickAtime</title>")
                .contains("dé a su escuela este código: &lt;code&gt;", ">Iniciar sesión otra vez</a>")
                .doesNotContain("??");
    }

    @Test
    void aMessageCanEndARequestFromAnywhere() {
        assertThat(page("/probe/thrown", 403))
                .contains("You could not be signed in")
                .doesNotContain("class=\"button\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 429, 500, 502, 503})
    void browsersGetAPageForAnErrorThatTellsNothingFromInside(int status) {
        assertThat(page("/probe/status/" + status, status))
                .contains("<h1>", "class=\"next\"")
                .doesNotContain(SECRET, "Exception", "at com.", "/probe");
    }

    @Test
    void aProblemIsAPageForBrowsersWithTheProblemsStatus() {
        assertThat(page("/probe/problem", 409)).contains("class=\"next\"").doesNotContain(SECRET);
    }

    @Test
    void aBugIsAPageToo() {
        assertThat(page("/probe/bug", 500))
                .contains("Something went wrong on our side")
                .doesNotContain(SECRET, "IllegalState");
    }

    @Test
    void anUnknownAddressIsAPageForBrowsersAndAProblemForPrograms() {
        assertThat(page("/nowhere", 404)).contains("We cannot find this page");

        server.http()
                .get()
                .uri("/nowhere")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/problem+json", "*/*"})
    void programsGetProblems(String accepted) {
        server.http()
                .get()
                .uri("/probe/status/409")
                .header("Accept", accepted)
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(409);
    }

    @Test
    void anUnreadableAcceptHeaderIsNoBrowser() {
        server.http()
                .get()
                .uri("/nowhere")
                .header("Accept", "text")
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }

    @Test
    void assetsAreKeptByBrowsersUntilTheyChange() {
        var url = assetUrl("site.css");

        assertThat(url).matches("/assets/site\\.css\\?v=[0-9a-f]{16}");
        server.http()
                .get()
                .uri(url)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/css;charset=UTF-8")
                .expectHeader()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        assertThat(page("/probe/message", 403))
                .contains("href=\"" + url + "\"", "src=\"" + assetUrl("logo.svg") + "\"");
    }

    @Test
    void onlyAssetsAreServed() {
        page("/assets/nothing.css", 404);
        page("/assets/..%2Ftemplates%2Flayout.html", 404);
        assertThatThrownBy(() -> assetUrl("nothing.css")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String assetUrl(String name) {
        return server.context().getBean(Assets.class).url(name);
    }

    private static String page(String path, int status) {
        var body = server.browser()
                .get()
                .uri(URI.create(server.url() + path))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(body);
    }
}
