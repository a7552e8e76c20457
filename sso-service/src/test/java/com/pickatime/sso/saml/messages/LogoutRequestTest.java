package com.pickatime.sso.saml.messages;

import static com.pickatime.sso.saml.messages.Samples.ADA;
import static com.pickatime.sso.saml.messages.Samples.DESTINATION;
import static com.pickatime.sso.saml.messages.Samples.IDENTITY_PROVIDER;
import static com.pickatime.sso.saml.messages.Samples.NOW;
import static com.pickatime.sso.saml.messages.Samples.US;
import static com.pickatime.sso.saml.messages.Samples.altered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.onelogin.saml2.util.Util;
import com.pickatime.sso.saml.NameId;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogoutRequestTest {

    private static final String RECEIVED = """
            <p:LogoutRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"
                ID="ID_1" Version="2.0" IssueInstant="2026-11-24T14:59:00.000Z" NotOnOrAfter="2026-11-24T15:04:00Z"
                Destination="https://sso.example/saml/elm/slo">
              <Issuer>https://idp.district.example/saml?a=1&amp;b=2</Issuer>
              <NameID Format="urn:format" NameQualifier="urn:idp" SPNameQualifier="urn:sp">lovelace@district.example</NameID>
              <p:SessionIndex>s-1</p:SessionIndex>
              <p:SessionIndex>s-2</p:SessionIndex>
            </p:LogoutRequest>
            """;

    @Test
    void asksTheIdentityProviderToEndOneSession() throws Exception {
        var message = LogoutRequest.create(US, DESTINATION, ADA, "s-1", NOW);

        var root = SamlSchemas.checkMessage(message.xml().getBytes(UTF_8)).getDocumentElement();
        assertThat(root.getAttribute("ID")).isEqualTo(message.id());
        assertThat(root.getAttribute("NotOnOrAfter")).isEqualTo("2026-11-24T15:05:00.123Z");
        assertThat(root.getAttribute("Reason")).isEqualTo("urn:oasis:names:tc:SAML:2.0:logout:user");
        assertThat(root.getAttribute("Destination")).isEqualTo(DESTINATION.toString());
        assertThat(Xml.children(root, Saml.PROTOCOL, "SessionIndex")).hasSize(1);
    }

    @Test
    void isReadByAnotherImplementationAsItWasMeant() throws Exception {
        var document = Util.loadXML(
                LogoutRequest.create(US, DESTINATION, ADA, "s-1", NOW).xml());

        var name = com.onelogin.saml2.logout.LogoutRequest.getNameIdData(document, null);
        assertThat(name)
                .containsEntry("Value", ADA.value())
                .containsEntry("Format", ADA.format())
                .containsEntry("NameQualifier", ADA.nameQualifier())
                .containsEntry("SPNameQualifier", ADA.spNameQualifier());
        assertThat(com.onelogin.saml2.logout.LogoutRequest.getSessionIndexes(document))
                .containsExactly("s-1");
        assertThat(com.onelogin.saml2.logout.LogoutRequest.getIssuer(document)).isEqualTo(US.entityId());
    }

    @Test
    void leavesOutWhatIsNotKnown() throws Exception {
        var message = LogoutRequest.create(US, DESTINATION, new NameId("ada", null, null, null), null, NOW);

        var root = SamlSchemas.checkMessage(message.xml().getBytes(UTF_8)).getDocumentElement();
        assertThat(Xml.children(root, Saml.PROTOCOL, "SessionIndex")).isEmpty();
        assertThat(Xml.children(root, Saml.ASSERTION, "NameID").get(0).getAttributes())
                .returns(0, attributes -> attributes.getLength());
    }

    @Test
    void readsWhoseSessionsEnd() throws Exception {
        var request = LogoutRequest.read(RECEIVED.getBytes(UTF_8), IDENTITY_PROVIDER, US, NOW);

        assertThat(request.id()).isEqualTo("ID_1");
        assertThat(request.nameId())
                .isEqualTo(new NameId("lovelace@district.example", "urn:format", "urn:idp", "urn:sp"));
        assertThat(request.sessionIndexes()).containsExactlyInAnyOrder("s-1", "s-2");
    }

    @Test
    void readsThatAllSessionsEnd() throws Exception {
        var request = LogoutRequest.read(
                altered(
                        RECEIVED,
                        "<p:SessionIndex>s-1</p:SessionIndex>",
                        "",
                        "<p:SessionIndex>s-2</p:SessionIndex>",
                        "",
                        "NotOnOrAfter=\"2026-11-24T15:04:00Z\"",
                        ""),
                IDENTITY_PROVIDER,
                US,
                NOW);

        assertThat(request.sessionIndexes()).isEmpty();
    }

    @Test
    void readsWhatItWrites() throws Exception {
        var idp = new ServiceProvider(IDENTITY_PROVIDER, DESTINATION, DESTINATION);
        var message = LogoutRequest.create(idp, US.singleLogoutUrl(), ADA, "s-1", NOW);

        var request = LogoutRequest.read(message.xml().getBytes(UTF_8), IDENTITY_PROVIDER, US, NOW);

        assertThat(request.id()).isEqualTo(message.id());
        assertThat(request.nameId()).isEqualTo(ADA);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            p:LogoutRequest          | p:AuthnRequest               | OTHER_MESSAGE
            2.0:protocol"            | 2.0:other"                   | OTHER_MESSAGE
            Version="2.0"            | Version="1.1"                | MALFORMED
            ID="ID_1"                | ID=" "                       | MALFORMED
            ID="ID_1"                | ``                           | MALFORMED
            IssueInstant="2026       | Issued="2026                 | MALFORMED
            2026-11-24T14:59:00.000Z | yesterday                    | MALFORMED
            2026-11-24T14:59:00.000Z | 2026-11-24T14:54:00.122Z     | EXPIRED
            2026-11-24T14:59:00.000Z | 2026-11-24T15:01:00.124Z     | FROM_THE_FUTURE
            2026-11-24T15:04:00Z     | 2026-11-24T14:59:00.123Z     | EXPIRED
            2026-11-24T15:04:00Z     | soon                         | MALFORMED
            idp.district             | idp.other                    | WRONG_ISSUER
            <Issuer>                 | `<Issuer> `                   | WRONG_ISSUER
            <Issuer>                 | <Issuer><!-- -->             | MALFORMED
            Issuer>                  | Emitter>                     | MALFORMED
            /elm/slo                 | /oak/slo                     | WRONG_DESTINATION
            Destination=             | To=                          | WRONG_DESTINATION
            NameID                   | EncryptedID                  | NO_PLAIN_NAME
            NameID                   | BaseID                       | NO_PLAIN_NAME
            lovelace@                | love<!-- -->@                | MALFORMED
            lovelace@district.example     | ` `                          | MALFORMED
            s-1                      | <b/>                         | MALFORMED
            <p:SessionIndex>s-1</p:SessionIndex> | <NameID>eve</NameID> | MALFORMED
            </p:LogoutRequest>       | ``                           | MALFORMED
            """)
    void followsNoRequestThatIsNotRight(String right, String wrong, MessageRefusal refusal) {
        var refused = refused(altered(RECEIVED, right, wrong), NOW);

        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused).hasMessageStartingWith(refusal.name());
        assertThat(refused.toString()).doesNotContain("love", "district", "eve", "yesterday");
    }

    @Test
    void refusesAnIdThatIsTooLong() {
        assertThat(refused(altered(RECEIVED, "ID_1", "I".repeat(257)), NOW).refusal())
                .isEqualTo(MessageRefusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T14:58:00Z", "2026-11-24T15:04:59.999Z"})
    void allowsForClocksThatAreApartAndForSlowBrowsers(Instant now) throws Exception {
        assertThat(LogoutRequest.read(RECEIVED.getBytes(UTF_8), IDENTITY_PROVIDER, US, now)
                        .id())
                .isEqualTo("ID_1");
    }

    @Test
    void endsWhenItSaysSo() {
        assertThat(refused(RECEIVED.getBytes(UTF_8), Instant.parse("2026-11-24T15:05:00Z"))
                        .refusal())
                .isEqualTo(MessageRefusal.EXPIRED);
    }

    @Test
    void namesNobodyInALog() throws Exception {
        var request = LogoutRequest.read(RECEIVED.getBytes(UTF_8), IDENTITY_PROVIDER, US, NOW);

        assertThat(request.toString()).contains("ID_1").doesNotContain("lovelace");
        assertThat(LogoutRequest.create(US, DESTINATION, ADA, "s-1", NOW).toString())
                .doesNotContain("ada");
    }

    private static RefusedMessageException refused(byte[] xml, Instant now) {
        return catchThrowableOfType(
                RefusedMessageException.class, () -> LogoutRequest.read(xml, IDENTITY_PROVIDER, US, now));
    }
}
