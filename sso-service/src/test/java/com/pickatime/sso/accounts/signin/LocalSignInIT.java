package com.pickatime.sso.accounts.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.accounts.AdministratorFixture;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.signin.testing.TestContacts;
import com.pickatime.sso.testing.RunningService;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class LocalSignInIT {

    private static final String GOOD = "correct horse battery staple";
    private static final String NEW = "umbrella tuba gravel fourteen";

    private static final TestContacts CONTACTS = new TestContacts();

    private static RunningService service;

    private record Issued(String id, String path) {}

    @BeforeAll
    static void start() {
        // the weakest strength the setting allows, for many sign-ins on a small machine
        service = RunningService.start(
                TestStore.freshDatabaseName(),
                Map.of("sso.passwords.strength", "10", "sso.contacts.base-url", CONTACTS.url()));
    }

    @AfterAll
    static void stop() {
        service.close();
        CONTACTS.close();
    }

    @Test
    void anInvitedPersonChoosesAPasswordAndIsSignedIn() {
        var browser = new FormBrowser(service);
        var ada = invite("oak-1", "Ada Byron", "ada@example.org");

        var page = browser.get(ada.path());

        assertThat(page.page())
                .contains("Hello Ada Byron", "value=\"ada@example.org\"", "at most 72 characters; fewer with accents");
        assertThat(page.raw().getResponseHeaders().getFirst("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.raw().getResponseHeaders().getCacheControl()).contains("no-store");

        var chosen = browser.post(ada.path(), Map.of("password", GOOD, "repeated", GOOD));

        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.location()).isEqualTo("/");
        assertThat(browser.get("/").page())
                .contains("Hello Ada Byron", "oak-1", "With a password of pickAtime")
                .contains("href=\"/saml/oak-1/test\"", "action=\"/sign-out\"", "name=\"_csrf\"");
    }

    @Test
    void anInvitationWorksOnce() {
        var ada = administrator("oak-2", "ada@example.org");
        var late = new FormBrowser(service).get(ada.path());

        assertThat(late.status()).isEqualTo(410);
        assertThat(late.page()).contains("This invitation no longer works");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%24ne", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aTokenThatNeverWasLooksLikeAUsedOne(String token) {
        assertThat(new FormBrowser(service).get("/invitations/" + token).status())
                .isEqualTo(410);
    }

    @Test
    void anUnfitPasswordIsExplainedAndTheInvitationStaysGood() {
        var browser = new FormBrowser(service);
        var ada = invite("oak-3", "Ada", "ada@example.org");

        var weak = browser.fillIn(ada.path(), Map.of("password", "passwordpassword", "repeated", "passwordpassword"));
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.page()).contains("too easy to guess", "role=\"alert\"").doesNotContain("passwordpassword");

        assertThat(browser.fillIn(ada.path(), Map.of("password", GOOD, "repeated", NEW))
                        .page())
                .contains("not the same");
        assertThat(browser.fillIn(ada.path(), Map.of()).page()).contains("at least 12 characters");
        assertThat(browser.fillIn(ada.path(), Map.of("password", GOOD, "repeated", GOOD))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void anAdministratorSignsInAndLandsWhereTheLinkSaid() {
        administrator("oak-4", "ada@example.org");
        var browser = new FormBrowser(service);

        var in = browser.fillIn("/sign-in/oak-4?returnTo=/saml/oak-4/test?a=b", form("Ada@Example.org", GOOD));

        assertThat(in.status()).isEqualTo(303);
        assertThat(in.location()).isEqualTo("/saml/oak-4/test?a=b");
        assertThat(browser.cookies()).containsKey(RunningService.SESSION_COOKIE);
        assertThat(browser.get("/").page()).contains("You are signed in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "https://evil.example/", "/%5Cevil.example", "/%252fevil.example", "%0d%0aX:y"
            })
    void nobodyLandsOnAnotherSite(String elsewhere) {
        var business = "oak-away-" + Integer.toHexString(elsewhere.hashCode());
        administrator(business, "ada@example.org");

        var in = new FormBrowser(service)
                .fillIn("/sign-in/" + business + "?returnTo=" + elsewhere, form("ada@example.org", GOOD));

        assertThat(in.status()).isEqualTo(303);
        assertThat(in.location()).isEqualTo("/");
    }

    @Test
    void everyRefusalLooksTheSame() {
        administrator("oak-5", "ada@example.org");
        invite("oak-5", "Grace", "grace@example.org");
        for (int i = 0; i < 5; i++) {
            refused("oak-5", "locked@example.org", GOOD);
        }

        var wrong = refused("oak-5", "ada@example.org", "wrong horse battery staple");

        assertThat(wrong)
                .contains("The e-mail address or password is not right, or the account is locked for some minutes")
                .doesNotContain("ada@example.org", "wrong horse");
        assertThat(refused("oak-5", "nobody@example.org", GOOD)).isEqualTo(wrong);
        assertThat(refused("oak-5", "locked@example.org", GOOD)).isEqualTo(wrong);
        assertThat(refused("oak-5", "grace@example.org", GOOD)).isEqualTo(wrong);
        assertThat(refused("oak-5", "", "")).isEqualTo(wrong);
        assertThat(refused("no-such-business", "ada@example.org", GOOD)).isEqualTo(wrong);
    }

    @Test
    void aBusinessThatDoesNotExistLooksLikeOneWithoutSingleSignOn() {
        administrator("oak-6", "ada@example.org");

        assertThat(plain(
                        new FormBrowser(service)
                                .get("/sign-in/no-such-business")
                                .page(),
                        "no-such-business"))
                .isEqualTo(plain(new FormBrowser(service).get("/sign-in/oak-6").page(), "oak-6"))
                .doesNotContain("/saml/");
    }

    @Test
    void aBusinessWithoutANameIsRefused() {
        var page = new FormBrowser(service).get("/sign-in/%20");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.page()).contains("<h1>").doesNotContain("BusinessId", "Exception");
        service.http(service.operator(Scopes.SSO_MANAGE))
                .get()
                .uri("/businesses/{business}/administrators", " ")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void singleSignOnIsOfferedOnceItIsSetUp() {
        var settings = new SsoSettings(
                new BusinessId("oak-7"),
                SsoProvider.CLASSLINK_SAML,
                null,
                URI.create("https://idp.example/metadata"),
                AttributeMapping.DEFAULTS,
                true,
                false,
                false,
                false,
                null);
        AdministratorFixture.await(service.bean(SsoSettingsStore.class).save(settings, "a test"));

        assertThat(new FormBrowser(service)
                        .get("/sign-in/oak-7?returnTo=/a?b=c")
                        .page())
                .contains("href=\"/saml/oak-7/login?returnTo=%2Fa%3Fb%3Dc\"", "Sign in with ClassLink");
    }

    @Test
    void administratorsComeInThoughTheSettingsOfSingleSignOnAreSpoilt() {
        administrator("oak-11", "ada@example.org");
        Mono.from(service.database()
                        .getCollection("sso_settings")
                        .insertOne(new Document("_id", "oak-11").append("provider", "SOMETHING_ELSE")))
                .block(Duration.ofSeconds(30));
        var browser = new FormBrowser(service);

        var page = browser.get("/sign-in/oak-11");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.page()).contains("Sign-in with your school account does not work", "Tell your administrator");
        assertThat(browser.post("/sign-in/oak-11", form("ada@example.org", GOOD))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        administrator("oak-8", "ada@example.org");
        var browser = new FormBrowser(service);
        browser.get("/sign-in/oak-8");
        browser.forgetForm();

        var forged = browser.post("/sign-in/oak-8", form("ada@example.org", GOOD));

        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.page()).contains("You cannot open this page").doesNotContain("csrf");
        assertThat(browser.cookies()).doesNotContainKey(RunningService.SESSION_COOKIE);
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOldOne() {
        var ada = administrator("oak-9", "ada@example.org");
        var old = new FormBrowser(service);
        old.fillIn("/sign-in/oak-9", form("ada@example.org", GOOD));
        var again = invited(service.http(service.operator(Scopes.SSO_MANAGE))
                .post()
                .uri("/businesses/oak-9/administrators/{id}/invitation", ada.id())
                .exchange());
        assertThat(old.get("/").page()).contains("You are signed in");

        new FormBrowser(service).fillIn(again.path(), Map.of("password", NEW, "repeated", NEW));

        assertThat(old.get("/").page()).contains("You are not signed in");
        refused("oak-9", "ada@example.org", GOOD);
        assertThat(new FormBrowser(service)
                        .fillIn("/sign-in/oak-9", form("ada@example.org", NEW))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void theLogKeepsAddressesPasswordsAndTokensToItself(CapturedOutput log) {
        var ada = administrator("oak-10", "ada.l@example.org");
        refused("oak-10", "ada.l@example.org", "another wrong horse");

        assertThat(log.getAll())
                .contains(ada.id() + ": WRONG_PASSWORD")
                .doesNotContain("ada.l", GOOD, "wrong horse", ada.path().replace("/invitations/", ""));
    }

    @Test
    void stylesAndPicturesComeWithoutCookies() {
        service.browser()
                .get()
                .uri("/assets/site.css")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Cache-Control", ".*public.*immutable.*")
                .expectCookie()
                .doesNotExist("__Host-pickatime-csrf");
    }

    private static String refused(String business, String email, String password) {
        var answer = new FormBrowser(service).fillIn("/sign-in/" + business, form(email, password));
        assertThat(answer.status()).isEqualTo(403);
        return plain(answer.page(), business);
    }

    /** Without the form's token, which differs each time, and the business that was asked for. */
    private static String plain(String page, String business) {
        return page.replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "")
                .replace("href=\"/sign-in/" + business + '/', "href=\"/sign-in/business/");
    }

    private static Map<String, String> form(String email, String password) {
        return Map.of("email", email, "password", password);
    }

    private static Issued administrator(String business, String email) {
        var invitation = invite(business, "Ada", email);
        var chosen = new FormBrowser(service).fillIn(invitation.path(), Map.of("password", GOOD, "repeated", GOOD));
        assertThat(chosen.status()).isEqualTo(303);
        return invitation;
    }

    private static Issued invite(String business, String name, String email) {
        return invited(service.http(service.operator(Scopes.SSO_MANAGE))
                .post()
                .uri("/businesses/{business}/administrators", business)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("displayName", name, "email", email))
                .exchange());
    }

    private static Issued invited(WebTestClient.ResponseSpec response) {
        var body = response.expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        var url = String.valueOf(Objects.requireNonNull(body).get("invitationUrl"));
        return new Issued(String.valueOf(body.get("id")), url.substring(url.indexOf("/invitations/")));
    }
}
