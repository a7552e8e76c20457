package com.pickatime.sso.saml.messages;

import static com.pickatime.sso.saml.messages.Samples.DESTINATION;
import static com.pickatime.sso.saml.messages.Samples.IDENTITY_PROVIDER;
import static com.pickatime.sso.saml.messages.Samples.NOW;
import static com.pickatime.sso.saml.messages.Samples.US;
import static com.pickatime.sso.saml.messages.Samples.altered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.onelogin.saml2.util.Util;
import com.pickatime.sso.saml.xml.Saml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogoutResponseTest {

    private static final String RECEIVED = """
            <p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"
                ID="ID_2" Version="2.0" IssueInstant="2026-11-24T15:00:00.123Z" InResponseTo="_1"
                Destination="https://sso.example/saml/elm/slo">
              <a:Issuer>https://idp.district.example/saml?a=1&amp;b=2</a:Issuer>
              <p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:Status>
            </p:LogoutResponse>
            """;

    @Test
    void saysThatTheRequestWasFollowed() throws Exception {
        var message = LogoutResponse.create(US, DESTINATION, "ID_1", NOW);

        var document = SamlSchemas.checkMessage(message.xml().getBytes(UTF_8));
        assertThat(message.kind()).isEqualTo(SamlMessage.Kind.RESPONSE);
        assertThat(document.getDocumentElement().getAttribute("InResponseTo")).isEqualTo("ID_1");
        assertThat(document.getDocumentElement().getAttribute("Destination")).isEqualTo(DESTINATION.toString());
        var status = Util.getStatus("/samlp:LogoutResponse/samlp:Status", document);
        assertThat(status.getStatusCode()).isEqualTo(Saml.STATUS_SUCCESS);
    }

    @Test
    void readsSuccess() throws Exception {
        assertThat(read(RECEIVED.getBytes(UTF_8)))
                .isEqualTo(new LogoutResponse("_1", Saml.STATUS_SUCCESS, false))
                .returns(true, LogoutResponse::success);
    }

    @Test
    void readsThatOtherServicesMayStillKnowThePerson() throws Exception {
        var response = read(altered(
                RECEIVED,
                "Success\"/>",
                "Success\"><p:StatusCode Value=\"" + Saml.STATUS_PARTIAL_LOGOUT + "\"/></p:StatusCode>"));

        assertThat(response.partial()).isTrue();
        assertThat(response.success()).isTrue();
    }

    @Test
    void readsFailureOfAnUnknownRequest() throws Exception {
        var response = read(altered(RECEIVED, "status:Success", "status:Responder", "InResponseTo=\"_1\"", ""));

        assertThat(response).isEqualTo(new LogoutResponse(null, Saml.STATUS_RESPONDER, false));
        assertThat(response.success()).isFalse();
    }

    @Test
    void readsWhatItWrites() throws Exception {
        var idp = new ServiceProvider(IDENTITY_PROVIDER, DESTINATION, DESTINATION);
        var message = LogoutResponse.create(idp, US.singleLogoutUrl(), "_7", NOW);

        assertThat(read(message.xml().getBytes(UTF_8)).inResponseTo()).isEqualTo("_7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            p:LogoutResponse         | p:LogoutRequest | OTHER_MESSAGE
            p:Status>                | p:State>        | MALFORMED
            <p:StatusCode            | <p:Code         | MALFORMED
            <p:Status>               | <p:Status/><p:Status> | MALFORMED
            district.example/saml    | other.example   | WRONG_ISSUER
            /elm/slo                 | /oak/slo        | WRONG_DESTINATION
            15:00:00.123Z            | 14:00:00Z       | EXPIRED
            """)
    void believesNoResponseThatIsNotRight(String right, String wrong, MessageRefusal refusal) {
        var refused = catchThrowableOfType(RefusedMessageException.class, () -> read(altered(RECEIVED, right, wrong)));

        assertThat(refused.refusal()).isEqualTo(refusal);
    }

    private static LogoutResponse read(byte[] xml) throws RefusedMessageException {
        return LogoutResponse.read(xml, IDENTITY_PROVIDER, US, NOW);
    }
}
