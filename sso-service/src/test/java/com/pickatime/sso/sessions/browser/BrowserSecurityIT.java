package com.pickatime.sso.sessions.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.signin.testing.TestContacts;
import com.pickatime.sso.testing.RunningService;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;

class BrowserSecurityIT {

    private static final String CSRF = "__Host-pickatime-csrf";
    private static final Pattern FIELD = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final SignedInPerson GRACE = new SignedInPerson(
            new BusinessId("oak"),
            SignedInPerson.LOCAL + "7",
            "Grace Hopper",
            AccessLevel.ADMINISTRATOR,
            SignInMethod.PASSWORD,
            null);

    private static final TestContacts CONTACTS = new TestContacts();

    private static RunningService service;

    private record Form(String field, ResponseCookie cookie) {}

    @BeforeAll
    static void start() {
        service = RunningService.start(
                TestStore.freshDatabaseName(),
                Map.of("sso.base-url", "https://sso.example.org", "sso.contacts.base-url", CONTACTS.url()));
    }

    @AfterAll
    static void stop() {
        service.close();
        CONTACTS.close();
    }

    @Test
    void tellsBrowsersWhatAPageMayDo() {
        var headers = service.browser()
                .get()
                .uri("/sign-in/oak")
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders();

        assertThat(headers.getFirst("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "https:");
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getFirst("Cache-Control")).contains("no-store");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(headers.getFirst("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }

    @Test
    void leavesTheStyleSheetToTheCache() {
        service.browser()
                .get()
                .uri("/assets/site.css")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Cache-Control", value -> assertThat(value).contains("max-age", "immutable"));
    }

    @Test
    void putsATokenIntoEachFormThatOnlyThisBrowserCanSendBack() {
        var form = form();

        assertThat(form.cookie().isSecure()).isTrue();
        assertThat(form.cookie().isHttpOnly()).isTrue();
        assertThat(form.cookie().getSameSite()).isEqualTo("Lax");
        assertThat(form.cookie().getPath()).isEqualTo("/");
        assertThat(form.field()).isNotEqualTo(form.cookie().getValue());
    }

    @Test
    void masksTheTokenAnewForEachPage() {
        var first = form();
        var again = service.browser()
                .get()
                .uri("/sign-in/oak")
                .cookie(CSRF, first.cookie().getValue())
                .exchange()
                .expectCookie()
                .doesNotExist(CSRF)
                .returnResult(String.class);

        assertThat(field(again.getResponseBody().reduce("", String::concat).block(Duration.ofSeconds(30))))
                .isNotEqualTo(first.field());
    }

    @Test
    void takesAFormThatComesBackWithItsToken() {
        var form = form();

        // the password is wrong, which the sign-in page says
        post("/sign-in/oak", form.cookie().getValue(), form.field())
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("name=\"password\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-in/oak",
                "/sign-out",
                "/sign-in/oak/forgotten-password",
                "/invitations/abc",
                "/password-links/abc",
                "/saml/oak/switch",
                "/saml/oak/acs/x",
                "/session"
            })
    void refusesAFormWithoutItsToken(String path) {
        post(path, null, null).expectStatus().isForbidden();
    }

    @Test
    void refusesTheTokenOfAnotherBrowser() {
        var mine = form();
        var other = form();

        post("/sign-in/oak", mine.cookie().getValue(), other.field())
                .expectStatus()
                .isForbidden();
        post("/sign-in/oak", mine.cookie().getValue(), mine.cookie().getValue())
                .expectStatus()
                .isForbidden();
        post("/sign-in/oak", null, mine.field()).expectStatus().isForbidden();
        post("/sign-in/oak", mine.cookie().getValue(), null).expectStatus().isForbidden();
    }

    @Test
    void tellsAPersonWhatToDoWithAnOldForm() {
        var page = service.browser()
                .post()
                .uri("/sign-in/oak")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("email=x")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectHeader()
                .exists("Content-Security-Policy")
                .returnResult(String.class)
                .getResponseBody()
                .reduce("", String::concat)
                .block(Duration.ofSeconds(30));

        assertThat(page).contains("open for too long", "reload");
    }

    @Test
    void tellsAProgramWhatToDoToo() {
        post("/sign-in/oak", null, null)
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat((String) detail).contains("open too long"));
    }

    @Test
    void takesAnIdentityProvidersFormWithoutAToken() {
        var status = post("/saml/oak/acs", null, null)
                .returnResult(String.class)
                .getResponseBody()
                .reduce("", String::concat)
                .block(Duration.ofSeconds(30));

        assertThat(status).doesNotContain("without its token");
    }

    @Test
    void doesNotProtectByATokenWhatNoBrowserPageSends() {
        service.http()
                .post()
                .uri("/oauth2/token")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectCookie()
                .doesNotExist(CSRF);
    }

    @Test
    void tellsABrowserWhoIsSignedIn() {
        service.http()
                .get()
                .uri("/session")
                .cookie(RunningService.SESSION_COOKIE, service.signIn(GRACE))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Cache-Control", value -> assertThat(value).contains("no-store"))
                .expectBody()
                .jsonPath("$.businessId")
                .isEqualTo("oak")
                .jsonPath("$.displayName")
                .isEqualTo("Grace Hopper")
                .jsonPath("$.accessLevel")
                .isEqualTo("ADMINISTRATOR")
                .jsonPath("$.method")
                .isEqualTo("PASSWORD");
    }

    @Test
    void tellsAStrangerThatNobodyIsSignedIn() {
        service.http()
                .get()
                .uri("/session")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void letsAnAdministratorEndTheSessionsOfTheBusiness() {
        var cookie = service.signIn(GRACE);

        ending(service.person("elm", AccessLevel.ADMINISTRATOR), "/businesses/oak/sessions")
                .expectStatus()
                .isForbidden();
        ending(service.person("oak", AccessLevel.EVENT_ADMINISTRATOR), "/businesses/oak/sessions")
                .expectStatus()
                .isForbidden();
        assertThat(isSignedIn(cookie)).isTrue();

        ending(service.person("oak", AccessLevel.ADMINISTRATOR), "/businesses/oak/sessions")
                .expectStatus()
                .isOk();
        assertThat(isSignedIn(cookie)).isFalse();
    }

    @Test
    void letsAnOperatorEndTheSessionsOfOnePerson() {
        var cookie = service.signIn(GRACE);

        ending(service.operator("sso.manage"), "/businesses/oak/sessions/local:8")
                .expectStatus()
                .isOk();
        assertThat(isSignedIn(cookie)).isTrue();

        ending(service.operator("sso.manage"), "/businesses/oak/sessions/local:7")
                .expectStatus()
                .isOk();
        assertThat(isSignedIn(cookie)).isFalse();
    }

    private static WebTestClient.ResponseSpec ending(String token, String path) {
        return service.http(token).method(HttpMethod.DELETE).uri(path).exchange();
    }

    private static boolean isSignedIn(String cookie) {
        return service.http()
                .get()
                .uri("/session")
                .cookie(RunningService.SESSION_COOKIE, cookie)
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .is2xxSuccessful();
    }

    private static Form form() {
        var answer = service.browser().get().uri("/sign-in/oak").exchange().returnResult(String.class);
        var page = answer.getResponseBody().reduce("", String::concat).block(Duration.ofSeconds(30));
        return new Form(
                field(page), Objects.requireNonNull(answer.getResponseCookies().getFirst(CSRF)));
    }

    private static String field(@Nullable String page) {
        var field = FIELD.matcher(Objects.requireNonNull(page));
        assertThat(field.find()).as("a field _csrf in the form").isTrue();
        return field.group(1);
    }

    private static WebTestClient.ResponseSpec post(String path, @Nullable String cookie, @Nullable String field) {
        var request = service.http().post().uri(path).contentType(MediaType.APPLICATION_FORM_URLENCODED);
        if (cookie != null) {
            request.cookie(CSRF, cookie);
        }
        return request.bodyValue(field == null ? "email=x" : "email=x&password=y&_csrf=" + field)
                .exchange();
    }
}
