package com.pickatime.sso.signin.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.saml.messages.TestCredentials;
import com.pickatime.sso.signin.testing.Browser.Page;
import com.pickatime.sso.signin.testing.SharedEnvironment;
import com.pickatime.sso.signin.testing.SignInFlow;
import com.pickatime.sso.signin.testing.TestResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialIT {

    private final SignInFlow flow = SharedEnvironment.flow();

    @BeforeEach
    void signIn() {
        SharedEnvironment.contacts().knows(flow.business(), "admin", "Ada Admin", "ADMINISTRATOR");
        flow.signIn("admin");
    }

    @Test
    void showsWhatArrivedAndWhomItMatches() {
        var page = tried(trial().saying(Map.of(
                "OR:userSourcedId",
                "s1",
                "Email",
                "marge@example.org",
                "Role",
                "parent",
                "Shoe size",
                "&lt;b&gt;41&lt;/b&gt;")));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.body())
                .contains(
                        "The response was accepted, and this person could sign in.",
                        "name-s1",
                        "none given",
                        "OR:userSourcedId",
                        "marge@example.org",
                        "Shoe size",
                        "&lt;b&gt;41&lt;/b&gt;",
                        "Marge Simpson",
                        "source ID",
                        "CUSTOMER",
                        "CN=test",
                        "2036-01-01T00:00:00Z")
                .doesNotContain("<b>41</b>", "SHA-1");
        assertThat(flow.whoAmI()).as("nobody was signed in").isEqualTo("contact-admin");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, No active contact has this source ID",
        "AMBIGUOUS, Several active contacts have this e-mail address",
        "DISABLED, The roster says that this person",
        "NOTHING_TO_MATCH, No mapped attribute holds a source ID or an e-mail address"
    })
    void saysWhyNobodyMatches(String outcome, String words) {
        SharedEnvironment.contacts().answers(flow.business(), "s1", outcome);

        assertThat(tried(trial()).body()).contains("this person could not sign in", words);
    }

    @Test
    void saysExactlyWhyAResponseIsRefused() {
        var answer = flow.post(trial().encodedBy(TestCredentials.rsa("forger")));

        var page = flow.browser().get(answer.location());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("UNKNOWN_KEY", "fits no key of the identity provider");
        assertThat(flow.whoAmI()).isEqualTo("contact-admin");
    }

    @Test
    void isShownOnceAndInItsBrowserOnly() {
        var result = flow.post(trial()).location();
        var other = flow.elsewhere();
        other.signIn("admin");

        assertThat(other.browser().get(result).status()).isEqualTo(404);
        assertThat(flow.browser().get(result).status()).isEqualTo(200);
        assertThat(flow.browser().get(result).status()).isEqualTo(404);
    }

    @Test
    void opensNoSession() {
        var ticket = flow.post(trial()).location().replaceAll(".*ticket=", "");

        assertThat(flow.browser()
                        .get(flow.base() + "/complete?ticket=" + ticket)
                        .status())
                .isEqualTo(403);
        assertThat(flow.whoAmI()).isEqualTo("contact-admin");
    }

    @Test
    void isForAdministratorsOfTheBusiness() {
        var result = flow.post(trial()).location();
        var elm = SharedEnvironment.flow();
        var customer = flow.elsewhere();
        customer.signIn("s1");

        assertThat(flow.elsewhere().browser().get(flow.base() + "/test").status())
                .isEqualTo(403);
        assertThat(customer.browser().get(flow.base() + "/test").status()).isEqualTo(403);
        assertThat(flow.browser().get(elm.base() + "/test").status()).isEqualTo(403);

        flow.signIn("s1");
        assertThat(flow.browser().get(result).status())
                .as("no administrator any more")
                .isEqualTo(403);
    }

    private TestResponse trial() {
        return flow.response(SignInFlow.requestId(flow.browser().get(flow.base() + "/test")), "s1");
    }

    private Page tried(TestResponse response) {
        var answer = flow.post(response);
        assertThat(answer.location()).contains("/test/result?ticket=");
        return flow.browser().get(answer.location());
    }
}
