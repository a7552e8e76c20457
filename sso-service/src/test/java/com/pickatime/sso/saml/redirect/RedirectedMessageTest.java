package com.pickatime.sso.saml.redirect;

import static com.pickatime.sso.saml.messages.Samples.ADA;
import static com.pickatime.sso.saml.messages.Samples.DESTINATION;
import static com.pickatime.sso.saml.messages.Samples.NOW;
import static com.pickatime.sso.saml.messages.Samples.US;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.sso.saml.messages.LogoutRequest;
import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import com.pickatime.sso.saml.messages.SamlMessage;
import java.net.URLEncoder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectedMessageTest {

    private static final SamlMessage REQUEST = LogoutRequest.create(US, DESTINATION, ADA, "s-1", NOW);
    private static final String BASE64 =
            Base64.getEncoder().encodeToString(Deflate.compress(REQUEST.xml().getBytes(UTF_8)));
    private static final String SENT = "SAMLRequest=" + URLEncoder.encode(BASE64, UTF_8);

    @Test
    void readsAMessageAmongOtherParameters() throws Exception {
        var message = RedirectedMessage.decode("&a=b&" + SENT + "&c&=&RelayState=%2Fa+b%C3%B6");

        assertThat(message.kind()).isEqualTo(SamlMessage.Kind.REQUEST);
        assertThat(new String(message.xml(), UTF_8)).isEqualTo(REQUEST.xml());
        assertThat(message.relayState()).isEqualTo("/a bö");
        assertThat(message.signed()).isFalse();
    }

    @Test
    void readsAResponse() throws Exception {
        var message = RedirectedMessage.decode(SENT.replace("Request", "Response"));

        assertThat(message.kind()).isEqualTo(SamlMessage.Kind.RESPONSE);
        assertThat(message.relayState()).isNull();
    }

    @Test
    void readsBase64WithPlusSignsUnescapedAndLineBreaks() throws Exception {
        var broken = BASE64.replaceAll(".{76}", "$0\r\n");

        assertThat(RedirectedMessage.decode("SAMLRequest=" + BASE64).xml())
                .isEqualTo(REQUEST.xml().getBytes(UTF_8));
        assertThat(RedirectedMessage.decode("SAMLRequest=" + URLEncoder.encode(broken, UTF_8))
                        .xml())
                .isEqualTo(REQUEST.xml().getBytes(UTF_8));
    }

    @Test
    void acceptsTheOneEncodingThereIs() throws Exception {
        var named = SENT + "&SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE";

        assertThat(RedirectedMessage.decode(named).kind()).isEqualTo(SamlMessage.Kind.REQUEST);
        assertThat(refusal(SENT + "&SAMLEncoding=urn:other")).isEqualTo(MessageRefusal.MALFORMED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "a=b",
                "samlrequest=a",
                "SAMLRequest",
                "SAMLRequest=",
                "SAMLRequest=%zz",
                "SAMLRequest=%",
                "SAMLRequest=*",
                "SAMLRequest=PGEvPg==",
                "%=a"
            })
    void refusesWhatHoldsNoMessage(@Nullable String query) {
        assertThat(refusal(query)).isEqualTo(MessageRefusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAMLRequest=a",
                "SAMLResponse=a",
                "SAML%52equest=a",
                "RelayState=a&RelayState=a",
                "RelayState=a&Relay%53tate=b",
                "SigAlg=a&SigAlg=a",
                "Signature=a&Signature=a",
                "SAMLEncoding&SAMLEncoding"
            })
    void refusesTwoOfAKind(String more) {
        assertThat(refusal(SENT + "&" + more)).isEqualTo(MessageRefusal.MALFORMED);
        assertThat(refusal(more + "&" + SENT)).isEqualTo(MessageRefusal.MALFORMED);
    }

    @Test
    void refusesAQueryThatIsLargerThanAnyMessage() {
        assertThat(refusal(SENT + "&a=" + "b".repeat(64 * 1024))).isEqualTo(MessageRefusal.TOO_LARGE);
    }

    @Test
    void refusesABomb() {
        var bomb = Base64.getEncoder().encodeToString(Deflate.compress(new byte[16 * 1024 * 1024]));

        assertThat(refusal("SAMLRequest=" + bomb)).isEqualTo(MessageRefusal.TOO_LARGE);
    }

    @Test
    void countsTheBytesOfARelayState() throws Exception {
        assertThat(RedirectedMessage.decode(SENT + "&RelayState=" + "%C3%B6".repeat(40))
                        .relayState())
                .isEqualTo("ö".repeat(40));
        assertThat(refusal(SENT + "&RelayState=a" + "%C3%B6".repeat(40)))
                .isEqualTo(MessageRefusal.RELAY_STATE_TOO_LONG);
    }

    @Test
    void doesNotLetOthersChangeIt() throws Exception {
        var message = RedirectedMessage.decode(SENT);
        message.xml()[0] = 'x';

        assertThat(message.xml()[0]).isEqualTo((byte) '<');
    }

    @Test
    void namesNobodyInALog() throws Exception {
        assertThat(RedirectQuery.of(SENT + "&RelayState=ada").toString()).doesNotContain("ada", BASE64);
        assertThat(RedirectedMessage.decode(SENT).toString()).doesNotContain("ada", BASE64);
    }

    private static MessageRefusal refusal(@Nullable String query) {
        return catchThrowableOfType(RefusedMessageException.class, () -> RedirectedMessage.decode(query))
                .refusal();
    }
}
