package com.pickatime.sso.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.sso.saml.messages.TestCredentials;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.testing.Browser.Page;
import com.pickatime.sso.signin.testing.SharedEnvironment;
import com.pickatime.sso.signin.testing.SignInFlow;
import com.pickatime.sso.signin.testing.TestIdp;
import com.pickatime.sso.signin.testing.TestResponse;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Neither browsers nor businesses get at each other's sign-ins. */
class SignInIsolationIT {

    private final SignInFlow oak = SharedEnvironment.flow();
    private final SignInFlow elm = SharedEnvironment.flow();

    @Test
    void givesASignInToTheBrowserThatAskedAndToNoOther() {
        var victim = oak.elsewhere();
        var attackers = oak.post(oak.response(oak.login(), "s1"));

        assertNotHere(victim, attackers.location());
        victim.login();
        assertNotHere(victim, attackers.location());
        victim.browser().cookies().put("__Host-pickatime-login", "A".repeat(43));
        assertNotHere(victim, attackers.location());

        assertThat(oak.browser().get(attackers.location()).status())
                .as("it is still there for the one who asked")
                .isEqualTo(303);
    }

    @Test
    void givesNoSignInToABrowserWithoutItsCookie() {
        var answer = oak.post(oak.response(oak.login(), "s1"));
        oak.browser().cookies().clear();

        assertNotHere(oak, answer.location());
    }

