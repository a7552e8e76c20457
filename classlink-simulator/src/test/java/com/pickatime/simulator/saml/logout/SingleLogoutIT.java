package com.pickatime.simulator.saml.logout;

import static com.pickatime.simulator.saml.TestServiceProvider.ENTITY_ID;
import static com.pickatime.simulator.saml.TestServiceProvider.logoutRequest;
import static com.pickatime.simulator.saml.TestServiceProvider.logoutResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.saml.ReceivedResponse;
import com.pickatime.simulator.saml.SamlTest;
import com.pickatime.simulator.saml.keys.TestKeys;
import com.pickatime.simulator.saml.messages.RedirectMessage;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

class SingleLogoutIT extends SamlTest {

    SingleLogoutIT(@LocalServerPort int port) {
        super(port);
    }

    @Test
    void endsTheSignInAtTheServiceProvidersRequest() {
        signIn(TEACHER);
        var index = ReceivedResponse.in(openTile()).sessionIndex();

        var redirect = browser.get(
                SERVICE_PROVIDER.logoutPath("SAMLRequest", logoutRequest(ENTITY_ID, index), SERVICE_PROVIDER.key()));

        var response = message(redirect, "SAMLResponse");
        assertThat(response.isSignedBy(published())).isTrue();
        assertThat(response.relayState()).contains("back");
        assertThat(response.root().getAttribute("InResponseTo")).isEqualTo("_bye");
        assertThat(Xml.all(response.root(), Saml.PROTOCOL, "StatusCode"))
                .allMatch(code -> code.getAttribute("Value").equals(Saml.SUCCESS));
        assertThat(browser.get("/launchpad").body()).contains("Who are you?");
    }

    @Test
    void endsTheSessionOfAnotherBrowserByItsIndex() {
        signIn(TEACHER);
        var index = ReceivedResponse.in(openTile()).sessionIndex();

        client.get(SERVICE_PROVIDER.logoutPath("SAMLRequest", logoutRequest(ENTITY_ID, index), SERVICE_PROVIDER.key()));

        assertThat(browser.get("/launchpad").body()).contains("Who are you?");
    }

    @Test
    void refusesARequestThatTheServiceProviderDidNotSign() {
        signIn(TEACHER);
        var request = logoutRequest(ENTITY_ID, "any");
        var forged = SERVICE_PROVIDER.logoutPath("SAMLRequest", request, TestKeys.fresh());
        var stranger = SERVICE_PROVIDER.logoutPath(
                "SAMLRequest", logoutRequest("http://other.example.org", "any"), SERVICE_PROVIDER.key());

        assertThat(browser.look(forged).statusCode()).isEqualTo(400);
        assertThat(browser.look(forged.replaceAll("&SigAlg.*", "")).statusCode())
                .isEqualTo(400);
        assertThat(browser.look(stranger).statusCode()).isEqualTo(400);
        assertThat(browser.get("/launchpad").body()).contains("Signed in as");
    }

    @Test
    void passesASignOutOnToTheServiceProvider() {
        signIn(TEACHER);
        var index = ReceivedResponse.in(openTile()).sessionIndex();

        var redirect = browser.post("/launchpad/sign-out", Map.of());

        var request = message(redirect, "SAMLRequest");
        assertThat(request.isSignedBy(published())).isTrue();
        assertThat(Xml.childText(request.root(), Saml.PROTOCOL, "SessionIndex")).contains(index);
        assertThat(browser.get("/launchpad").body()).contains("Who are you?");
    }

    @Test
    void tellsNobodyOfASignInThatNobodyWasToldOf() {
        signIn(TEACHER);

        var page = browser.post("/launchpad/sign-out", Map.of());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("You are signed out of ClassLink.");
    }

    @Test
    void saysWhetherTheServiceProviderSignedOutToo() {
        assertThat(answered("Success")).contains("signed out of ClassLink and of pickAtime");
        assertThat(answered("Responder")).contains("could not sign you out");
    }

    private String answered(String status) {
        return browser.get(SERVICE_PROVIDER.logoutPath("SAMLResponse", logoutResponse(status), SERVICE_PROVIDER.key()))
                .body();
    }

    private static RedirectMessage message(HttpResponse<String> redirect, String parameter) {
        assertThat(redirect.statusCode()).isEqualTo(303);
        var address = URI.create(redirect.headers().firstValue("Location").orElseThrow());
        assertThat(address.toString()).startsWith("http://127.0.0.1:8104/saml/classlink-2222/slo?");
        return RedirectMessage.of(address.getRawQuery(), parameter);
    }
}
