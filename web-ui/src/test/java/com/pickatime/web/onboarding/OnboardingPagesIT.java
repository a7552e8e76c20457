package com.pickatime.web.onboarding;

import static com.pickatime.platform.access.AccessLevel.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;

class OnboardingPagesIT {

    private static final String WAITING = """
            {"businessId": "classlink-22", "businessName": "Oak <b>Unified</b>", "tenantId": "22",
             "source": "CLASSLINK_PROXY", "baseUrl": null, "consumerSecretKnown": false, "administrators": [],
             "contactIdField": "SOURCED_ID", "timeZone": null, "state": "%s", "pausedBy": %s, "activatedAt": null}""";

    private static final String OPEN = "/onboarding/classlink-22";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void oneDistrictWaits() {
        pages.services().forget();
        pages.services().answer("GET /session", Answer.json("""
                {"businessId": "onboarding-team", "subject": "local:1", "displayName": "Tess Team",
                 "accessLevel": "ADMINISTRATOR"}"""));
        is("PENDING", "null");
        pages.services().answer("GET /businesses/classlink-22/administrators", Answer.json("""
                {"items": [{"id": "a1", "displayName": "Ada", "email": "ada@oak.example", "canSignIn": false,
                            "invitedUntil": "2026-12-07T12:00:00Z", "etag": "\\"i1\\""}], "next": null}"""));
        pages.services().answer("GET /businesses/classlink-22/imports", Answer.json("{\"items\": [], \"next\": null}"));
    }

    private static void is(String state, String pausedBy) {
        is(state, pausedBy, "null");
    }

    private static void is(String state, String pausedBy, String options) {
        var district = WAITING.formatted(state, pausedBy)
                .replace("\"activatedAt\"", "\"options\": " + options + ", \"activatedAt\"");
        pages.services().answer("GET /connections/classlink-22", Answer.json(district));
        pages.services().answer("GET /connections", Answer.json("{\"items\": [" + district + "], \"next\": null}"));
    }

