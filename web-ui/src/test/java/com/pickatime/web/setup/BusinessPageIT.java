package com.pickatime.web.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;

/** Global Setup / Business. */
class BusinessPageIT {

    private static final String PAGE = "/global-setup/business";
    private static final String SIGN_ON = "/businesses/oak/sso-settings";
    private static final String LINKS = "/businesses/oak/link-settings";
    private static final String ADMINISTRATORS = "/businesses/oak/administrators";

    private static final String SETTINGS = """
            {"businessId": "oak", "provider": "CLASSLINK_SAML", "idpLoginUrl": null,
             "idpMetadataUrl": "https://idp.example.org/metadata",
             "attributes": {"sourceId": ["OR:userSourcedId", "sourcedId"], "email": ["Email"], "role": [], "tenantId": []},
             "allowIdpInitiated": true, "allowSha1": false, "allowAesCbc": false, "signRequests": true, "tenantId": null,
             "changedAt": "2026-11-29T22:00:00Z", "changedBy": "local:1",
             "serviceProvider": {"entityId": "https://pages.example.org/saml/oak/metadata",
               "metadataUrl": "https://pages.example.org/saml/oak/metadata",
               "assertionConsumerUrl": "https://pages.example.org/saml/oak/acs",
               "singleLogoutUrl": "https://pages.example.org/saml/oak/slo",
               "loginUrl": "https://pages.example.org/saml/oak/login",
               "signInUrl": "https://pages.example.org/sign-in/oak",
               "testUrl": "https://pages.example.org/saml/oak/test"},
             "metadata": {"entityId": "https://idp.example.org/", "singleSignOnUrl": "https://idp.example.org/login",
               "certificates": [{"fingerprint": "ab12cd34", "notBefore": "2026-01-01T00:00:00Z",
                 "notAfter": "2026-12-24T00:00:00Z", "daysLeft": 24}],
               "ignored": [], "fetchedAt": "2026-11-29T22:00:00Z", "lastFailure": null},
             "warnings": ["The last signing certificate ends soon."]}""";

