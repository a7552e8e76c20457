package com.pickatime.sso.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.testing.Browser;
import com.pickatime.sso.signin.testing.SharedEnvironment;
import com.pickatime.sso.signin.testing.SignInFlow;
import com.pickatime.sso.signin.testing.TestIdp;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The way in, as browsers and identity providers see it. */
class SignInIT {

    private final SignInFlow flow = SharedEnvironment.flow();

    @Test
    void signsSomebodyInWhoAskedForIt() {
        var login = flow.browser().get(flow.base() + "/login?returnTo=/appointments?day=1");
        assertThat(login.status()).isEqualTo(303);
        assertThat(login.location()).startsWith(flow.idp().loginUrl() + "?SAMLRequest=");
        assertThat(login.header("Cache-Control")).contains("no-store");
        assertThat(login.header("Set-Cookie"))
                .contains("__Host-pickatime-login=", "Path=/", "Secure", "HTTPOnly", "SameSite=Lax", "Max-Age=600");

        var answer = flow.post(flow.response(SignInFlow.requestId(login), "s1"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).startsWith(flow.publicBase() + "/complete?ticket=");
        assertThat(flow.whoAmI()).as("the post alone").isEmpty();

        var complete = flow.browser().get(answer.location());
        assertThat(complete.status()).isEqualTo(303);
        assertThat(complete.location()).isEqualTo("/appointments?day=1");
        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void countsAsASignInOfSomebodyWhoHasAPasswordToo() {
        var passwords = SharedEnvironment.service().service().database().getCollection("contact_passwords");
        var before = new Date(0);
        Mono.from(passwords.insertOne(new Document("_id", flow.business() + ":contact-s1")
                        .append("businessId", flow.business())
                        .append("contactId", "contact-s1")
                        .append("passwordHash", "hash")
                        .append("lastSignInAt", before)))
                .block(Duration.ofSeconds(30));

        flow.signIn("s1");

        var kept = Mono.from(passwords.find(Filters.eq("_id", flow.business() + ":contact-s1")))
                .block(Duration.ofSeconds(30));
        assertThat(kept).isNotNull();
        assertThat(kept.getDate("lastSignInAt")).isAfter(before);
    }

    @Test
    void asksInTheNameOfTheBusinessAndSaysNothingOfThePerson() {
        var login = flow.browser().get(flow.base() + "/login?returnTo=/secret-page");

        var request = SignInFlow.message(login.location(), "SAMLRequest");

        assertThat(request)
                .contains(
                        flow.publicBase() + "/metadata",
                        "AssertionConsumerServiceURL=\"" + flow.publicBase() + "/acs\"",
                        "Destination=\"" + flow.idp().loginUrl() + "\"");
        assertThat(login.location()).doesNotContain("RelayState", "Signature", "secret");
    }

    @Test
    void signsTheRequestWhereTheBusinessWantsIt() {
        var signed = SharedEnvironment.flow(settings -> new SsoSettings(
                settings.businessId(),
                settings.provider(),
                null,
                settings.idpMetadataUrl(),
                settings.attributes(),
                false,
                false,
                false,
                true,
                null));

        var login = signed.browser().get(signed.base() + "/login");

        assertThat(login.location()).contains("&SigAlg=", "rsa-sha256", "&Signature=");
    }

    @Test
    void signsSomebodyInFromThePortal() {
        var answer = flow.browser()
                .submitFromElsewhere(
                        flow.base() + "/acs",
                        Map.of("SAMLResponse", flow.unsolicited("s1").encoded(), "RelayState", "/classes"));
        assertThat(answer.header("Set-Cookie"))
                .contains("__Host-pickatime-arrival=", "Secure", "HTTPOnly", "SameSite=Lax");

        var complete = flow.browser().get(answer.location());

        assertThat(complete.location()).isEqualTo("/classes");
        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void doesNotSignInFromThePortalWhereThatIsOff() {
        var closed = SharedEnvironment.flow(settings -> notFromThePortal(settings, settings.idpLoginUrl()));

        var answer = closed.post(closed.unsolicited("s1"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("Please start from pickAtime", closed.base() + "/login");
        assertThat(closed.signIn("s1").status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/%5Cevil.example",
                "\\\\evil.example",
                "/%2Fevil.example",
                "/%252Fevil.example",
                "/\tevil",
                "javascript:alert(1)",
                "evil.example",
                "/a\r\nLocation: https://evil.example",
                ""
            })
    void neverLeadsToAnotherSite(String nasty) {
        var query = Map.of("returnTo", nasty);
        var solicited = flow.post(flow.response(flow.login("?" + Browser.encode(query)), "s1"));
        assertThat(flow.browser().get(solicited.location()).location()).isEqualTo("/");

        var unsolicited = flow.browser()
                .submitFromElsewhere(
                        flow.base() + "/acs",
                        Map.of("SAMLResponse", flow.unsolicited("s1").encoded(), "RelayState", nasty));
        assertThat(flow.browser().get(unsolicited.location()).location()).isEqualTo("/");
    }

    @Test
    void keepsAPathThatIsNoProperUriFromBreakingTheSignIn() {
        var answer = flow.post(flow.response(flow.login("?returnTo=/a%7B1%7D%22%7C"), "s1"));

        assertThat(flow.browser().get(answer.location()).status()).isEqualTo(303);
        assertThat(flow.whoAmI()).isEqualTo("contact-s1");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, We do not know you yet",
        "AMBIGUOUS, We cannot tell which contact is you",
        "DISABLED, Your account is switched off",
        "NOTHING_TO_MATCH, Your school did not say who you are"
    })
    void tellsThoseWhoCannotComeInWhy(String outcome, String title) {
        SharedEnvironment.contacts().answers(flow.business(), "s2", outcome);

        var answer = flow.post(flow.response(flow.login(), "s2"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains(title).doesNotContain("s2", "name-s2");
        assertThat(flow.whoAmI()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OR:userSourcedId, 513", "Email, 321"})
    void tellsWhoseAccountCannotBeUsedThatTryingAgainDoesNotHelp(String attribute, int length) {
        var says = new HashMap<>(Map.of("OR:userSourcedId", " "));
        says.put(attribute, "x".repeat(length));

        var answer = flow.post(flow.response(flow.login(), "s1").saying(says));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .contains("Your account cannot be used here", "administrator that the")
                .doesNotContain("xxx", "again");
        assertThat(flow.whoAmI()).isEmpty();
    }

    @Test
    void tellsWhoComesThatTheSettingsAreSpoilt() {
        var spoilt = SharedEnvironment.flow();
        Mono.from(SharedEnvironment.service()
                        .service()
                        .database()
                        .getCollection("sso_settings")
                        .updateOne(Filters.eq("_id", spoilt.business()), Updates.set("provider", "SOMETHING_ELSE")))
                .block(Duration.ofSeconds(30));

        var login = spoilt.browser().get(spoilt.base() + "/login");

        assertThat(login.status()).isEqualTo(503);
        assertThat(login.body()).contains("administrator that the", "/sign-in/" + spoilt.business());
        assertThat(flow.browser().get(flow.base() + "/login").status()).isEqualTo(303);
    }

    @Test
    void asksWithWhatTheMappingPicks() {
        SharedEnvironment.contacts().knowsByEmail(flow.business(), "marge@example.org", "s7", "Marge");
        var says = Map.of("OR:userSourcedId", " ", "mail", "marge@example.org", "Email", "");

        flow.browser()
                .get(flow.post(flow.response(flow.login(), "s1").saying(says)).location());

        assertThat(flow.whoAmI()).isEqualTo("contact-s7");
        assertThat(SharedEnvironment.contacts().questions())
                .contains("/businesses/" + flow.business()
                        + "/sign-in-matches {\"sourceId\":null,\"email\":\"marge@example.org\"}");
    }

    @Test
    void neverBecomesTheOwnerOfAnAddressWhereASourceIdCame() {
        SharedEnvironment.contacts().knowsByEmail(flow.business(), "principal@example.org", "s8", "Principal");
        var says = Map.of("OR:userSourcedId", "left-the-roster", "Email", "principal@example.org");

        var answer = flow.post(flow.response(flow.login(), "s1").saying(says));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("We do not know you yet");
        assertThat(flow.whoAmI()).isEmpty();
        assertThat(SharedEnvironment.contacts().questions())
                .contains("/businesses/" + flow.business()
                        + "/sign-in-matches {\"sourceId\":\"left-the-roster\",\"email\":null}");
    }

    @Test
    void doesNotSignInWhomItIsNotSetUpFor() {
        assertThat(flow.browser().get("/saml/nobody/login").status()).isEqualTo(404);
        assertThat(flow.browser()
                        .submitFromElsewhere("/saml/nobody/acs", Map.of("SAMLResponse", "PHg+PC94Pg=="))
                        .status())
                .isEqualTo(404);
        assertThat(flow.browser().get("/saml/NO_ID/login").status()).isEqualTo(404);
    }

    @Test
    void leadsToATypedLoginUrlWhereTheMetadataTakesNoRequests() {
        var portal = new TestIdp("portal");
        portal.takesNoRequests();
        var typed = URI.create("https://launchpad.example/oak");
        var open = SharedEnvironment.service().business(portal, settings -> withLoginUrl(settings, typed));
        var closed = SharedEnvironment.service().business(portal, settings -> notFromThePortal(settings, typed));

        var login = flow.browser().get("/saml/" + open + "/login");
        assertThat(login.status()).isEqualTo(303);
        assertThat(login.location()).isEqualTo("https://launchpad.example/oak");

        var refused = flow.browser().get("/saml/" + closed + "/login");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("the settings of your school do not allow that");
        portal.close();
    }

    @Test
    void publishesItsMetadataToEverybody() {
        for (var business : new String[] {flow.business(), "not-set-up-yet"}) {
            var metadata = flow.browser().get("/saml/" + business + "/metadata");

            assertThat(metadata.status()).isEqualTo(200);
            assertThat(metadata.header("Content-Type")).startsWith("application/samlmetadata+xml");
            assertThat(metadata.header("Cache-Control")).isEqualTo("max-age=3600, public");
            assertThat(metadata.body())
                    .contains(
                            "entityID=\"" + flow.service().url() + "/saml/" + business + "/metadata\"",
                            flow.service().url() + "/saml/" + business + "/acs",
                            flow.service().url() + "/saml/" + business + "/slo",
                            "SignatureValue");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RelayState=/",
                "SAMLResponse=",
                "SAMLResponse=%21%21",
                "SAMLResponse=%",
                "SAMLResponse=PHg%2BPC94Pg==&SAMLResponse=PHg%2BPC94Pg==",
                "SAMLResponse=PHg%2BPC94Pg==",
                "SAMLResponse=bm90IHhtbA=="
            })
    void refusesFormsWithoutOneReadableResponse(String form) {
        var answer = flow.browser().submitFromElsewhere(flow.base() + "/acs", form);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("You could not be signed in").containsPattern("[2-9A-Z]{4}-[2-9A-Z]{4}");
    }

    @Test
    void refusesAFormThatIsTooLarge() {
        assertThat(flow.post("A".repeat(350 * 1024 + 4)).status()).isEqualTo(403);
        assertThat(flow.post("A".repeat(2 * 1024 * 1024)).status()).isEqualTo(403);
    }

    @Test
    void readsBase64WithLineBreaks() {
        var response = flow.response(flow.login(), "s1").encoded();
        var wrapped = Base64.getMimeEncoder().encodeToString(Base64.getDecoder().decode(response));

        assertThat(flow.post(wrapped).status()).isEqualTo(303);
    }

    private static SsoSettings withLoginUrl(SsoSettings settings, URI loginUrl) {
        return new SsoSettings(
                settings.businessId(),
                settings.provider(),
                loginUrl,
                settings.idpMetadataUrl(),
                settings.attributes(),
                true,
                false,
                false,
                false,
                null);
    }

    private static SsoSettings notFromThePortal(SsoSettings settings, @Nullable URI loginUrl) {
        return new SsoSettings(
                settings.businessId(),
                settings.provider(),
                loginUrl,
                settings.idpMetadataUrl(),
                settings.attributes(),
                false,
                false,
                false,
                false,
                null);
    }
}