    @Test
    void leadsTheTeamToTheDistrictsAndShowsThemEscaped() {
        pages.browser(ADMINISTRATOR)
                .get()
                .uri("/")
                .exchange()
                .expectStatus()
                .is3xxRedirection()
                .expectHeader()
                .location("/onboarding");

        assertThat(pages.page(ADMINISTRATOR, "/onboarding?state=PENDING&q=oak"))
                .contains(
                        "Oak &lt;b&gt;Unified&lt;/b&gt;",
                        "/onboarding/classlink-22",
                        "waits to be configured",
                        "Onboarding team")
                .doesNotContain("<b>Unified");
        assertThat(pages.services().asked("GET /connections"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).contains("state=PENDING", "q=oak"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dashboard", "/contacts", "/importer", "/global-setup/contacts", "/children"})
    void keepsTheTeamFromASchoolsOwnPages(String page) {
        pages.browser(ADMINISTRATOR).get().uri(page).exchange().expectStatus().isForbidden();
    }

    @Test
    void savesWhatWasSeenAndNothingElse() {
        pages.services().answer("PUT /connections/classlink-22", Answer.json("{}"));

        saves("classlink-22", "Oak Unified", "\"7.1\"")
                .expectHeader()
                .location("/onboarding/classlink-22?done=district-saved");

        assertThat(pages.services().asked("PUT /connections/classlink-22"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.headers()).containsEntry("if-match", "\"7.1\"");
                    assertThat(asked.body())
                            .contains(
                                    "\"businessName\":\"Oak Unified\"",
                                    "\"administrators\":[\"a@oak.example\",\"b@oak.example\"]")
                            .doesNotContain("district.", "consumerKey");
                });
    }

    @Test
    void tellsWhoComesSecondAndKeepsWhatWasTyped() {
        pages.services()
                .answer(
                        "PUT /connections/classlink-22",
                        Answer.problem(
                                412, "{\"detail\": \"The connection was changed by somebody else meanwhile.\"}"));

        assertThat(body(saves("classlink-22", "My Name For It", "\"6\""), 412))
                .contains("somebody else saved these settings", "You had entered:", "My Name For It", "value=\"Oak ");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        pages.services().answer("PUT /connections/classlink-22", Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "administrators[1]", "reason": "is no e-mail address"}]}"""));

        assertThat(body(saves("classlink-22", "Oak", "\"7.1\""), 400))
                .contains("Told about imports by e-mail is no e-mail address", "href=\"#district.administrators\"");
    }

    @Test
    void givesAWaitingDistrictToTheBusinessThatItIsUnlessThatHasAConnection() {
        pages.services().answer("PUT /connections/oak-unified", Answer.json("{}"));
        saves("oak-unified", "Oak", "\"7.1\"").expectHeader().location("/onboarding/oak-unified?done=district-saved");

        pages.services()
                .answer(
                        "GET /connections/elm",
                        Answer.json(WAITING.formatted("ACTIVE", "null").replace("classlink-22", "elm")));
        assertThat(body(saves("elm", "Oak", "\"7.1\""), 409)).contains("that no other business has");
        assertThat(pages.services().asked("PUT /connections/elm")).isEmpty();
    }

    @Test
    void showsTheImportOptionsOfADistrictThatIsConfigured() {
        assertThat(pages.page(ADMINISTRATOR, OPEN)).doesNotContain("Import options");
        hasOptions();

        var page = pages.page(ADMINISTRATOR, OPEN);

        assertThat(page)
                .contains("Import options", "7_1&lt;b&gt;\n7_2</textarea>", "value=\"0 30 4 * * *\"")
                .contains("2027-06-15 - 2027-08-20</textarea>", "<option value=\"PROBLEMS\" selected=\"selected\">")
                .containsPattern("id=\"options.role.STUDENT\"[^>]*checked")
                .doesNotContainPattern("id=\"options.role.TEACHER\"[^>]*checked")
                .doesNotContain("7_1<b>", "??");
    }

    @Test
    void savesTheImportOptionsAndLeavesAllElseAsItIs() {
        hasOptions();
        pages.services().answer("PUT /connections/classlink-22", Answer.json("{}"));

        savesOptions().expectHeader().location("/onboarding/classlink-22?done=district-options");

        assertThat(pages.services().asked("PUT /connections/classlink-22"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.headers()).containsEntry("if-match", "\"7.1\"");
                    assertThat(asked.body())
                            .contains("\"businessName\":\"Oak <b>Unified</b>\"", "\"tenantId\":\"22\"")
                            .contains("\"schools\":[\"7_1\",\"a school\"]", "\"terms\":[]")
                            .contains("\"roles\":[\"STUDENT\"]", "\"linkingRoles\":[\"PARENT\"]")
                            .contains("\"enabled\":true", "\"cron\":\"01:00\"", "\"mails\":\"CHANGES\"")
                            .contains("\"from\":\"2027-06-15\"", "\"to\":\"2027-08-20\"", "\"to\":\"2027-11-26\"");
                });
        assertThat(pages.page(ADMINISTRATOR, OPEN + "?done=district-options")).contains("The options are saved.");
    }

    @Test
    void namesTheOptionThatIsWrongBesideItsField() {
        hasOptions();
        pages.services().answer("PUT /connections/classlink-22", Answer.problem(400, """
                {"detail": "x", "errors": [
                  {"field": "options.schools[1]", "reason": "must be a sourcedId"},
                  {"field": "options.schedule.blackouts[1].to", "reason": "must be a date like 2027-06-15"}]}"""));

        assertThat(body(savesOptions(), 400))
                .contains("Schools must be a sourcedId", "href=\"#options.schools\"")
                .contains(
                        "Days without imports must be a date like 2027-06-15",
                        "id=\"wrong-options.schedule.blackouts\"")
                .contains("a school</textarea>", "value=\"01:00\"");
    }

    @Test
    void tellsWhoComesSecondWithOptionsWhatTheyHadChosen() {
        hasOptions();
        pages.services()
                .answer(
                        "PUT /connections/classlink-22",
                        Answer.problem(
                                412, "{\"detail\": \"The connection was changed by somebody else meanwhile.\"}"));

        assertThat(body(savesOptions(), 412))
                .contains("You had entered:", "Imports that changed something</strong>", "7_1&lt;b&gt;")
                .doesNotContain("??");
    }

    private static void hasOptions() {
        is("ACTIVE", "null", """
                {"schools": ["7_1<b>", "7_2"], "terms": [], "roles": ["STUDENT"], "staffEmailDomains": [],
                 "linkingRoles": [], "mails": "PROBLEMS", "schedule": {"enabled": true, "cron": "0 30 4 * * *",
                 "zone": null, "blackouts": [{"from": "2027-06-15", "to": "2027-08-20"}]}}""");
    }

    private static ResponseSpec savesOptions() {
        return pages.submit(
                ADMINISTRATOR,
                OPEN,
                "/onboarding/classlink-22/options",
                BodyInserters.fromFormData("tag", "\"7.1\"")
                        .with("options.schools", "7_1\r\n a school \r\n")
                        .with("options.terms", "")
                        .with("options.role.STUDENT", "true")
                        .with("options.linking.PARENT", "true")
                        .with("options.staffEmailDomains", "")
                        .with("options.schedule.enabled", "true")
                        .with("options.schedule.cron", "01:00")
                        .with("options.schedule.zone", "")
                        .with("options.schedule.blackouts", "2027-06-15 - 2027-08-20\r\n2027-11-26")
                        .with("options.mails", "CHANGES"));
    }

    @Test
    void showsWhatALookAtTheServerFound() {
        pages.services().answer("POST /connections/classlink-22/check", Answer.json("""
                {"collections": [
                  {"collection": "users", "state": "READ", "rows": 1234, "looked": 100, "bad": 2, "reason": null},
                  {"collection": "demographics", "state": "NOT_SHARED", "rows": null, "looked": 0, "bad": 0,
                   "reason": "Enable Demographics."}], "problem": null}"""));

        assertThat(body(press("check"), 200))
                .contains("1,234", "2 of the first 100 cannot be used.", "not shared", "Enable Demographics.");
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIGURED, null, activation, POST, /connections/classlink-22/activation, district-activated",
        "ACTIVE, null, pause, PUT, /connections/classlink-22, district-paused",
        "PAUSED, '\"OPERATOR\"', resumption, PUT, /connections/classlink-22, district-resumed"
    })
    void turnsImportsOnAndOff(String state, String by, String button, String method, String path, String done) {
        is(state, by);
        pages.services().answer(method + " " + path, Answer.json("{}"));
        assertThat(pages.page(ADMINISTRATOR, "/onboarding/classlink-22")).contains("/classlink-22/" + button);

        press(button).expectHeader().location("/onboarding/classlink-22?done=" + done);

        assertThat(pages.services().asked(method + " " + path)).hasSize(1);
        assertThat(pages.page(ADMINISTRATOR, "/onboarding/classlink-22?done=" + done))
                .contains("role=\"status\"");
    }

    @Test
    void invitesByMailAndNeverShowsTheInvitation() {
        pages.services().answer("POST /businesses/classlink-22/administrators", Answer.json("{}"));
        pages.services().answer("POST /businesses/classlink-22/administrators/a1/invitation", Answer.json("{}"));

        pages.submit(
                        ADMINISTRATOR,
                        OPEN,
                        "/onboarding/classlink-22/administrators",
                        BodyInserters.fromFormData("displayName", "Ada").with("email", "ada@oak.example"))
                .expectHeader()
                .location("/onboarding/classlink-22?done=district-invited");
        press("administrators/a1/invitation").expectHeader().location("/onboarding/classlink-22?done=district-invited");

        assertThat(pages.services().asked("POST /businesses/classlink-22/administrators"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?mail=true"));
        assertThat(pages.services().asked("POST /businesses/classlink-22/administrators/a1/invitation"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.address()).endsWith("?mail=true"));
    }

    @Test
    void saysHowAServerOfTheDistrictsOwnIsSpokenToAndOfNoOtherSource() {
        is("CONFIGURED", "null");
        pages.services().answer("PUT /connections/classlink-22", Answer.json("{}"));
        assertThat(pages.page(ADMINISTRATOR, OPEN))
                .contains("name=\"district.tokenUrl\"", "OAuth 2: key and secret", "Version of OneRoster");

        speaks("CLASSLINK_DIRECT").expectStatus().isSeeOther();
        speaks("CLASSLINK_PROXY").expectStatus().isSeeOther();

        assertThat(pages.services().asked("PUT /connections/classlink-22"))
                .satisfiesExactly(
                        own -> assertThat(own.body())
                                .contains(
                                        "\"authentication\":\"OAUTH2\"",
                                        "\"tokenUrl\":\"https://login.oak.example/token\"",
                                        "\"oneRosterVersion\":\"V1_2\""),
                        other -> assertThat(other.body())
                                .doesNotContain("authentication", "tokenUrl", "oneRosterVersion"));
    }

    private static ResponseSpec speaks(String source) {
        return pages.submit(
                ADMINISTRATOR,
                OPEN,
                "/onboarding/classlink-22",
                BodyInserters.fromFormData("tag", "\"c1\"")
                        .with("district.businessId", "classlink-22")
                        .with("district.businessName", "Oak")
                        .with("district.source", source)
                        .with("district.tenantId", "22")
                        .with("district.authentication", "OAUTH2")
                        .with("district.tokenUrl", "https://login.oak.example/token")
                        .with("district.oneRosterVersion", "V1_2")
                        .with("district.administrators", "a@oak.example"));
    }

    private static ResponseSpec saves(String businessId, String name, String tag) {
        return pages.submit(
                ADMINISTRATOR,
                OPEN,
                "/onboarding/classlink-22",
                BodyInserters.fromFormData("tag", tag)
                        .with("district.businessId", businessId)
                        .with("district.businessName", name)
                        .with("district.source", "CLASSLINK_PROXY")
                        .with("district.tenantId", "22")
                        .with("district.consumerKey", "")
                        .with("district.administrators", "a@oak.example\r\nb@oak.example"));
    }

    private static ResponseSpec press(String button) {
        return pages.submit(
                ADMINISTRATOR,
                OPEN,
                "/onboarding/classlink-22/" + button,
                BodyInserters.fromFormData("pressed", "true"));
    }

    private static String body(ResponseSpec response, int status) {
        return String.valueOf(response.expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