    private static final String LINK_SETTINGS = """
            {"idField": "IDENTIFIER", "dateOrder": "DMY", "parentsMayDetach": true, "secondProof": "OFF",
             "budgets": {"parent": 15, "student": 5, "value": 20, "address": 100, "business": 1000},
             "advice": ["Set secondProof to ROSTER_RELATIONSHIP."]}""";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        pages.services().forget();
        pages.services().answer("GET " + SIGN_ON, Answer.json(SETTINGS));
        pages.services().answer("GET " + LINKS, Answer.json(LINK_SETTINGS));
        pages.services().answer("GET " + ADMINISTRATORS, Answer.json("""
                {"items": [{"id": "1", "displayName": "Seymour", "email": "skinner@oak.example.org", "canSignIn": true,
                   "invitedUntil": null},
                 {"id": "2", "displayName": "Edna", "email": "edna@oak.example.org", "canSignIn": false,
                   "invitedUntil": "2026-12-06T22:00:00Z"}], "next": "2"}"""));
    }

    @Test
    void showsWhatIsSavedInWordsAndWhatToEnterAtTheIdentityProvider() {
        var page = page(PAGE);

        assertThat(page)
                .contains("value=\"CLASSLINK_SAML\" selected=\"selected\">ClassLink SAML<")
                .contains("value=\"https://idp.example.org/metadata\"", ">OR:userSourcedId\nsourcedId</textarea>")
                .contains("24 days left", "The last signing certificate ends soon.")
                .contains("data-copy=\"https://pages.example.org/saml/oak/acs\"", "data-copied=\"Copied\"")
                // the pages' own address, whatever sso-service is told that it is
                .contains("href=\"/saml/oak/test\"")
                .contains("Without a second proof")
                .contains("Seymour", "edna@oak.example.org", "href=\"/global-setup/business?after=2\"")
                .doesNotContain("ab12cd34", "Set secondProof", "??");
    }

    @Test
    void savesSingleSignOnAsItStandsInTheForm() {
        pages.services().answer("PUT " + SIGN_ON, Answer.json(SETTINGS));

        submit("/single-sign-on", signOn())
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "?done=sign-on-saved");

        assertThat(pages.services().asked("PUT " + SIGN_ON))
                .singleElement()
                .satisfies(
                        asked -> assertThat(asked.body())
                                .isEqualTo(
                                        "{\"provider\":\"GENERIC_SAML\",\"idpMetadataUrl\":\"https://idp.example.org/x\","
                                                + "\"attributes\":{\"sourceId\":[\"uid\",\"employeeNumber\"],\"email\":[]},"
                                                + "\"allowIdpInitiated\":false,\"allowSha1\":true,\"allowAesCbc\":false,\"signRequests\":false}"));
    }

    @Test
    void leavesToTheProviderWhatIsUsualForIt() {
        pages.services().answer("PUT " + SIGN_ON, Answer.json(SETTINGS));

        submit("/single-sign-on", BodyInserters.fromFormData("provider", "NONE").with("allowIdpInitiated", ""));

        assertThat(pages.services().asked("PUT " + SIGN_ON))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).doesNotContain("allowIdpInitiated", "idpLoginUrl"));
    }

    @Test
    void keepsWhatWasTypedAndSaysBesideTheFieldWhyItWasRefused() {
        pages.services().answer("PUT " + SIGN_ON, Answer.problem(400, """
                {"detail": "2 fields need another value; see errors", "errors": [
                  {"field": "attributes.sourceId[1]", "reason": "must be 1 to 256 characters and not blank"},
                  {"field": "idpMetadataUrl", "reason": "must begin with https://"}]}"""));

        submit("/single-sign-on", signOn())
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("<title>That did not work - ")
                        .contains(
                                "role=\"alert\"", "href=\"#idpMetadataUrl\">IdP Metadata URL must begin with https://<")
                        .containsPattern("id=\"wrong-idpMetadataUrl\">IdP Metadata URL must begin with https://<")
                        .containsPattern("<input[^>]* value=\"https://idp.example.org/x\"[^>]* aria-invalid=\"true\""
                                + " aria-describedby=\"wrong-idpMetadataUrl\"")
                        .containsPattern(
                                "id=\"attributes.sourceId\"[^>]*aria-invalid=\"true\"[^>]*>uid\\s+employeeNumber<")
                        .contains("value=\"GENERIC_SAML\" selected=\"selected\"")
                        .containsPattern("id=\"allowSha1\"[^>]* checked=\"checked\"")
                        .doesNotContainPattern("id=\"signRequests\"[^>]* checked=\"checked\"")
                        // what is at fault must not be folded away
                        .contains("<details open=\"open\">")
                        .doesNotContain("see errors"));
    }

    @Test
    void testsSettingsWithoutSavingThem() {
        pages.services().answer("POST " + SIGN_ON + "/check", Answer.json(SETTINGS.replace("ends soon", "has ended")));

        submit("/single-sign-on/check", signOn())
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("Nothing is saved yet.", "The last signing certificate has ended.")
                        .contains("value=\"https://idp.example.org/x\""));

        assertThat(pages.services().asked("PUT " + SIGN_ON)).isEmpty();
        assertThat(pages.services().asked("POST " + SIGN_ON + "/check"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("GENERIC_SAML"));
    }

    @Test
    void savesParentsLinks() {
        pages.services().answer("PUT " + LINKS, Answer.json(LINK_SETTINGS));

        submit("/links", links("7")).expectStatus().isSeeOther().expectHeader().location(PAGE + "?done=links-saved");

        assertThat(pages.services().asked("PUT " + LINKS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .isEqualTo(
                                "{\"idField\":\"NAME\",\"dateOrder\":\"MDY\",\"secondProof\":\"ROSTER_RELATIONSHIP\","
                                        + "\"parentsMayDetach\":false,\"budgets\":{\"parent\":7}}"));
    }

    @Test
    void asksNobodyForANumberThatIsNone() {
        submit("/links", links("many"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("id=\"wrong-budgets.parent\">Of one parent must be a whole number<", "value=\"many\"")
                        .contains("value=\"NAME\" selected=\"selected\""));

        assertThat(pages.services().asked("PUT " + LINKS)).isEmpty();
    }

    @Test
    void showsAnInvitationOnceAndLetsNobodyKeepIt() {
        pages.services().answer("POST " + ADMINISTRATORS, Answer.json("""
                {"id": "3", "invitationUrl": "https://pages.example.org/invitations/secret", "expiresAt": "2026-12-06T22:00:00Z"}"""));

        submit(
                        "/administrators",
                        BodyInserters.fromFormData("displayName", " Edna ").with("email", "e@oak.example.org"))
                .expectStatus()
                .isOk()
                .expectHeader()
                .value(HttpHeaders.CACHE_CONTROL, value -> assertThat(value).contains("no-store"))
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("data-copy=\"https://pages.example.org/invitations/secret\"", "12/06/2026"));

        assertThat(pages.services().asked("POST " + ADMINISTRATORS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("\"displayName\":\"Edna\""));
    }

    @Test
    void keepsAnAddressThatIsNone() {
        pages.services().answer("POST " + ADMINISTRATORS, Answer.problem(400, """
                {"detail": "email: no", "errors": [{"field": "email", "reason": "must be one e-mail address"}]}"""));

        submit(
                        "/administrators",
                        BodyInserters.fromFormData("displayName", "Edna").with("email", "nowhere"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("value=\"Edna\"", "value=\"nowhere\"", "E-mail address must be one e-mail address"));
    }

    @Test
    void removesAnAdministratorButNotTheLast() {
        pages.services().answer("DELETE " + ADMINISTRATORS + "/2", new Answer(204, Map.of(), ""));
        pages.services()
                .answer(
                        "DELETE " + ADMINISTRATORS + "/1",
                        Answer.problem(409, "{\"detail\": \"this is the last local administrator who can sign in\"}"));

        submit("/administrators/2/removal", nothing()).expectStatus().isSeeOther();
        // somebody else was quicker
        submit("/administrators/9/removal", nothing()).expectStatus().isSeeOther();
        submit("/administrators/1/removal", nothing())
                .expectStatus()
                .isEqualTo(409)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("This is the last local administrator who can sign in"));

        assertThat(pages.services().asked("DELETE " + ADMINISTRATORS + "/2")).hasSize(1);
    }

    @Test
    void showsTheRestWhileAServiceIsAway() {
        pages.services().answer("GET " + LINKS, Answer.problem(503, "{}"));

        assertThat(page(PAGE))
                .contains("This cannot be shown at the moment.", "https://idp.example.org/metadata", "Seymour")
                .doesNotContain("name=\"idField\"");
    }

    private static FormInserter<String> signOn() {
        return BodyInserters.fromFormData("provider", "GENERIC_SAML")
                .with("idpLoginUrl", "")
                .with("idpMetadataUrl", " https://idp.example.org/x ")
                .with("allowIdpInitiated", "false")
                .with("allowSha1", "true")
                .with("attributes.sourceId", "uid\r\n\r\n employeeNumber")
                .with("attributes.email", "");
    }

    private static FormInserter<String> links(String tries) {
        return BodyInserters.fromFormData("idField", "NAME")
                .with("dateOrder", "MDY")
                .with("secondProof", "ROSTER_RELATIONSHIP")
                .with("budgets.parent", tries)
                .with("budgets.student", "");
    }

    private static FormInserter<String> nothing() {
        return BodyInserters.fromFormData("x", "");
    }

    private static ResponseSpec submit(String path, FormInserter<String> form) {
        return pages.submit(AccessLevel.ADMINISTRATOR, PAGE + path, form);
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
