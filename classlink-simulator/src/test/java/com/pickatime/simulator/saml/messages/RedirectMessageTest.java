package com.pickatime.simulator.saml.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.keys.IdpKey;
import com.pickatime.simulator.saml.keys.TestKeys;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectMessageTest {

    private static final IdpKey KEY = TestKeys.fresh();
    private static final URI DESTINATION = URI.create("http://sp.example.org/slo");

    @Test
    void comesAsItWasSent() {
        var message = RedirectMessage.of(query("<a>é &amp; ü</a>", "to /x?y=1&z"), "SAMLResponse");

        assertThat(message.root().getTextContent()).isEqualTo("é & ü");
        assertThat(message.relayState()).contains("to /x?y=1&z");
        assertThat(message.isSignedBy(List.of(TestKeys.fresh().certificate(), KEY.certificate())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RelayState=stay",
                "SAMLResponse=q1ZK",
                "SigAlg=http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1"
            })
    void isNotSignedOnceChanged(String change) {
        var parameter = change.substring(0, change.indexOf('='));
        var changed = query("<a/>", "go").replaceFirst(parameter + "=[^&]*", change);

        assertThat(RedirectMessage.of(changed, "SAMLResponse").isSignedBy(List.of(KEY.certificate())))
                .isFalse();
    }

    @Test
    void isNotSignedByAnybodyElse() {
        var message = RedirectMessage.of(query("<a/>", null), "SAMLResponse");

        assertThat(message.isSignedBy(List.of(TestKeys.fresh().certificate()))).isFalse();
        assertThat(message.isSignedBy(List.of())).isFalse();
    }

    @Test
    void joinsAQueryThatIsThere() {
        var address = new RedirectBinding(KEY, false)
                .send(URI.create("http://sp.example.org/slo?school=1"), "SAMLRequest", "<a/>", null);

        assertThat(address.toString()).startsWith("http://sp.example.org/slo?school=1&SAMLRequest=");
    }

    @Test
    void mustNotComeTwice() {
        assertThatThrownBy(() -> RedirectMessage.of("SAMLRequest=a&SAMLRequest=b", "SAMLRequest"))
                .isInstanceOf(RefusedMessageException.class)
                .hasMessageContaining("twice");
    }

    private static String query(String xml, @Nullable String relayState) {
        return new RedirectBinding(KEY, false)
                .send(DESTINATION, "SAMLResponse", xml, relayState)
                .getRawQuery();
    }
}
