package com.pickatime.sso.saml.redirect;

import static com.pickatime.sso.saml.messages.Samples.NOW;
import static com.pickatime.sso.saml.messages.Samples.US;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.onelogin.saml2.util.Util;
import com.pickatime.sso.saml.messages.AuthnRequests;
import com.pickatime.sso.saml.messages.LogoutResponse;
import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.SamlMessage;
import com.pickatime.sso.saml.messages.TestCredentials;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectBindingTest {

    private static final URI IDP = URI.create("https://idp.district.example/sso");
    private static final SamlCredential KEY = TestCredentials.rsa("ours");
    private static final SamlMessage REQUEST = AuthnRequests.create(US, IDP, NOW);

    @Test
    void carriesAMessageThatAnotherImplementationReads() {
        var parameters = parameters(RedirectBinding.encode(IDP, REQUEST, null, null));

        assertThat(parameters).containsOnlyKeys("SAMLRequest");
        assertThat(Util.base64decodedInflated(parameters.get("SAMLRequest"))).isEqualTo(REQUEST.xml());
    }

    @Test
    void carriesAResponseUnderItsOwnName() {
        var response = LogoutResponse.create(US, IDP, "ID_1", NOW);

        assertThat(parameters(RedirectBinding.encode(IDP, response, null, null)))
                .containsOnlyKeys("SAMLResponse");
    }

    @ParameterizedTest
    @CsvSource({
        "https://idp.example/sso, https://idp.example/sso?SAML",
        "https://idp.example/sso?, https://idp.example/sso?SAML",
        "https://idp.example/sso?t=a%20b%2f, https://idp.example/sso?t=a%20b%2f&SAML",
        "https://idp.example/sso?t=a&, https://idp.example/sso?t=a&SAML",
        "https://idp.example, https://idp.example?SAML"
    })
    void keepsTheQueryThatTheDestinationHas(URI destination, String beginning) {
        assertThat(RedirectBinding.encode(destination, REQUEST, null, null))
                .asString()
                .startsWith(beginning);
    }

    @Test
    void signsWhatAnotherImplementationVerifies() throws Exception {
        var address = RedirectBinding.encode(URI.create(IDP + "?t=1"), REQUEST, "/a b?c=d&e=+löwe", KEY);

        var parameters = parameters(address);
        assertThat(parameters).containsOnlyKeys("t", "SAMLRequest", "RelayState", "SigAlg", "Signature");
        assertThat(parameters).containsEntry("RelayState", "/a b?c=d&e=+löwe");
        var signed = address.getRawQuery()
                .substring("t=1&".length(), address.getRawQuery().indexOf("&Signature="));
        assertThat(Util.validateBinarySignature(
                        signed,
                        Util.base64decoder(parameters.get("Signature")),
                        KEY.certificate(),
                        parameters.get("SigAlg")))
                .isTrue();
    }

    @Test
    void leavesOutARelayStateThatIsNotThere() {
        assertThat(RedirectBinding.encode(IDP, REQUEST, null, KEY).getRawQuery().split("&"))
                .extracting(parameter -> parameter.substring(0, parameter.indexOf('=')))
                .containsExactly("SAMLRequest", "SigAlg", "Signature");
    }

    @Test
    void writesSpacesAsEveryReceiverReadsThem() {
        assertThat(RedirectBinding.encode(IDP, REQUEST, "/a b+", null).getRawQuery())
                .endsWith("&RelayState=%2Fa%20b%2B");
    }

    @Test
    void countsTheBytesOfARelayState() {
        assertThat(parameters(RedirectBinding.encode(IDP, REQUEST, "ö".repeat(40), null)))
                .containsEntry("RelayState", "ö".repeat(40));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedirectBinding.encode(IDP, REQUEST, "ö".repeat(40) + "a", null));
    }

    @Test
    void writesNothingBehindAFragment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedirectBinding.encode(URI.create(IDP + "#a"), REQUEST, null, null));
    }

    @Test
    void doesNotSignWithAKeyOfAnotherKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedirectBinding.encode(IDP, REQUEST, null, TestCredentials.ec("secp256r1")));
    }

    @Test
    void isVerifiedByItself() throws Exception {
        var message = RedirectedMessage.decode(
                RedirectBinding.encode(IDP, REQUEST, "/a b", KEY).getRawQuery());

        message.verify(List.of(KEY.certificate()), false);
        assertThat(message.kind()).isEqualTo(SamlMessage.Kind.REQUEST);
        assertThat(message.relayState()).isEqualTo("/a b");
        assertThat(new String(message.xml(), UTF_8)).isEqualTo(REQUEST.xml());
    }

    private static Map<String, String> parameters(URI address) {
        return Stream.of(address.getRawQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0], parameter -> URLDecoder.decode(parameter[1], UTF_8)));
    }
}
