package com.pickatime.sso.accounts.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.events.PasswordLinkOccasion;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.accounts.signin.FormBrowser.Answer;
import com.pickatime.sso.signin.testing.TestContacts;
import com.pickatime.sso.testing.Events;
import com.pickatime.sso.testing.RunningService;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Parents who make an account for themselves. */
@ExtendWith(OutputCaptureExtension.class)
class RegistrationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MARGE = "marge@example.org";
    private static final String GOOD = "correct horse battery staple";
    private static final String OTHER = "umbrella tuba gravel fourteen";
    private static final String PROMPTS = """
            [{"id": "p-phone", "words": "A telephone <number>?", "choices": [], "required": false},
             {"id": "p-way", "words": "How do we reach you?", "choices": ["Phone", "Mail"], "required": true}]""";
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
    void aParentGetsAnAccountByTheLinkInTheirMailAndNoneBefore() {
        CONTACTS.letsParentsRegister("ash-1", PROMPTS);
        var browser = new FormBrowser(service);
        assertThat(browser.get("/sign-in/ash-1").page()).contains("href=\"/sign-in/ash-1/register\"");

        var link = linkFor("ash-1", " Marge@Example.org ", "en");
        assertThat(CONTACTS.registered("ash-1")).isEmpty();
        assertThat(browser.get(link).page())
                .contains("Hello Marge Simpson, one step is left", "value=\"" + MARGE + '"');
        assertThat(CONTACTS.registered("ash-1")).as("looking makes none").isEmpty();
        var chosen = browser.post(link, password(GOOD));

        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.location()).isEqualTo("/");
        assertThat(CONTACTS.registered("ash-1"))
                .hasSize(1)
                .allSatisfy((contact, made) -> assertThat(made)
                        .contains(
                                "\"email\":\"" + MARGE + "\"", "\"givenName\":\"Marge\"", "\"familyName\":\"Simpson\"")
                        .contains("{\"prompt\":\"p-way\",\"asked\":\"How do we reach you?\",\"answer\":\"Mail\"}")
                        .doesNotContain("p-phone"));
        token(browser).expectStatus().isOk();
        assertThat(signIn("ash-1", MARGE, GOOD)).isEqualTo(303);
        assertThat(new FormBrowser(service).get(link).status())
                .as("the link works once")
                .isEqualTo(410);
    }

    @Test
    void everybodyGetsTheSamePageAndALetterThatFits() {
        CONTACTS.letsParentsRegister("ash-2", PROMPTS);
        CONTACTS.knowsByEmail("ash-2", "known@example.org", "s1", "Grace Hopper");
        CONTACTS.answers("ash-2", "shared@example.org", "AMBIGUOUS");
        CONTACTS.answers("ash-2", "off@example.org", "DISABLED");
        administrator("ash-2", "ada@example.org");

        var fresh = ask("ash-2", "new@example.org", "en");

        assertThat(fresh).contains("Look into your mail").doesNotContain("new@example.org", "Marge");
        for (var other : List.of("known@example.org", "shared@example.org", "off@example.org", "ada@example.org")) {
            assertThat(ask("ash-2", other, "en")).isEqualTo(fresh);
        }
        await().atMost(PATIENCE).until(() -> letters("ash-2").size() == 5);
        var occasions = new LinkedHashMap<String, PasswordLinkOccasion>();
        letters("ash-2").forEach(letter -> occasions.put(address(letter), letter.getOccasion()));
        assertThat(occasions)
                .containsOnly(
                        Map.entry("new@example.org", PasswordLinkOccasion.REGISTRATION),
                        Map.entry("known@example.org", PasswordLinkOccasion.REGISTERED_ALREADY),
                        Map.entry("shared@example.org", PasswordLinkOccasion.ASK_THE_OFFICE),
                        Map.entry("off@example.org", PasswordLinkOccasion.ASK_THE_OFFICE),
                        Map.entry("ada@example.org", PasswordLinkOccasion.ASK_THE_OFFICE));
        assertThat(letters("ash-2"))
                .filteredOn(letter -> letter.getOccasion() == PasswordLinkOccasion.ASK_THE_OFFICE)
                .allSatisfy(letter -> assertThat(link(letter)).endsWith("/sign-in/ash-2"));
    }

    @Test
    void whoHasAContactChoosesItsPasswordAndGetsNoOther() {
        CONTACTS.letsParentsRegister("ash-3", "[]");
        CONTACTS.knows("ash-3", "s1", "Grace Hopper", "CUSTOMER");
        CONTACTS.knowsByEmail("ash-3", MARGE, "s1", "Grace Hopper");

        var link = linkFor("ash-3", MARGE, "en");

        assertThat(new FormBrowser(service).get(link).page())
                .contains("Hello Grace Hopper, somebody asked for a password")
                .doesNotContain("Simpson");
        assertThat(new FormBrowser(service).fillIn(link, password(GOOD)).status())
                .isEqualTo(303);
        assertThat(CONTACTS.registered("ash-3")).isEmpty();
    }

    @Test
    void keepsWhatWasTypedAndSaysWhatToChange() {
        CONTACTS.letsParentsRegister("ash-4", PROMPTS);
        var browser = new FormBrowser(service, "es-US");
        assertThat(browser.get("/sign-in/ash-4/register").page())
                .contains("<html lang=\"es\">", "<h1>Crear una cuenta</h1>", "A telephone &lt;number&gt;?")
                .contains("(puede quedar vacío)", "<option value=\"Mail\">Mail</option>", "required=\"required\"");

        var refused = browser.post(
                "/sign-in/ash-4/register",
                Map.of(
                        "email", "marge at example",
                        "givenName", "Marge <b>",
                        "familyName", " ",
                        "answer-p-phone", "5".repeat(501),
                        "answer-p-way", "Pigeon"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page())
                .contains("<title>No ha funcionado - ", "value=\"marge at example\"", "value=\"Marge &lt;b&gt;\"")
                .contains("Escriba un correo electrónico", "Escriba sus apellidos", "Responda con 500", "Elija una de")
                .contains("aria-invalid=\"true\"", "aria-describedby=\"wrong-familyName\"", "id=\"wrong-answer-p-way\"")
                .doesNotContain("Escriba su nombre", "??", "<b>");
        var unanswered = browser.post(
                "/sign-in/ash-4/register", Map.of("email", MARGE, "givenName", "Marge", "familyName", "Simpson"));
        assertThat(unanswered.status()).isEqualTo(422);
        assertThat(unanswered.page()).contains("Responda a esto").doesNotContain("Escriba");
        assertThat(service.documents("forgotten_passwords").toString()).doesNotContain("ash-4");
    }

    @Test
    void writesInTheLanguageOfTheParent() {
        CONTACTS.letsParentsRegister("ash-5", "[]");

        assertThat(ask("ash-5", MARGE, "es")).contains("Mire su correo", "Volver a la página de inicio de sesión");

        await().atMost(PATIENCE).until(() -> letters("ash-5").size() == 1);
        assertThat(letters("ash-5").get(0).getLanguage()).isEqualTo("es");
    }

    @Test
    void isOnlyForBusinessesThatLetParentsRegister() {
        var browser = new FormBrowser(service);
        assertThat(browser.get("/sign-in/ash-6").page()).doesNotContain("register");

        var closed = browser.get("/sign-in/ash-6/register");
        assertThat(closed.status()).isEqualTo(404);
        assertThat(closed.page()).contains("You cannot create an account here", "href=\"/sign-in/ash-6\"");
        browser.get("/sign-in/ash-6");
        assertThat(browser.post("/sign-in/ash-6/register", form(MARGE)).status())
                .isEqualTo(404);
        assertThat(service.documents("forgotten_passwords").toString()).doesNotContain("ash-6");
    }

    @Test
    void makesNoContactOnceTheBusinessLetsParentsRegisterNoMore() {
        CONTACTS.letsParentsRegister("ash-7", "[]");
        var link = linkFor("ash-7", MARGE, "en");
        CONTACTS.letsNobodyRegister("ash-7");

        var refused = new FormBrowser(service).fillIn(link, password(GOOD));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.page()).contains("You cannot create an account here");
        assertThat(CONTACTS.registered("ash-7")).isEmpty();
        assertThat(signIn("ash-7", MARGE, GOOD)).isEqualTo(403);
    }

    @Test
    void saysThatTheAddressIsTakenByNow() {
        CONTACTS.letsParentsRegister("ash-8", "[]");
        var first = linkFor("ash-8", MARGE, "en");
        var second = linkFor("ash-8", MARGE, "en");
        assertThat(new FormBrowser(service).fillIn(first, password(GOOD)).status())
                .isEqualTo(303);

        var taken = new FormBrowser(service).fillIn(second, password(OTHER));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.page()).contains("There is an account with this address already", "href=\"/sign-in/ash-8\"");
        assertThat(CONTACTS.registered("ash-8")).hasSize(1);
        assertThat(signIn("ash-8", MARGE, OTHER)).isEqualTo(403);
        assertThat(signIn("ash-8", MARGE, GOOD)).isEqualTo(303);
    }

    @Test
    void whoeverIsCutOffBetweenContactAndPasswordFollowsTheLinkAgain() {
        CONTACTS.letsParentsRegister("ash-9", "[]");
        var link = linkFor("ash-9", MARGE, "en");
        CONTACTS.forgetsToAnswer(true);
        try {
            assertThat(new FormBrowser(service).fillIn(link, password(GOOD)).status())
                    .isEqualTo(503);
        } finally {
            CONTACTS.forgetsToAnswer(false);
        }
        assertThat(CONTACTS.registered("ash-9")).hasSize(1);
        assertThat(signIn("ash-9", MARGE, GOOD)).as("no password so far").isEqualTo(403);

        assertThat(new FormBrowser(service).fillIn(link, password(OTHER)).status())
                .isEqualTo(303);

        assertThat(CONTACTS.registered("ash-9")).hasSize(1);
        assertThat(signIn("ash-9", MARGE, OTHER)).isEqualTo(303);
    }

    @Test
    void whoeverIsCutOffBeforeTheLinkEndsHasTheirPassword() {
        CONTACTS.letsParentsRegister("ash-10", "[]");
        var link = linkFor("ash-10", MARGE, "en");
        var kept = service.documents("password_links").stream()
                .filter(document -> document.getString("businessId").equals("ash-10"))
                .findFirst()
                .orElseThrow();
        new FormBrowser(service).fillIn(link, password(GOOD));
        service.insert("password_links", kept);

        assertThat(new FormBrowser(service).fillIn(link, password(OTHER)).status())
                .isEqualTo(410);

        assertThat(signIn("ash-10", MARGE, OTHER)).isEqualTo(403);
        assertThat(signIn("ash-10", MARGE, GOOD)).isEqualTo(303);
        assertThat(new FormBrowser(service).get(link).status()).isEqualTo(410);
    }

    @Test
    void twoBrowsersWithOneLinkMakeOneContactAndOnePassword() throws Exception {
        CONTACTS.letsParentsRegister("ash-11", "[]");
        var link = linkFor("ash-11", MARGE, "en");
        var barrier = new CyclicBarrier(2);
        var threads = Executors.newFixedThreadPool(2);
        try {
            var both = threads.invokeAll(List.of(follow(link, GOOD, barrier), follow(link, OTHER, barrier)));

            assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(303, 410);
            assertThat(CONTACTS.registered("ash-11")).hasSize(1);
            assertThat(signIn("ash-11", MARGE, both.get(0).get() == 303 ? GOOD : OTHER))
                    .isEqualTo(303);
            assertThat(signIn("ash-11", MARGE, both.get(0).get() == 303 ? OTHER : GOOD))
                    .isEqualTo(403);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> follow(String link, String password, CyclicBarrier barrier) {
        return () -> {
            var browser = new FormBrowser(service);
            browser.get(link);
            barrier.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return browser.post(link, password(password)).status();
        };
    }

    @Test
    void fewLettersGoToOneAddressHoweverOftenSomebodyAsks() {
        CONTACTS.letsParentsRegister("ash-12", "[]");
        var first = ask("ash-12", MARGE, "en");
        for (int i = 0; i < 4; i++) {
            assertThat(ask("ash-12", MARGE, "en")).isEqualTo(first);
        }
        // who asks for a password takes from the same tries
        new FormBrowser(service).fillIn("/sign-in/ash-12/forgotten-password", Map.of("email", MARGE));

        await().atMost(PATIENCE)
                .until(() -> service.documents("forgotten_passwords").stream()
                        .noneMatch(request -> request.getString("businessId").equals("ash-12")));
        assertThat(letters("ash-12")).hasSize(SignInLimits.LINKS);
    }

    @Test
    void theAnswerWaitsForNobodyAndTheLetterForTheContactService() {
        CONTACTS.letsParentsRegister("ash-13", "[]");
        var browser = new FormBrowser(service);
        browser.get("/sign-in/ash-13/register");
        CONTACTS.isAway(true);
        try {
            assertThat(browser.post("/sign-in/ash-13/register", form(MARGE)).page())
                    .contains("Look into your mail");
            assertThat(new FormBrowser(service).get("/sign-in/ash-14/register").status())
                    .as("nobody can tell whether these may")
                    .isEqualTo(503);
            assertThat(new FormBrowser(service).get("/sign-in/ash-14").status())
                    .as("others come in")
                    .isEqualTo(200);
        } finally {
            CONTACTS.isAway(false);
        }

        await().atMost(PATIENCE).until(() -> letters("ash-13").size() == 1);
    }

    @Test
    void whatWasEnteredIsReadableNowhere(CapturedOutput log) {
        CONTACTS.letsParentsRegister("ash-15", PROMPTS);
        var link = linkFor("ash-15", MARGE, "en");
        var waiting = service.documents("password_links").toString();
        new FormBrowser(service).fillIn(link, password(GOOD));

        assertThat(waiting).contains("ash-15").doesNotContain("Simpson", "Mail", "example.org");
        assertThat(letters("ash-15").toString()).doesNotContain("Simpson", "example.org", "password-links");
        assertThat(log.getAll())
                .contains("business=ash-15 somebody wants an account: contact ", "business=ash-15 parent ")
                .doesNotContain("Simpson", MARGE, GOOD, link.replace("/password-links/", ""));
    }

    /** The path that the letter to this address leads to. */
    private static String linkFor(String business, String email, String language) {
        int before = letters(business).size();
        ask(business, email, language);
        await().atMost(PATIENCE).until(() -> letters(business).size() > before);
        var letter = letters(business).get(before);
        assertThat(address(letter)).isEqualTo(MARGE);
        return link(letter).replaceFirst(".*(?=/password-links/)", "");
    }

    private static String ask(String business, String email, String language) {
        Answer answer = new FormBrowser(service, language).fillIn("/sign-in/" + business + "/register", form(email));
        assertThat(answer.status()).isEqualTo(200);
        return answer.page();
    }

    private static Map<String, String> form(String email) {
        return Map.of("email", email, "givenName", " Marge", "familyName", "Simpson", "answer-p-way", "Mail");
    }

    private static String address(PasswordLinkIssued letter) {
        return open(letter, "password-link-address", letter.getAddressCiphertext());
    }

    private static String link(PasswordLinkIssued letter) {
        return open(letter, "password-link", letter.getLinkCiphertext());
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

    private static int signIn(String business, String email, String password) {
        return new FormBrowser(service)
                .fillIn("/sign-in/" + business, Map.of("email", email, "password", password))
                .status();
    }

    private static void administrator(String business, String email) {
        var invited = service.http(service.operator(Scopes.SSO_MANAGE))
                .post()
                .uri("/businesses/{business}/administrators", business)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("displayName", "Ada", "email", email))
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        var url = String.valueOf(Objects.requireNonNull(invited).get("invitationUrl"));
        new FormBrowser(service).fillIn(url.substring(url.indexOf("/invitations/")), password(GOOD));
    }

    private static ResponseSpec token(FormBrowser browser) {
        return service.http()
                .post()
                .uri("/session/token")
                .cookies(sent -> browser.cookies().forEach(sent::add))
                .header("X-Requested-With", "pickatime")
                .exchange();
    }

    private static Map<String, String> password(String text) {
        return Map.of("password", text, "repeated", text);
    }
}