    @Test
    void givesAPortalSignInToTheBrowserThatBroughtIt() {
        var answer = oak.post(oak.unsolicited("s1"));

        assertNotHere(oak.elsewhere(), answer.location());
        assertThat(oak.browser().get(answer.location()).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?ticket=", "?ticket=x", "?ticket=%00", "?ticket=a&ticket=b"})
    void knowsNoMadeUpTicket(String query) {
        oak.login();

        assertThat(oak.browser().get(oak.base() + "/complete" + query).status()).isIn(400, 403);
    }

    @Test
    void keepsTwoTabsApart() {
        var first = oak.login("?returnTo=/first");
        var second = oak.login("?returnTo=/second");

        var secondAnswer = oak.post(oak.response(second, "s1"));
        var firstAnswer = oak.post(oak.response(first, "s1"));
        var portal = oak.post(oak.unsolicited("s1"));

        assertThat(oak.browser().get(firstAnswer.location()).location()).isEqualTo("/first");
        assertThat(oak.browser().get(secondAnswer.location()).location()).isEqualTo("/second");
        assertThat(oak.browser().get(portal.location()).location()).isEqualTo("/");
    }

    @Test
    void takesNoResponseOfAnotherBusiness() {
        var meantForElm = TestResponse.of(oak.idp(), elm.publicBase(), oak.login(), "s1");
        assertRefused(oak.post(meantForElm));

        var unsolicitedForElm = elm.unsolicited("s1");
        assertRefused(oak.post(unsolicitedForElm));
        assertThat(elm.post(unsolicitedForElm).status()).as("not used up there").isEqualTo(303);
    }

    @Test
    void takesNoRequestOfAnotherBusiness() {
        var request = oak.login();

        var page = elm.post(elm.response(request, "s1"));

        assertThat(page.status()).isEqualTo(403);
        assertThat(oak.post(oak.response(request, "s1")).status()).isEqualTo(303);
    }

    @Test
    void takesNoTicketOfAnotherBusiness() {
        var answer = oak.post(oak.response(oak.login(), "s1"));
        var elsewhere = answer.location().replace(oak.business(), elm.business());

        assertThat(oak.browser().get(elsewhere).status()).isEqualTo(403);
        assertThat(oak.whoAmI()).isEmpty();
    }

    @Test
    void takesNoResponseOfAnotherIdentityProvider() {
        try (var other = new TestIdp("other")) {
            assertRefused(oak.post(new TestResponse(other, oak.publicBase(), oak.login(), "name", Map.of())));
        }
        assertRefused(oak.post(oak.response(oak.login(), "s1").encodedBy(TestCredentials.rsa("forger"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "", " ", "T-1 ", "t-1"})
    void takesNoResponseOfAnotherTenant(String tenant) {
        var flow = SharedEnvironment.flow(settings -> ofTenant(settings, "T-1"));
        var says = Map.of("OR:userSourcedId", "s1", "Tenant ID", tenant);

        assertRefused(flow.post(flow.response(flow.login(), "s1").saying(says)));
        assertRefused(flow.post(flow.response(flow.login(), "s1")));
        assertThat(flow.post(flow.response(flow.login(), "s1")
                                .saying(Map.of("OR:userSourcedId", "s1", "Tenant ID", "T-1")))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void fetchesANewKeyOnceAndLetsForgersFetchNothing() {
        try (var idp = new TestIdp("rolling")) {
            var business = SharedEnvironment.service().business(idp);
            SharedEnvironment.contacts().knows(business, "s1", "Marge Simpson", "CUSTOMER");
            var flow = SignInFlow.of(SharedEnvironment.service(), idp, business);
            assertThat(flow.signIn("s1").status()).isEqualTo(303);
            var before = idp.fetches();

            idp.rotate("rolling-on");
            aMinutePasses(business);
            assertThat(flow.signIn("s1").status()).isEqualTo(303);
            assertThat(idp.fetches()).isEqualTo(before + 1);

            for (int i = 0; i < 5; i++) {
                assertRefused(flow.post(flow.response(flow.login(), "s1").encodedBy(TestCredentials.rsa("forger"))));
            }
            assertThat(idp.fetches()).as("once a minute").isEqualTo(before + 1);
            assertThat(flow.signIn("s1").status()).isEqualTo(303);
        }
    }

    @Test
    void asksBeforeAPortalReplacesSomebodyElse() {
        SharedEnvironment.contacts().knows(oak.business(), "s2", "Homer Simpson", "CUSTOMER");
        oak.signIn("s1");
        var answer = oak.post(oak.unsolicited("s2"));

        var question = oak.browser().get(answer.location());
        assertThat(question.location()).contains("/switch?ticket=");
        assertThat(oak.whoAmI()).isEqualTo("contact-s1");

        var page = oak.browser().get(question.location());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Marge Simpson", "Homer Simpson");
        assertThat(oak.whoAmI()).as("nothing has happened yet").isEqualTo("contact-s1");

        var done = oak.browser().submit(oak.base() + "/switch", page.hidden());
        assertThat(done.status()).isEqualTo(303);
        assertThat(oak.whoAmI()).isEqualTo("contact-s2");
    }

    @Test
    void takesTheAgreementFromItsOwnPageOnly() {
        SharedEnvironment.contacts().knows(oak.business(), "s2", "Homer Simpson", "CUSTOMER");
        oak.signIn("s1");
        var ticket = oak.post(oak.unsolicited("s2")).location().replaceAll(".*ticket=", "");

        var forged = oak.browser().submit(oak.base() + "/switch", Map.of("ticket", ticket));

        assertThat(forged.status()).isEqualTo(403);
        assertThat(oak.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void asksNothingWhereThePortalBringsTheSamePerson() {
        oak.signIn("s1");

        assertThat(oak.browser().get(oak.post(oak.unsolicited("s1")).location()).location())
                .isEqualTo("/");
        assertThat(oak.whoAmI()).isEqualTo("contact-s1");
    }

    @Test
    void replacesSomebodyElseWithoutAskingWhereTheBrowserAsked() {
        SharedEnvironment.contacts().knows(oak.business(), "s2", "Homer Simpson", "CUSTOMER");
        oak.signIn("s1");

        oak.signIn("s2");

        assertThat(oak.whoAmI()).isEqualTo("contact-s2");
    }

    private static void assertNotHere(SignInFlow flow, String address) {
        var page = flow.browser().get(address);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("This sign-in cannot be finished here");
        assertThat(flow.whoAmI()).isEmpty();
    }

    private static void assertRefused(Page page) {
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You could not be signed in");
    }

    /** Since the identity provider was asked for its metadata. */
    private static void aMinutePasses(String business) {
        var asked = SharedEnvironment.service().service().database().getCollection("idp_metadata");
        Mono.from(asked.updateOne(Filters.eq("_id", business), Updates.set("askedAt", new Date(0))))
                .block(Duration.ofSeconds(30));
    }

    private static SsoSettings ofTenant(SsoSettings settings, String tenant) {
        return new SsoSettings(
                settings.businessId(),
                settings.provider(),
                null,
                settings.idpMetadataUrl(),
                settings.attributes(),
                true,
                false,
                false,
                false,
                tenant);
    }
}
