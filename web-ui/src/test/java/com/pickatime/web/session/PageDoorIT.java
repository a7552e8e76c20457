package com.pickatime.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Controller;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Who gets to which page, and what a page may do in a browser. */
class PageDoorIT {

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
        pages.services().answer("GET /businesses/oak/contacts", Answer.json("{\"items\": [], \"next\": null}"));
    }

    @TestFactory
    Stream<DynamicTest> letsEveryLevelIntoItsPagesAndNoOthers() {
        var administratorsOnly = List.of(
                "/dashboard",
                "/events",
                "/events/deletions",
                "/reports/classes",
                "/contacts",
                "/contacts/c1",
                "/importer",
                "/importer/1",
                "/importer/files",
                "/importer/switch",
                "/global-setup/business",
                "/global-setup/contacts",
                "/notifications");
        return Arrays.stream(AccessLevel.values())
                .flatMap(level -> Stream.concat(Stream.of("/children"), administratorsOnly.stream())
                        .map(path -> DynamicTest.dynamicTest(level + " " + path, () -> {
                            var open = path.equals("/children") || level == AccessLevel.ADMINISTRATOR;
                            var status = pages.browser(level)
                                    .get()
                                    .uri(path)
                                    .exchange()
                                    .returnResult(String.class)
                                    .getStatus();

                            assertThat(status.equals(HttpStatus.FORBIDDEN)).isEqualTo(!open);
                        })));
    }

    @Test
    void hasARuleForEveryPage() {
        var patterns = pages
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(mapping -> mapping.getValue().getBeanType().isAnnotationPresent(Controller.class))
                .flatMap(mapping -> mapping.getKey().getPatternsCondition().getPatterns().stream())
                .map(pattern -> pattern.getPatternString().replaceAll("\\{[^}]*}", "x"))
                .toList();

        assertThat(patterns)
                .hasSizeGreaterThan(5)
                .allSatisfy(path -> assertThat(PageAccess.of(PathContainer.parsePath(path)))
                        .as(path)
                        .isPresent());
    }

    @Test
    void leadsPeopleWhereTheyBelong() {
        assertThat(location(AccessLevel.ADMINISTRATOR)).isEqualTo("/dashboard");
        assertThat(location(AccessLevel.CUSTOMER)).isEqualTo("/children");
        pages.browser(AccessLevel.APPOINTMENT_VIEWER)
                .get()
                .uri("/")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("Hello Ada Lovelace", "Appointment Viewer", "href=\"/schedule\"")
                        .doesNotContain("href=\"/reports\""));
        pages.browser(AccessLevel.EVENT_ADMINISTRATOR)
                .get()
                .uri("/")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "es")
                .exchange()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("href=\"/reports\"", "Mi agenda", "Informes"));
    }

    private static String location(AccessLevel level) {
        return String.valueOf(pages.browser(level)
                .get()
                .uri("/")
                .exchange()
                .expectStatus()
                .is3xxRedirection()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getLocation());
    }

    @Test
    void sendsAStrangerToTheSignInPageOfTheLastBusinessAndBackAfterwards() {
        pages.stranger()
                .get()
                .uri(URI.create(pages.url() + "/contacts?q=a%20b&role=STUDENT"))
                .header(HttpHeaders.COOKIE, "__Host-pickatime-business=oak")
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/sign-in/oak?returnTo=%2Fcontacts%3Fq%3Da%2520b%26role%3DSTUDENT");
        pages.stranger()
                .get()
                .uri("/contacts")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<h1>"));
    }

    @Test
    void sendsWhoeverComesFromAMailToTheSignInPageOfItsBusiness() {
        pages.stranger()
                .get()
                .uri(URI.create(pages.url() + "/importer/1?business=oak+%26+ash"))
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/sign-in/oak%20%26%20ash?returnTo=%2Fimporter%2F1%3Fbusiness%3Doak%2B%2526%2Bash");
        pages.stranger()
                .get()
                .uri(URI.create(pages.url() + "/importer/1?business=.."))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oak/../../evil", "//evil.example", "oak\"onload", "oak%0d%0aSet-Cookie: x", "oak?x=1"})
    void takesNoPlantedBusinessForAnAddress(String planted) {
        pages.stranger()
                .get()
                .uri("/contacts")
                .header(HttpHeaders.COOKIE, "__Host-pickatime-business=" + planted)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .doesNotExist(HttpHeaders.LOCATION);
    }

    @Test
    void asksAPartOfAPageForNoSignInFormButForAReload() {
        pages.stranger()
                .get()
                .uri("/contacts")
                .header(HttpHeaders.COOKIE, "__Host-pickatime-business=oak")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("HX-Refresh", "true");
    }

    @Test
    void saysOfAnAddressThatIsNoneThatItIsNone() {
        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/nothing-here")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void refusesAFormThatAnotherSiteMadeUp() {
        pages.browser(AccessLevel.CUSTOMER)
                .post()
                .uri("/children")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData("studentId", "forged"))
                .exchange()
                .expectStatus()
                .isForbidden();

        assertThat(pages.services().asked("POST /businesses/oak/links")).isEmpty();
    }

    @Test
    void letsAPageRunItsOwnScriptsInNobodysFrame() {
        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri("/contacts")
                .exchange()
                .expectHeader()
                .valueEquals(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none';"
                                + " form-action 'self'; script-src 'self'; connect-src 'self'")
                .expectHeader()
                .valueEquals("Referrer-Policy", "same-origin")
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .value(HttpHeaders.CACHE_CONTROL, value -> assertThat(value).contains("no-store"))
                .expectHeader()
                .doesNotExist("Strict-Transport-Security");
    }

    @Test
    void saysItCannotTellWhoSomebodyIsWhileNobodyCan() {
        try (var other = new RunningPages()) {
            other.services().answer("POST /session/token", Answer.problem(503, "{}"));
            other.browser(AccessLevel.ADMINISTRATOR)
                    .get()
                    .uri("/contacts")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    @Test
    void asksForATokenOnceForAPageAndItsParts() {
        try (var other = new RunningPages()) {
            other.services().answer("GET /businesses/oak/contacts", Answer.json("{\"items\": []}"));
            for (int i = 0; i < 3; i++) {
                other.browser(AccessLevel.ADMINISTRATOR)
                        .get()
                        .uri("/contacts")
                        .exchange()
                        .expectStatus()
                        .isOk();
            }

            assertThat(other.services().asked("POST /session/token")).hasSize(1);
            assertThat(other.services().asked("GET /businesses/oak/contacts"))
                    .hasSize(3)
                    .allSatisfy(asked -> assertThat(asked.headers())
                            .containsEntry("authorization", "Bearer token-of-ADMINISTRATOR"));
        }
    }
}
