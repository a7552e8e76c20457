package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.testing.browser.Page;
import com.pickatime.simulator.records.User;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A parent whom nobody entered makes an account for themselves, in Spanish and without scripts, and reaches their child; the office
 * reads what they answered. Each test begins where the one before ended.
 */
@EnabledIf("com.pickatime.local.testing.browser.Chromium#isInstalled")
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedDistrict.class)
class RegistrationJourneyIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String OFFICE = "olga.office@maplewood.example.org";
    private static final String PARENT = "marisol.vega@home.example.org";
    private static final String PASSWORD = "una tuba bajo el paraguas";
    private static final String PROMPT = "How shall we reach you?";
    private static final Pattern LINK = Pattern.compile("http://\\S+/password-links/\\S+");

    private static District district;
    private static User child;
    private static LocalDate born;

    /** Of the administrator, and of the parent, who stay signed in from step to step. */
    private static Window office;

    private static Window home;

    @BeforeAll
    static void start(District started) {
        district = started;
        district.openForSignIn();
        var people = ServedPeople.of(SharedDistrict.STUDENTS, District.SEED);
        child = people.students()
                .filter(student -> people.birthDate(student).isPresent())
                .findFirst()
                .orElseThrow();
        born = people.birthDate(child).orElseThrow();
        office = new Window(district);
        home = new Window(district);
        home.page().reading("es-US,es").as(390, false).withScripts(false);
    }

    @AfterAll
    static void stop() {
        office.close();
        home.close();
    }

    @Test
    @Order(1)
    void nobodyMakesAnAccountBeforeTheOfficeLetsThem() {
        var page = home.page().open(district.pickAtime("/sign-in/" + District.BUSINESS));
        assertThat(page.awaitText("¿Ha olvidado su contraseña?").text()).doesNotContain("Crear una cuenta");

        page.open(district.pickAtime("/sign-in/" + District.BUSINESS + "/register"))
                .awaitText("Aquí no puede crear una cuenta");
    }

    @Test
    @Order(2)
    void theOfficeLetsParentsRegisterAndAddsAPrompt() {
        var invited = district.stack()
                .sso()
                .post(
                        "/businesses/" + District.BUSINESS + "/administrators",
                        Map.of("displayName", "Olga Office", "email", OFFICE));
        var page = office.page()
                .open(invited.path("invitationUrl").asString())
                .fill("#password", "a tuba in the umbrella stand")
                .fill("#repeated", "a tuba in the umbrella stand")
                .click("main button[type=submit]")
                .awaitUrl(district.pickAtime("/dashboard"));

        page.open(district.pickAtime("/global-setup/contacts"))
                .awaitText("Custom prompts")
                .click("#parentsMayRegister")
                .clickText("Save")
                .awaitText("It is saved.");
        page.clickText("Add a prompt")
                .fill("#words", PROMPT)
                .fill("#choices", "Phone\nMail")
                .click("#required");
        looksGood(office, "prompt");
        page.clickText("Save the prompt").awaitText("The prompt is saved.").awaitText("Phone, Mail");
        page.clickText("Add a prompt")
                .fill("#words", "Do you need an interpreter?")
                .clickText("Save the prompt")
                .awaitText("The answer is a text.");
        page.clickText("Up").awaitText("The prompt is moved.");
        looksGood(office, "prompts");
    }

    @Test
    @Order(3)
    void aParentRegistersInSpanishAndChoosesAPasswordByTheMail() {
        var page = home.page();
        page.openUntil(district.pickAtime("/sign-in/" + District.BUSINESS), "Crear una cuenta");
        page.clickText("Crear una cuenta").awaitText(PROMPT);
        page.fill("#email", PARENT).fill("#givenName", "Marisol").clickText("Enviarme un enlace");

        page.awaitText("Escriba sus apellidos").awaitText("Responda a esto");
        looksGood(home, "register-refused");
        page.fill("#familyName", "Vega").choose("select", "Mail").clickText("Enviarme un enlace");
        page.awaitText("Mire su correo");

        page.open(link()).awaitText("Hola, Marisol Vega: falta un paso.");
        page.fill("#password", "corta").fill("#repeated", "corta").clickText("Guardar la contraseña");
        page.fill("#password", "marisol vega marisol")
                .fill("#repeated", "marisol vega marisol")
                .clickText("Guardar la contraseña")
                .awaitText("Elija una contraseña que no contenga su nombre");
        looksGood(home, "register-password");
        page.fill("#password", PASSWORD).fill("#repeated", PASSWORD).clickText("Guardar la contraseña");
        page.awaitUrl(district.pickAtime("/children")).awaitText("Añadir a un hijo o una hija");
    }

    @Test
    @Order(4)
    void theParentReachesTheirChildByItsBirthDateAlone() {
        add(home.page(), born.plusDays(1)).awaitText("dígale este código");
        add(home.page(), born).awaitText("Ya está en su lista.");
        looksGood(home, "registered-parent");
    }

    @Test
    @Order(5)
    void theOfficeReadsAndChangesWhatTheParentAnswered() {
        var page = office.page();
        page.open(district.pickAtime("/contacts?q=marisol"))
                .clickText("Marisol Vega")
                .awaitText("Custom fields")
                .awaitText(PROMPT + " Mail");
        looksGood(office, "custom-fields");

        page.click("details:has(select[id^=answer-]) summary")
                .choose("select[id^=answer-]", "Phone")
                .click("form[action*='/answers/']:has(select) button")
                .awaitText("The answer is saved.")
                .awaitText(PROMPT + " Phone")
                .awaitText("Answer to a prompt changed");
    }

    @Test
    @Order(6)
    void whoeverAsksAgainIsToldByMailAlone() {
        try (var elsewhere = new Window(district)) {
            var page = elsewhere.page().open(district.pickAtime("/sign-in/" + District.BUSINESS + "/register"));
            assertThat(page.barriers()).isEmpty();
            page.clickText("Send me a link").awaitText("Please write your first name");
            assertThat(page.barriers()).as("with what is wrong").isEmpty();
            page.fill("#email", PARENT)
                    .fill("#givenName", "Mallory")
                    .fill("#familyName", "Other")
                    .choose("select", "Phone")
                    .clickText("Send me a link")
                    .awaitText("Look into your mail");
        }
        letter("There is one with this address already");
    }

    private static Page add(Page page, LocalDate date) {
        return page.open(district.pickAtime("/children"))
                .fill("#studentId", ServedPeople.id(child))
                .fill("#securityValue", date.toString())
                .clickText("Añadir");
    }

    private static String link() {
        var link = LINK.matcher(letter("pidió una cuenta para usted"));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    /** The text of the parent's letter with these words, once it is there. */
    private static String letter(String words) {
        var inbox = district.stack().inbox();
        return Objects.requireNonNull(await().atMost(LIMIT)
                .until(
                        () -> inbox.get("/api/mails")
                                .valueStream()
                                .filter(mail ->
                                        mail.path("recipients").toString().contains('"' + PARENT + '"'))
                                .map(mail -> inbox.get("/api/mails/"
                                        + JsonClient.segment(mail.path("id").asString())))
                                .map(mail -> mail.path("text").asString())
                                .filter(text -> text.contains(words))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull));
    }

    /** On what it is open on; axe needs scripts. */
    private static void looksGood(Window window, String name) {
        window.picture("registration-" + name);
        var page = window.page();
        assertThat(page.isTooWide()).as(name + " is too wide").isFalse();
        if (window == office) {
            assertThat(page.barriers()).as(name).isEmpty();
            page.as(320, true);
            window.picture("registration-" + name + "-320-dark");
            assertThat(page.isTooWide()).as(name + " is too wide for a phone").isFalse();
            page.as(1280, false);
        }
    }
}
