package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.testing.browser.Page;
import com.pickatime.simulator.records.User;
import java.net.URI;
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
import tools.jackson.databind.JsonNode;

/**
 * A parent whom nobody entered makes an account for themselves, in Spanish and without scripts, and reaches their child; the office
 * reads what they answered. Then they meet a teacher, as another parent wants to. Each test begins where the one before ended.
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

    private static final String OTHER_PARENT = "otis.other@home.example.org";
    private static final String EVENT = "Evening With Teachers";
    private static final String QUESTION = "What do you want to talk about?";

    private static District district;
    private static String event = "";
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

        page.open(link(PARENT, "pidió una cuenta para usted")).awaitText("Hola, Marisol Vega: falta un paso.");
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
        mail(PARENT, "There is one with this address already");
    }

    @Test
    @Order(7)
    void theOfficeOpensAnEvent() {
        var page = office.page();
        page.open(district.pickAtime("/events"))
                .fill("[id='event.name']", EVENT)
                .fill("[id='event.zone']", "America/Chicago")
                .click("form[action='/events'] button[type=submit]")
                .awaitText("The event is added.");
        event = URI.create(page.url()).getPath();
        page.open(district.pickAtime(event + "/slots"))
                .fill("[id='slots.days']", "2036-10-14")
                .click("form[method=post][action$='/slots'] > button:not([hidden])")
                .awaitText("slots are made.");
        page.open(district.pickAtime(event))
                .fill("[id='event.opensAt']", "01012020\t0800AM")
                .fill("[id='event.question.0.words']", QUESTION)
                .clickText("Save")
                .awaitText("The event is saved.");
    }

    @Test
    @Order(8)
    void ofTwoParentsWhoClickTheSameTimeBothSeeWhoGotIt() {
        try (var elsewhere = new Window(district)) {
            var other = elsewhere.page().open(district.pickAtime("/sign-in/" + District.BUSINESS + "/register"));
            other.fill("#email", OTHER_PARENT)
                    .fill("#givenName", "Otis")
                    .fill("#familyName", "Other")
                    .choose("select", "Phone")
                    .clickText("Send me a link")
                    .awaitText("Look into your mail");
            other.open(link(OTHER_PARENT, "asked for an account"))
                    .fill("#password", "other tubas under umbrellas")
                    .fill("#repeated", "other tubas under umbrellas")
                    .click("main button[type=submit]")
                    .awaitUrl(district.pickAtime("/children"));
            other.fill("#studentId", ServedPeople.id(child))
                    .fill("#securityValue", born.toString())
                    .clickText("Add")
                    .awaitText("The child is on your list now.");

            var address = district.pickAtime(event.replace("/events/", "/children/events/"));
            var page = home.page().open(address).awaitText("Elija");
            looksGood(home, "times");
            other.open(address).click("ul.times button").awaitText("One more step");

            page.click("ul.times button").awaitText("Otra persona acaba de tomar esta hora.");
            looksGood(home, "time-taken");
            assertThat(other.barriers()).isEmpty();
            other.clickText("Give it back").awaitText("The time is given back.");
        }
    }

    @Test
    @Order(9)
    void aParentBooksWithoutScriptsAndGetsItForTheirCalendar() {
        var page = home.page();
        page.open(district.pickAtime("/children/events")).awaitText("Elija");
        page.click("ul.times button").awaitText("Un paso más");
        looksGood(home, "one-more-step");
        page.fill("textarea", "Álgebra").clickText("Crear la cita").awaitText("Su cita está hecha.");
        looksGood(home, "booked");

        var mail = mail(PARENT, "YOUR APPOINTMENT IS CONFIRMED");
        assertThat(mail.path("text").asString()).contains(EVENT).doesNotContain("Álgebra");

        office.page()
                .open(district.pickAtime(event + "/appointments"))
                .awaitText("Marisol Vega")
                .awaitText("Álgebra");
        looksGood(office, "appointments");
    }

    @Test
    @Order(10)
    void theOfficeSeesWhatNeedsAttentionAndMovesIt() {
        var page = office.page();
        page.open(district.pickAtime(event + "/slots"))
                .click(".times .taken a")
                .click("form[action$='/removal'] button")
                .awaitText("The slot is deleted.");
        page.openUntil(district.pickAtime(event + "/appointments?only=PROBLEMS"), "The slot was deleted");
        looksGood(office, "attention");
        page.clickText("Move").awaitText("Move an appointment");
        looksGood(office, "move");
        page.clickText("Move it").awaitText("The appointment is moved.");

        mail(PARENT, "YOUR APPOINTMENT HAS ANOTHER TIME");
        page.open(district.pickAtime(event + "/appointments?only=PROBLEMS"))
                .awaitText("No appointment needs attention.");
    }

    @Test
    @Order(11)
    void theParentCancels() {
        home.page()
                .open(district.pickAtime(event.replace("/events/", "/children/events/")))
                .awaitText("Sus citas")
                .clickText("Cancelar")
                .clickText("Sí")
                .awaitText("La cita está cancelada.");
        mail(PARENT, "YOUR APPOINTMENT IS CANCELLED");
    }

    private static Page add(Page page, LocalDate date) {
        return page.open(district.pickAtime("/children"))
                .fill("#studentId", ServedPeople.id(child))
                .fill("#securityValue", date.toString())
                .clickText("Añadir");
    }

    private static String link(String address, String words) {
        var link = LINK.matcher(mail(address, words).path("text").asString());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    /** Somebody's letter with these words, once it is there. */
    private static JsonNode mail(String address, String words) {
        var inbox = district.stack().inbox();
        return Objects.requireNonNull(await().atMost(LIMIT)
                .until(
                        () -> inbox.get("/api/mails")
                                .valueStream()
                                .filter(mail ->
                                        mail.path("recipients").toString().contains('"' + address + '"'))
                                .map(mail -> inbox.get("/api/mails/"
                                        + JsonClient.segment(mail.path("id").asString())))
                                .filter(mail -> mail.path("text").asString().contains(words))
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
