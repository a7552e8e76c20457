package com.pickatime.sso.saml.metadata;

import static com.pickatime.sso.saml.messages.SamlSchemas.checkMetadata;
import static com.pickatime.sso.saml.messages.Samples.US;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.onelogin.saml2.util.Util;
import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.ServiceProvider;
import com.pickatime.sso.saml.messages.TestCredentials;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ServiceProviderMetadataTest {

    private static final SamlCredential KEY = TestCredentials.rsa("ours");
    private static final SamlCredential NEXT = TestCredentials.rsa("ours-next");

    @Test
    void namesTheServiceAndWhatItWants() throws Exception {
        var document = checkMetadata(metadata(KEY).unsigned());

        var entity = document.getDocumentElement();
        assertThat(entity.getAttribute("entityID")).isEqualTo(US.entityId());
        assertThat(entity.getAttribute("cacheDuration")).isEqualTo("PT6H");
        var role = role(document);
        assertThat(role.getAttribute("protocolSupportEnumeration")).isEqualTo(Saml.PROTOCOL);
        assertThat(role.getAttribute("AuthnRequestsSigned")).isEqualTo("true");
        assertThat(role.getAttribute("WantAssertionsSigned")).isEqualTo("true");
        assertThat(Xml.children(role, Saml.METADATA, "NameIDFormat"))
                .extracting(Element::getTextContent)
                .containsExactly(Saml.UNSPECIFIED_FORMAT, Saml.EMAIL_FORMAT, Saml.PERSISTENT_FORMAT);
    }

    @Test
    void saysWhereMessagesGo() throws Exception {
        var role = role(checkMetadata(metadata(KEY).unsigned()));

        var consumer = only(role, "AssertionConsumerService");
        assertThat(consumer.getAttribute("Binding")).isEqualTo(Saml.POST_BINDING);
        assertThat(consumer.getAttribute("Location"))
                .isEqualTo(US.assertionConsumerUrl().toString());
        assertThat(consumer.getAttribute("index")).isEqualTo("0");
        assertThat(consumer.getAttribute("isDefault")).isEqualTo("true");
        var logout = only(role, "SingleLogoutService");
        assertThat(logout.getAttribute("Binding")).isEqualTo(Saml.REDIRECT_BINDING);
        assertThat(logout.getAttribute("Location"))
                .isEqualTo(US.singleLogoutUrl().toString());
    }

    @Test
    void offersEachKeyForSigningAndForEncryptionThatDetectsTampering() throws Exception {
        var keys = Xml.children(role(checkMetadata(metadata(KEY, NEXT).unsigned())), Saml.METADATA, "KeyDescriptor");

        assertThat(keys)
                .extracting(key -> key.getAttribute("use"))
                .containsExactly("signing", "encryption", "signing", "encryption");
        assertThat(keys)
                .extracting(ServiceProviderMetadataTest::certificate)
                .containsExactly(encoded(KEY), encoded(KEY), encoded(NEXT), encoded(NEXT));
        assertThat(encryption(keys.get(1)))
                .containsExactly(
                        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
                        "http://www.w3.org/2009/xmlenc11#aes128-gcm",
                        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p");
        assertThat(encryption(keys.get(0))).isEmpty();
    }

    @Test
    void offersAesCbcLastAndOnlyWhereItIsAllowed() throws Exception {
        var document = checkMetadata(new ServiceProviderMetadata(US, List.of(KEY), false, true, List.of()).unsigned());

        assertThat(encryption(Xml.children(role(document), Saml.METADATA, "KeyDescriptor")
                        .get(1)))
                .containsExactly(
                        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
                        "http://www.w3.org/2009/xmlenc11#aes128-gcm",
                        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
                        "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
                        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p");
    }

    private static List<String> encryption(Element key) {
        return Xml.children(key, Saml.METADATA, "EncryptionMethod").stream()
                .map(method -> method.getAttribute("Algorithm"))
                .toList();
    }

    @Test
    void saysWhenRequestsAreNotSigned() throws Exception {
        var document = checkMetadata(new ServiceProviderMetadata(US, List.of(KEY), false, false, List.of()).unsigned());

        assertThat(role(document).getAttribute("AuthnRequestsSigned")).isEqualTo("false");
    }

    @Test
    void asksForAttributesByName() throws Exception {
        var wanted = List.of("OR:userSourcedId", "a <\"&> b");
        var document = checkMetadata(new ServiceProviderMetadata(US, List.of(KEY), false, false, wanted).unsigned());

        var service = only(role(document), "AttributeConsumingService");
        assertThat(Xml.children(service, Saml.METADATA, "RequestedAttribute"))
                .extracting(attribute -> attribute.getAttribute("Name"))
                .isEqualTo(wanted);
        assertThat(Xml.children(
                        role(checkMetadata(metadata(KEY).unsigned())), Saml.METADATA, "AttributeConsumingService"))
                .isEmpty();
    }

    @Test
    void escapesWhatTheEntityIdHolds() throws Exception {
        var odd = new ServiceProvider("urn:a<b>\"&amp;'c", US.assertionConsumerUrl(), US.singleLogoutUrl());
        var document = checkMetadata(new ServiceProviderMetadata(odd, List.of(KEY), false, false, List.of()).signed());

        assertThat(document.getDocumentElement().getAttribute("entityID")).isEqualTo(odd.entityId());
    }

    @Test
    void signsWhatAnotherImplementationVerifies() throws Exception {
        var signed = metadata(KEY, NEXT).signed();

        checkMetadata(signed);
        assertThat(verified(signed, KEY)).isTrue();
        assertThat(verified(signed, NEXT)).isFalse();
        assertThat(verified(tampered(signed), KEY)).isFalse();
    }

    @Test
    void signsInTheFirstPlaceWithoutControlCharacters() throws Exception {
        var signed = metadata(KEY).signed();

        var first = Xml.children(checkMetadata(signed).getDocumentElement()).get(0);
        assertThat(Xml.is(first, Saml.SIGNATURE, "Signature")).isTrue();
        assertThat(new String(signed, UTF_8)).doesNotContain("&#13;", "\r");
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(metadata(KEY).signed()).isEqualTo(metadata(KEY).signed());
    }

    @Test
    void needsAKeyThatItCanSignWith() {
        assertThatIllegalArgumentException().isThrownBy(() -> metadata());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metadata(TestCredentials.ec("secp256r1")).signed());
    }

    private static ServiceProviderMetadata metadata(SamlCredential... credentials) {
        return new ServiceProviderMetadata(US, List.of(credentials), true, false, List.of());
    }

    private static Element role(Document document) throws Exception {
        return only(document.getDocumentElement(), "SPSSODescriptor");
    }

    private static Element only(Element parent, String name) throws Exception {
        return Xml.onlyChild(parent, Saml.METADATA, name).orElseThrow();
    }

    private static String certificate(Element key) {
        return key.getElementsByTagNameNS(Saml.SIGNATURE, "X509Certificate")
                .item(0)
                .getTextContent();
    }

    private static String encoded(SamlCredential credential) {
        return PublishedMetadata.line(credential);
    }

    private static byte[] tampered(byte[] signed) {
        return new String(signed, UTF_8).replace("/elm/acs", "/oak/acs").getBytes(UTF_8);
    }

    private static boolean verified(byte[] signed, SamlCredential credential) {
        var document = Util.loadXML(new String(signed, UTF_8));
        return Util.validateMetadataSign(document, credential.certificate(), null, null);
    }
}
