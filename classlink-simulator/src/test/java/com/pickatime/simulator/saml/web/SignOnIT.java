package com.pickatime.simulator.saml.web;

import static com.pickatime.simulator.saml.TestServiceProvider.ACS;
import static com.pickatime.simulator.saml.TestServiceProvider.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.saml.FormClient;
import com.pickatime.simulator.saml.ReceivedResponse;
import com.pickatime.simulator.saml.SamlTest;
import com.pickatime.simulator.saml.TestServiceProvider;
import com.pickatime.simulator.saml.keys.TestKeys;
import com.pickatime.simulator.saml.messages.RedirectBinding;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class SignOnIT extends SamlTest {

    SignOnIT(@LocalServerPort int port) {
        super(port);
    }

    @Test
    void asksWhoItIsAndAnswersTheRequest() {
        var path = SERVICE_PROVIDER.requestPath(request("_ask", ""), "/schedule");
        var signInPage = browser.get(path);
        assertThat(signInPage.body()).contains("Teachers", "Parents", "Students", "Administrators");

        var answer = browser.post(
                "/saml/sign-in",
                Map.of(
                        "person",
                        TEACHER,
                        "target",
                        FormClient.field(signInPage, "target").orElseThrow()));

        assertThat(answer.body()).contains("action=\"" + ACS + "\"");
        assertThat(FormClient.field(answer, "RelayState")).contains("/schedule");
        var response = ReceivedResponse.in(answer);
        assertThat(response.root().getAttribute("InResponseTo")).isEqualTo("_ask");
        assertThat(response.root().getAttribute("Destination")).isEqualTo(ACS);
        assertThat(response.attributes())
                .containsEntry("OR:userSourcedId", TEACHER)
                .containsEntry("Role", "Teacher")
                .containsEntry("Tenant ID", "2222")
                .containsKeys("OR:userEmail", "First Name", "Last Name");
        assertThat(Xml.all(response.assertion(), Saml.ASSERTION, "SubjectConfirmationData")
                        .findFirst()
                        .orElseThrow()
                        .getAttribute("InResponseTo"))
                .isEqualTo("_ask");
    }

    @Test
    void answersWithoutAskingAgain() {
        signIn(TEACHER);

        var answer = browser.get(SERVICE_PROVIDER.requestPath(request("_again", ""), null));

        assertThat(ReceivedResponse.in(answer).root().getAttribute("InResponseTo"))
                .isEqualTo("_again");
        assertThat(FormClient.field(answer, "RelayState")).isEmpty();
    }

    @Test
    void asksAgainWhenTheRequestWantsIt() {
        signIn(TEACHER);
        var path = SERVICE_PROVIDER.requestPath(request("_anew", "ForceAuthn=\"true\""), null);

        var page = browser.get(path);
        assertThat(page.body()).contains("Who are you?");

        var answer = browser.post(
                "/saml/sign-in",
                Map.of(
                        "person",
                        TEACHER,
                        "target",
                        FormClient.field(page, "target").orElseThrow()));
        assertThat(ReceivedResponse.in(answer).root().getAttribute("InResponseTo"))
                .isEqualTo("_anew");
    }

    @ParameterizedTest
    @CsvSource({
        "AssertionConsumerServiceURL='http://evil.example.org/acs', not registered",
        "Destination='http://localhost:1/saml/sso', meant for another address",
        "ProtocolBinding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact', another binding"
    })
    void refusesARequestForAnotherAddress(String attribute, String reason) {
        signIn(TEACHER);

        var refused = browser.get(SERVICE_PROVIDER.requestPath(request("_odd", attribute.replace('\'', '"')), null));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(reason).doesNotContain("SAMLResponse");
    }

    @Test
    void refusesAStranger() {
        var stranger = request("_who", "").replace(TestServiceProvider.ENTITY_ID, "http://other.example.org");

        assertThat(browser.get(SERVICE_PROVIDER.requestPath(stranger, null)).body())
                .contains("did not add");
    }

    @Test
    void refusesASignatureOfSomebodyElse() {
        var forged = new RedirectBinding(TestKeys.fresh(), false)
                .send(TestServiceProvider.IDP_SSO, "SAMLRequest", request("_forged", ""), null);

        var refused = browser.get(forged.getRawPath() + "?" + forged.getRawQuery());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("signature");
    }

    @Test
    void takesARequestThatIsNotSigned() {
        signIn(TEACHER);
        var unsigned = SERVICE_PROVIDER.requestPath(request("_plain", ""), null).replaceAll("&SigAlg.*", "");

        assertThat(ReceivedResponse.in(browser.get(unsigned)).root().getAttribute("InResponseTo"))
                .isEqualTo("_plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?SAMLRequest=", "?SAMLRequest=%21%21", "?SAMLRequest=AAAA", "?SAMLRequest=a&SAMLRequest=b"})
    void refusesWhatIsNoRequest(String query) {
        assertThat(browser.get("/saml/sso" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesADocumentType() {
        var path = SERVICE_PROVIDER.requestPath("<!DOCTYPE a>" + request("_dtd", ""), null);

        assertThat(browser.get(path).body()).contains("document type");
    }

    @Test
    void refusesARequestThatSwells() {
        var swollen = request("_big", "").replace("</saml:Issuer>", "</saml:Issuer>" + " ".repeat(200_000));

        assertThat(browser.get(SERVICE_PROVIDER.requestPath(swollen, null)).body())
                .contains("longer than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example.org/", "//evil.example.org/", "/control/facts", "/saml/sign-in"})
    void sendsNobodyElsewhere(String target) {
        var refused = browser.post("/saml/sign-in", Map.of("person", TEACHER, "target", target));

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void searchesTheDistrict() {
        var page = browser.get("/saml/sign-in?target=/launchpad&q=" + TEACHER);

        assertThat(page.body()).contains("value=\"" + TEACHER + "\"").doesNotContain("<h2>Students</h2>");
        assertThat(browser.get("/saml/sign-in?q=%3Cscript%3E").body())
                .contains("Nobody in the district matches")
                .doesNotContain("<script>\"");
    }

    @Test
    void doesNotLetInWhoLeftTheDistrict() {
        client.switchOn("{'type':'person-removed','sourcedId':'" + TEACHER + "'}");

        assertThat(signIn(TEACHER).statusCode()).isEqualTo(400);
    }
}
