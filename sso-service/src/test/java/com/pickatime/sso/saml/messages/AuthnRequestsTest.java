package com.pickatime.sso.saml.messages;

import static com.pickatime.sso.saml.messages.Samples.DESTINATION;
import static com.pickatime.sso.saml.messages.Samples.NOW;
import static com.pickatime.sso.saml.messages.Samples.US;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class AuthnRequestsTest {

    @Test
    void saysWhoAsksWhereTheAnswerGoesAndWhenItWasMade() throws Exception {
        var message = AuthnRequests.create(US, DESTINATION, NOW);

        var root = check(message);
        assertThat(message.kind()).isEqualTo(SamlMessage.Kind.REQUEST);
        assertThat(root.getLocalName()).isEqualTo("AuthnRequest");
        assertThat(root.getAttribute("ID")).isEqualTo(message.id());
        assertThat(root.getAttribute("Version")).isEqualTo("2.0");
        assertThat(root.getAttribute("IssueInstant")).isEqualTo("2026-11-24T15:00:00.123Z");
        assertThat(root.getAttribute("Destination")).isEqualTo(DESTINATION.toString());
        assertThat(root.getAttribute("AssertionConsumerServiceURL")).isEqualTo("https://sso.example/saml/elm/acs");
        assertThat(root.getAttribute("ProtocolBinding")).isEqualTo(Saml.POST_BINDING);
        assertThat(Xml.text(Xml.onlyChild(root, Saml.ASSERTION, "Issuer").orElseThrow()))
                .isEqualTo("https://sso.example/saml/elm/metadata");
    }

    @Test
    void letsTheIdentityProviderChooseTheFormOfTheName() throws Exception {
        var policy = Xml.onlyChild(check(AuthnRequests.create(US, DESTINATION, NOW)), Saml.PROTOCOL, "NameIDPolicy")
                .orElseThrow();

        assertThat(policy.getAttribute("AllowCreate")).isEqualTo("true");
        assertThat(policy.hasAttribute("Format")).isFalse();
    }

    @Test
    void demandsAFreshSignInOnlyWhenAskedTo() throws Exception {
        var usual = check(AuthnRequests.create(US, DESTINATION, NOW));
        var forced = check(AuthnRequests.create(US, DESTINATION, NOW, true));

        assertThat(usual.hasAttribute("ForceAuthn")).isFalse();
        assertThat(forced.getAttribute("ForceAuthn")).isEqualTo("true");
    }

    @Test
    void hasAnIdOf160BitsThatIsNeverTheSame() {
        var ids = new HashSet<String>();
        IntStream.range(0, 200)
                .forEach(i -> ids.add(AuthnRequests.create(US, DESTINATION, NOW).id()));

        assertThat(ids).hasSize(200).allMatch(id -> id.matches("_[0-9a-f]{40}"));
    }

    @Test
    void showsNoXmlInALog() {
        assertThat(AuthnRequests.create(US, DESTINATION, NOW).toString()).doesNotContain("<", "example");
    }

    private static Element check(SamlMessage message) throws Exception {
        return SamlSchemas.checkMessage(message.xml().getBytes(UTF_8)).getDocumentElement();
    }
}
