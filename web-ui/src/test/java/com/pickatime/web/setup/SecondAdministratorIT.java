package com.pickatime.web.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyInserters;

/** Two administrators have the same form open: the second one to send it is told so, and sees what the first one did. */
class SecondAdministratorIT {

    private static final String BUSINESS = "/businesses/oak";
    private static final String CONTACT = BUSINESS + "/contacts/c1";
    private static final String SEEN = "\"seen\"";
    private static final String SETTINGS = "somebody else saved these settings while you had them open";
    private static final String PERSON = "an import or another administrator was first";

    /**
     * A form that changes a setting or decides something.
     *
     * @param path where it is sent
     * @param fields what it has beside the version that was seen
     * @param service what the service is asked
     * @param told what the second one reads
     * @param shown what is there now
     */
    private record Sent(String path, Map<String, String> fields, String service, String told, String shown) {

        @Override
        public String toString() {
            return path;
        }
    }

    static final List<Sent> FORMS = List.of(
            new Sent(
                    "/global-setup/business/links",
                    Map.of("idField", "NAME", "dateOrder", "MDY", "secondProof", "ROSTER_RELATIONSHIP"),
                    "PUT " + BUSINESS + "/link-settings",
                    SETTINGS,
                    "value=\"SOURCE_ID\" selected"),
            new Sent(
                    "/global-setup/business/single-sign-on",
                    Map.of("provider", "CLASSLINK_SAML", "idpMetadataUrl", "https://mine.example.org"),
                    "PUT " + BUSINESS + "/sso-settings",
                    SETTINGS,
                    "value=\"GENERIC_SAML\" selected"),
            new Sent(
                    "/global-setup/business/display",
                    Map.of("contactName", "FIRST_LAST", "date", "DMY", "time", "TWELVE_HOUR"),
                    "PUT " + BUSINESS + "/display-options",
                    SETTINGS,
                    "value=\"LAST_FIRST\" selected"),
            new Sent(
                    "/global-setup/business/administrators/2/invitation",
                    Map.of(),
                    "POST " + BUSINESS + "/administrators/2/invitation",
                    SETTINGS,
                    "name=\"tag\" value=\"&quot;9&quot;\""),
            new Sent(
                    "/contacts/c1/overrides/familyName",
                    Map.of("value", "Bouvier"),
                    "PUT " + CONTACT + "/overrides/familyName",
                    PERSON,
                    "value=\"Simpson\""),
            new Sent(
                    "/contacts/c1/overrides/familyName/removal",
                    Map.of(),
                    "DELETE " + CONTACT + "/overrides/familyName",
                    PERSON,
                    "value=\"Simpson\""),
            new Sent(
                    "/contacts/c1/access-level",
                    Map.of("value", "ADMINISTRATOR"),
                    "PUT " + CONTACT + "/access-level",
                    PERSON,
                    "value=\"CUSTOMER\" selected"),
            new Sent("/contacts/c1/removal", Map.of("value", ""), "DELETE " + CONTACT, PERSON, "Simpson"),
            new Sent("/contacts/c1/restoration", Map.of(), "POST " + CONTACT + "/restoration", PERSON, "Simpson"),
            new Sent(
                    "/contacts/c1/quarantine",
                    Map.of("decision", "ANOTHER_PERSON"),
                    "POST " + CONTACT + "/quarantine",
                    PERSON,
                    "Nobody waits for a decision."),
            new Sent(
                    "/importer/existing/decision",
                    Map.of("decision", "CLEAR_FIRST"),
                    "PUT " + BUSINESS + "/first-import",
                    "somebody else decided the same",
                    "name=\"tag\" value=\"&quot;7.1&quot;\""),
            new Sent(
                    "/importer/existing/matches",
                    Map.of("own", "o1", "roster", "r1", "answer", "REFUSED"),
                    "PUT " + BUSINESS + "/adoption/matches/o1/r1",
                    "somebody else decided the same",
                    "name=\"tag\" value=\"&quot;7.1&quot;\""),
            new Sent(
                    "/events/e1",
                    Map.of("event.name", "Mine", "event.zone", "UTC"),
                    "PUT " + BUSINESS + "/conferences/e1",
                    SETTINGS,
                    "value=\"Theirs\""),
            new Sent(
                    "/importer/brake",
                    Map.of("brake.count", "7"),
                    "PUT " + BUSINESS + "/brake",
                    SETTINGS,
                    "value=\"33\""),
            new Sent(
                    "/events/e1/slots/p1",
                    Map.of("slots.visibility", "VISIBLE"),
                    "PUT " + BUSINESS + "/conferences/e1/slots/p1",
                    SETTINGS,
                    "value=\"HIDDEN\" selected"));

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
        var services = pages.services();
        services.answer("GET " + BUSINESS + "/link-settings", Answer.json("""
                {"idField": "SOURCE_ID", "dateOrder": "MDY", "parentsMayDetach": true, "secondProof": "OFF", "budgets": {}}"""));
        services.answer("GET " + BUSINESS + "/sso-settings", Answer.json("""
                {"provider": "GENERIC_SAML", "idpLoginUrl": null, "idpMetadataUrl": "https://theirs.example.org",
                 "attributes": {"sourceId": [], "email": [], "role": [], "tenantId": []}, "allowIdpInitiated": true,
                 "allowSha1": false, "allowAesCbc": false, "signRequests": true, "tenantId": null,
                 "changedAt": "2026-11-29T22:00:00Z", "serviceProvider": {"entityId": "e", "metadataUrl": "m",
                   "assertionConsumerUrl": "a", "singleLogoutUrl": "s", "loginUrl": "l", "signInUrl": "i", "testUrl": "https://x/t"},
                 "metadata": null, "warnings": []}"""));
        services.answer("GET " + BUSINESS + "/administrators", Answer.json("""
                {"items": [{"id": "2", "displayName": "Edna", "email": "edna@oak.example.org", "canSignIn": false,
                   "invitedUntil": "2026-12-06T22:00:00Z", "etag": "\\"9\\""}]}"""));
        services.answer("GET " + BUSINESS + "/conferences/e1", Answer.json("""
                {"conferenceId": "e1", "name": "Theirs", "zone": "UTC", "location": "", "details": "", "questions": [],
                 "rules": {"onePerTeacher": true, "onePerClass": false, "backToBack": true, "cancelMessage": ""}}"""));
        services.answer("GET " + BUSINESS + "/conferences/e1/slots/p1", Answer.json("""
                {"slotId": "p1", "teacherId": "c1", "day": "2036-10-14", "from": "15:00:00", "to": "15:15:00", "kind": "VIRTUAL",
                 "visibility": "HIDDEN", "message": "", "most": 1, "free": 1}"""));
        services.answer("GET " + CONTACT, Answer.json("""
                {"contactId": "c1", "givenName": "Marge", "familyName": "Simpson", "roles": ["PARENT"], "grades": [],
                 "active": true, "present": true, "own": false, "state": "ACTIVE", "accessLevel": "CUSTOMER",
                 "hasSecurityValue": false, "overridden": [], "rosterValues": {}}"""));
        services.answer(
                "GET " + BUSINESS + "/brake",
                Answer.json("{\"percent\": 33, \"count\": 20, \"smallPercent\": 50, \"updatedPercent\": 75,"
                        + " \"updatedCount\": 100}"));
        services.answer("POST " + BUSINESS + "/contacts/lookups", Answer.json("{\"items\": []}"));
        services.answer("GET " + CONTACT + "/relationships", Answer.json("{\"parents\": [], \"children\": []}"));
        services.answer("GET " + CONTACT + "/classes", Answer.json("{\"taught\": [], \"attended\": []}"));
        services.answer("GET " + BUSINESS + "/audit", Answer.json("{\"items\": []}"));
        services.answer("GET " + BUSINESS + "/quarantine", Answer.json("{\"items\": []}"));
        services.answer(
                "GET " + BUSINESS + "/first-import",
                Answer.json("{\"decision\": null, \"by\": null, \"at\": null, \"ownContacts\": {\"STUDENT\": 2}}"));
        services.answer("GET " + BUSINESS + "/imports", Answer.json("{\"items\": []}"));
        services.answer(
                "GET " + BUSINESS + "/adoption", Answer.json("{\"job\": null, \"matches\": {}, \"trustedRules\": []}"));
    }

    @BeforeEach
    void theFirstOneSavedSomethingElse() {
        pages.services().forget();
        pages.services().answer("GET " + BUSINESS + "/display-options", Answer.json("""
                {"contactName": "LAST_FIRST", "date": "MDY", "time": "TWELVE_HOUR"}"""));
    }

    @ParameterizedTest
    @FieldSource("FORMS")
    void isToldAndSeesWhatTheFirstOneDid(Sent sent) {
        pages.services()
                .answer(
                        sent.service(),
                        Answer.problem(
                                412, "{\"detail\": \"Get it again, and repeat the change with its new ETag.\"}"));

        var form = BodyInserters.fromFormData("tag", SEEN);
        sent.fields().forEach(form::with);
        pages.submit(AccessLevel.ADMINISTRATOR, sent.path(), form)
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("role=\"alert\"", sent.told(), sent.shown())
                        .doesNotContain("ETag", "??"));

        assertThat(pages.services().asked(sent.service()))
                .singleElement()
                .satisfies(asked -> assertThat(asked.headers()).containsEntry("if-match", SEEN));
    }

    @Test
    void findsWhatWasTypedBesideWhatIsSavedNow() {
        pages.services().answer("PUT " + BUSINESS + "/sso-settings", Answer.problem(412, "{}"));
        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/global-setup/business/single-sign-on",
                        BodyInserters.fromFormData("tag", SEEN)
                                .with("provider", "CLASSLINK_SAML")
                                .with("idpMetadataUrl", "https://mine.example.org")
                                .with("allowIdpInitiated", "true"))
                .expectBody(String.class)
                .value(page -> assertThat(page.replaceAll("\\s+", " "))
                        .contains("You had entered:")
                        .contains("IdP Metadata URL: <strong>https://mine.example.org</strong>")
                        .contains("SSO Provider: <strong>ClassLink SAML</strong>")
                        .contains("Sign our requests: <strong>off</strong>")
                        .doesNotContain("People may start at the identity provider: <strong>")
                        .contains("name=\"tag\" value=\"&quot;7.1&quot;\""));
    }

    @Test
    void seesAtOnceHowThingsAreShownSinceTheOwnChange() {
        assertThat(pages.page(AccessLevel.ADMINISTRATOR, "/contacts/c1")).isNotEmpty();
        pages.services().answer("PUT " + BUSINESS + "/display-options", Answer.json("{}"));
        pages.services().answer("GET " + BUSINESS + "/display-options", Answer.json("""
                {"contactName": "FIRST_LAST", "date": "DMY", "time": "TWENTY_FOUR_HOUR"}"""));

        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/global-setup/business/display",
                        BodyInserters.fromFormData("tag", SEEN)
                                .with("contactName", "FIRST_LAST")
                                .with("date", "DMY")
                                .with("time", "TWENTY_FOUR_HOUR"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/global-setup/business?done=display-saved");

        assertThat(pages.services().asked("PUT " + BUSINESS + "/display-options"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .isEqualTo("{\"contactName\":\"FIRST_LAST\",\"date\":\"DMY\",\"time\":\"TWENTY_FOUR_HOUR\"}"));
        assertThat(pages.page(AccessLevel.ADMINISTRATOR, "/contacts/c1"))
                .contains("<h1>Marge Simpson</h1>")
                .doesNotContain("Simpson, Marge");
    }

    @Test
    void approvesThePlanThatWasSeenAndNoOther() {
        pages.services().answer("POST " + BUSINESS + "/imports/1/approval", Answer.problem(409, "{}"));
        pages.services().answer("GET " + BUSINESS + "/imports/1", Answer.json("""
                {"importId": "1", "mode": "FULL", "trigger": "SCHEDULE", "state": "SUPERSEDED",
                 "requestedAt": "2026-11-29T22:00:00Z", "progress": {"step": "PLANNING", "fetched": [], "toPublish": 0, "published": 0, "applied": 0}, "holdReasons": [],
                 "successor": "2"}"""));

        pages.submit(
                        AccessLevel.ADMINISTRATOR,
                        "/importer/1/approval",
                        BodyInserters.fromFormData("plan", "the plan that was seen"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("role=\"alert\"", "href=\"/importer/2\""));

        assertThat(pages.services().asked("POST " + BUSINESS + "/imports/1/approval"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).isEqualTo("{\"planDigest\":\"the plan that was seen\"}"));
    }
}
