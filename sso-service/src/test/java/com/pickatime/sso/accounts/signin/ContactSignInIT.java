package com.pickatime.sso.accounts.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.signin.testing.TestContacts;
import com.pickatime.sso.testing.Events;
import com.pickatime.sso.testing.RunningService;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

@ExtendWith(OutputCaptureExtension.class)
class ContactSignInIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GRACE = "grace@example.org";
    private static final String GOOD = "correct horse battery staple";
    private static final String NEW = "umbrella tuba gravel fourteen";
    private static final TestContacts CONTACTS = new TestContacts();

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(
                TestStore.freshDatabaseName(),
                Map.of(
                        "sso.passwords.strength",
                        "10",
                        "sso.passwords.sweep-interval",
                        "100ms",
                        "sso.contacts.base-url",
                        CONTACTS.url()));
    }

    @AfterAll
    static void stop() {
        service.close();
        CONTACTS.close();
    }

    @Test
    void aParentChoosesAPasswordByTheLetterAndSignsInWithIt() {
        graceIsKnownAt("fir-1", "CUSTOMER");
        var browser = new FormBrowser(service);

        var link = linkFor("fir-1", GRACE);
        assertThat(browser.get(link).page()).contains("Hello Grace Hopper", "value=\"" + GRACE + '"');
        var chosen = browser.post(link, password(GOOD));

        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.location()).isEqualTo("/");
        assertThat(browser.get("/").page())
                .contains("Hello Grace Hopper", "fir-1", "With a password of pickAtime", "your own appointments");
        var again = new FormBrowser(service);
        assertThat(again.fillIn("/sign-in/fir-1", form(GRACE, GOOD)).status()).isEqualTo(303);
        token(again).expectStatus().isOk();
    }

    @Test
    void aContactWhoLeftGetsNoTokenAnyMore() {
        graceIsKnownAt("fir-2", "APPOINTMENT_VIEWER");
        var browser = new FormBrowser(service);
        browser.fillIn(linkFor("fir-2", GRACE), password(GOOD));
        token(browser).expectStatus().isOk();

        CONTACTS.answers("fir-2", TestContacts.contactId("s1"), "UNKNOWN");

        token(browser).expectStatus().isUnauthorized();
    }

    @Test
    void aLinkWorksOnceAndOnlyForWhoMayComeIn() {
        graceIsKnownAt("fir-3", "CUSTOMER");
        var link = linkFor("fir-3", GRACE);
        CONTACTS.answers("fir-3", TestContacts.contactId("s1"), "UNKNOWN");
        assertThat(new FormBrowser(service).get(link).status()).isEqualTo(410);
        graceIsKnownAt("fir-3", "CUSTOMER");
        var late = new FormBrowser(service);
        late.get(link);
        new FormBrowser(service).fillIn(link, password(GOOD));

        var used = late.post(link, password(NEW));

        assertThat(used.status()).isEqualTo(410);
        assertThat(used.page()).contains("This link no longer works");
        assertThat(new FormBrowser(service).get(link).status()).isEqualTo(410);
        assertThat(new FormBrowser(service)
                        .fillIn("/sign-in/fir-3", form(GRACE, GOOD))
                        .status())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%24ne", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aTokenThatNeverWasLooksLikeAUsedOne(String token) {
        assertThat(new FormBrowser(service).get("/password-links/" + token).status())
                .isEqualTo(410);
    }

    @Test
    void anUnfitPasswordLeavesTheLinkGood() {
        graceIsKnownAt("fir-4", "CUSTOMER");
        var link = linkFor("fir-4", GRACE);
        var browser = new FormBrowser(service);

        var named = browser.fillIn(link, password("grace hopper at sea"));

        assertThat(named.status()).isEqualTo(422);
        assertThat(named.page()).contains("without your name").doesNotContain("at sea");
        assertThat(browser.fillIn(link, password(GOOD)).status()).isEqualTo(303);
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOldOne() {
        graceIsKnownAt("fir-5", "CUSTOMER");
        var old = new FormBrowser(service);
        old.fillIn(linkFor("fir-5", GRACE), password(GOOD));
        assertThat(old.get("/").page()).contains("You are signed in");

        new FormBrowser(service).fillIn(linkFor("fir-5", GRACE), password(NEW));

        assertThat(old.get("/").page()).contains("You are not signed in");
        refused("fir-5", GRACE, GOOD);
    }

    @Test
    void everybodyWhoForgotAPasswordGetsTheSameAnswer() {
        graceIsKnownAt("fir-6", "CUSTOMER");
        CONTACTS.answers("fir-6", "shared@example.org", "AMBIGUOUS");
        CONTACTS.answers("fir-6", "off@example.org", "DISABLED");
        administrator("fir-6", "ada@example.org");

        var known = forgot("fir-6", GRACE);

        assertThat(known).contains("Look into your mail").doesNotContain(GRACE);
        assertThat(forgot("fir-6", "nobody@example.org")).isEqualTo(known);
        assertThat(forgot("fir-6", "shared@example.org")).isEqualTo(known);
        assertThat(forgot("fir-6", "off@example.org")).isEqualTo(known);
        assertThat(forgot("fir-6", "ada@example.org")).isEqualTo(known);
        assertThat(forgot("fir-6", "e".repeat(400))).isEqualTo(known);
        assertThat(forgot("fir-6", "")).isEqualTo(known);
        await().atMost(PATIENCE).until(() -> pending("fir-6") == 0);
        assertThat(letters("fir-6")).hasSize(1);
    }

    @Test
    void theAnswerWaitsForNobodyAndTheLetterForTheContactService() {
        graceIsKnownAt("fir-7", "CUSTOMER");
        CONTACTS.isAway(true);
        try {
            assertThat(forgot("fir-7", GRACE)).contains("Look into your mail");
        } finally {
            CONTACTS.isAway(false);
        }

        await().atMost(PATIENCE).until(() -> letters("fir-7").size() == 1);
    }

    @Test
    void fewLettersGoToOneAddressHoweverOftenSomebodyAsks() {
        graceIsKnownAt("fir-8", "CUSTOMER");
        var first = forgot("fir-8", GRACE);
        for (int i = 0; i < 5; i++) {
            assertThat(forgot("fir-8", GRACE)).isEqualTo(first);
        }

        await().atMost(PATIENCE).until(() -> pending("fir-8") == 0);
        assertThat(letters("fir-8")).hasSize(SignInLimits.LINKS);
    }

    @Test
    void refusesContactsAsItRefusesEverybody() {
        graceIsKnownAt("fir-9", "CUSTOMER");
        CONTACTS.knowsByEmail("fir-9", "new@example.org", "s2", "Somebody");
        new FormBrowser(service).fillIn(linkFor("fir-9", GRACE), password(GOOD));

        var wrong = refused("fir-9", GRACE, NEW);

        assertThat(refused("fir-9", "nobody@example.org", GOOD)).isEqualTo(wrong);
        assertThat(refused("fir-9", "new@example.org", GOOD)).isEqualTo(wrong);
        CONTACTS.answers("fir-9", GRACE, "AMBIGUOUS");
        assertThat(refused("fir-9", GRACE, GOOD)).isEqualTo(wrong);
    }

    @Test
    void saysThatNobodyCanBeLookedUpWhileTheContactServiceIsAway() {
        graceIsKnownAt("fir-10", "CUSTOMER");
        var link = linkFor("fir-10", GRACE);
        CONTACTS.isAway(true);
        try {
            assertThat(new FormBrowser(service).get(link).status()).isEqualTo(503);
            assertThat(new FormBrowser(service)
                            .fillIn("/sign-in/fir-10", form(GRACE, GOOD))
                            .status())
                    .isEqualTo(503);
        } finally {
            CONTACTS.isAway(false);
        }
        assertThat(new FormBrowser(service).fillIn(link, password(GOOD)).status())
                .isEqualTo(303);
    }

    @Test
    void addressesLinksAndPasswordsAreReadableNowhere(CapturedOutput log) {
        graceIsKnownAt("fir-11", "CUSTOMER");
        var link = linkFor("fir-11", GRACE);
        var token = link.replace("/password-links/", "");
        new FormBrowser(service).fillIn(link, password(GOOD));
        refused("fir-11", GRACE, NEW);

        assertThat(log.getAll())
                .contains("forgot a password: contact contact-s1", "contact contact-s1 chose a password")
                .doesNotContain(GRACE, token, GOOD, NEW, "Grace Hopper");
        assertThat(letters("fir-11").toString()).doesNotContain("example.org", token, "password-links", "Hopper");
        assertThat(service.documents("forgotten_passwords").toString()
                        + service.documents("password_links")
                        + service.documents("contact_passwords"))
                .contains("contact-s1")
                .doesNotContain("example.org", token, GOOD, "Hopper");
    }

    private static void graceIsKnownAt(String business, String level) {
        CONTACTS.knows(business, "s1", "Grace Hopper", level);
        CONTACTS.knowsByEmail(business, GRACE, "s1", "Grace Hopper");
    }

    /** The path that the next letter leads to. */
    private static String linkFor(String business, String email) {
        int before = letters(business).size();
        forgot(business, email);
        await().atMost(PATIENCE).until(() -> letters(business).size() > before);
        var letter = letters(business).get(before);
        assertThat(open(letter, "password-link-address", letter.getAddressCiphertext()))
                .isEqualTo(email);
        var url = open(letter, "password-link", letter.getLinkCiphertext());
        return url.substring(url.indexOf("/password-links/"));
    }

    private static String open(PasswordLinkIssued letter, String field, ByteBuffer ciphertext) {
        var bytes = new byte[ciphertext.remaining()];
        ciphertext.duplicate().get(bytes);
        return service.bean(FieldCipher.class)
                .open(new BusinessId(letter.getBusinessId()), letter.getContact(), field, bytes);
    }

    private static List<PasswordLinkIssued> letters(String business) {
        return Events.of(Topics.PASSWORD_LINKS, business, PasswordLinkIssued.class);
    }

    private static long pending(String business) {
        return service.documents("forgotten_passwords").stream()
                .filter(request -> request.getString("businessId").equals(business))
                .count();
    }

    private static String forgot(String business, String email) {
        var answer =
                new FormBrowser(service).fillIn("/sign-in/" + business + "/forgotten-password", Map.of("email", email));
        assertThat(answer.status()).isEqualTo(200);
        return answer.page();
    }

    private static String refused(String business, String email, String password) {
        var answer = new FormBrowser(service).fillIn("/sign-in/" + business, form(email, password));
        assertThat(answer.status()).isEqualTo(403);
        return answer.page().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    private static void administrator(String business, String email) {
        var body = service.http(service.operator(Scopes.SSO_MANAGE))
                .post()
                .uri("/businesses/{business}/administrators", business)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("displayName", "Ada", "email", email))
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        var url = String.valueOf(Objects.requireNonNull(body).get("invitationUrl"));
        new FormBrowser(service).fillIn(url.substring(url.indexOf("/invitations/")), password(GOOD));
    }

    private static WebTestClient.ResponseSpec token(FormBrowser browser) {
        return service.http()
                .post()
                .uri("/session/token")
                .cookies(sent -> browser.cookies().forEach(sent::add))
                .header("X-Requested-With", "pickatime")
                .exchange();
    }

    private static Map<String, String> form(String email, String password) {
        return Map.of("email", email, "password", password);
    }

    private static Map<String, String> password(String text) {
        return Map.of("password", text, "repeated", text);
    }
}
