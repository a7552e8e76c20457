package com.pickatime.sso.saml.redirect;

import static com.pickatime.sso.saml.messages.Samples.ADA;
import static com.pickatime.sso.saml.messages.Samples.DESTINATION;
import static com.pickatime.sso.saml.messages.Samples.NOW;
import static com.pickatime.sso.saml.messages.Samples.US;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.onelogin.saml2.util.Util;
import com.pickatime.sso.saml.messages.LogoutRequest;
import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.TestCredentials;
import java.net.URLEncoder;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that identity providers make their own way, and forged ones. */
class RedirectSignatureTest {

    private static final String SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private static final SamlCredential IDP = TestCredentials.rsa("idp");
    private static final String MESSAGE = "SAMLRequest="
            + URLEncoder.encode(
                    Base64.getEncoder()
                            .encodeToString(Deflate.compress(LogoutRequest.create(US, DESTINATION, ADA, "s-1", NOW)
                                    .xml()
                                    .getBytes(UTF_8))),
                    UTF_8);

    @ParameterizedTest
    @CsvSource({
        "xmldsig-more#rsa-sha256, SHA256withRSA, ",
        "xmldsig-more#rsa-sha384, SHA384withRSA, ",
        "xmldsig-more#rsa-sha512, SHA512withRSA, ",
        "xmldsig-more#ecdsa-sha256, SHA256withECDSA, secp256r1",
        "xmldsig-more#ecdsa-sha384, SHA384withECDSA, secp384r1",
        "xmldsig-more#ecdsa-sha512, SHA512withECDSA, secp521r1",
        "xmldsig-more#ecdsa-sha256, SHA256withECDSAinP1363Format, secp256r1",
        "xmldsig-more#ecdsa-sha384, SHA384withECDSAinP1363Format, secp384r1",
        "xmldsig-more#ecdsa-sha512, SHA512withECDSAinP1363Format, secp521r1"
    })
    void acceptsSha2OfBothKindsOfKey(String name, String jdkName, String curve) throws Exception {
        var key = curve == null ? IDP : TestCredentials.ec(curve);
        var query = signed(MESSAGE, "http://www.w3.org/2001/04/" + name, jdkName, key);

        assertThatCode(() -> verify(query, false, key.certificate())).doesNotThrowAnyException();
        assertThat(refusal(tampered(query), key.certificate())).isEqualTo(MessageRefusal.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1, SHA1withRSA, ",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1, SHA1withECDSA, secp256r1"
    })
    void acceptsSha1OnlyWhereItIsAllowed(String uri, String jdkName, String curve) throws Exception {
        var key = curve == null ? IDP : TestCredentials.ec(curve);
        var query = signed(MESSAGE, uri, jdkName, key);

        assertThat(refusal(query, key.certificate())).isEqualTo(MessageRefusal.SHA1);
        assertThatCode(() -> verify(query, true, key.certificate())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
                "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
                "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
                "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
                "SHA256withRSA"
            })
    void acceptsNoOtherAlgorithm(String uri) throws Exception {
        assertThat(refusal(signed(MESSAGE, uri, "SHA256withRSA", IDP), IDP.certificate()))
                .isEqualTo(MessageRefusal.UNSUPPORTED_ALGORITHM);
    }

    @Test
    void verifiesWhatWasSentAndNotWhatItWouldHaveWritten() throws Exception {
        var lowerCase = Pattern.compile("%[0-9A-F]{2}")
                .matcher(MESSAGE + "&RelayState=%2F%7Ea%20b")
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
        var algorithm = SHA256.replace("/", "%2f").replace(":", "%3a").replace("#", "%23");
        var octets = lowerCase + "&SigAlg=" + algorithm;
        var query = octets + "&Signature=" + URLEncoder.encode(base64(sign(octets, "SHA256withRSA", IDP)), UTF_8);

        assertThat(lowerCase).contains("%2f");
        assertThatCode(() -> verify(query, false, IDP.certificate())).doesNotThrowAnyException();
        assertThat(refusal(query.replace("%2f", "%2F"), IDP.certificate())).isEqualTo(MessageRefusal.UNKNOWN_KEY);
    }

    @Test
    void findsTheSignedPartsInAnyOrderAmongOthers() throws Exception {
        var parts =
                signed(MESSAGE + "&RelayState=a", SHA256, "SHA256withRSA", IDP).split("&");

        var shuffled = String.join("&", "x=1", parts[3], parts[2], "y=2", parts[1], parts[0]);
        assertThatCode(() -> verify(shuffled, false, IDP.certificate())).doesNotThrowAnyException();
    }

    @Test
    void coversTheRelayState() throws Exception {
        var with = signed(MESSAGE + "&RelayState=a", SHA256, "SHA256withRSA", IDP);
        var without = signed(MESSAGE, SHA256, "SHA256withRSA", IDP);
        var empty = signed(MESSAGE + "&RelayState=", SHA256, "SHA256withRSA", IDP);

        assertThatCode(() -> verify(empty, false, IDP.certificate())).doesNotThrowAnyException();
        assertThat(refusal(with.replace("RelayState=a", "RelayState=b"), IDP.certificate()))
                .isEqualTo(MessageRefusal.UNKNOWN_KEY);
        assertThat(refusal(with.replace("&RelayState=a", ""), IDP.certificate()))
                .isEqualTo(MessageRefusal.UNKNOWN_KEY);
        assertThat(refusal(without + "&RelayState=a", IDP.certificate())).isEqualTo(MessageRefusal.UNKNOWN_KEY);
    }

    @Test
    void coversWhetherItIsARequestOrAResponse() throws Exception {
        var query = signed(MESSAGE, SHA256, "SHA256withRSA", IDP);

        assertThat(refusal(query.replace("SAMLRequest", "SAMLResponse"), IDP.certificate()))
                .isEqualTo(MessageRefusal.UNKNOWN_KEY);
    }

    @Test
    void triesEveryKeyOfTheMetadata() throws Exception {
        var query = signed(MESSAGE, SHA256, "SHA256withRSA", IDP);
        var next = TestCredentials.rsa("next").certificate();

        assertThatCode(() ->
                        verify(query, false, TestCredentials.ec("secp256r1").certificate(), next, IDP.certificate()))
                .doesNotThrowAnyException();
        assertThat(refusal(query, next)).isEqualTo(MessageRefusal.UNKNOWN_KEY);
        assertThat(refusal(query, TestCredentials.rsa("long", 3072).certificate()))
                .isEqualTo(MessageRefusal.UNKNOWN_KEY);
        assertThat(refusal(query)).isEqualTo(MessageRefusal.UNKNOWN_KEY);
    }

    @Test
    void needsBothASignatureAndItsAlgorithm() throws Exception {
        var query = signed(MESSAGE, SHA256, "SHA256withRSA", IDP);

        assertThat(refusal(MESSAGE, IDP.certificate())).isEqualTo(MessageRefusal.UNSIGNED);
        assertThat(refusal(query.substring(0, query.indexOf("&Signature")), IDP.certificate()))
                .isEqualTo(MessageRefusal.UNSIGNED);
        assertThat(refusal(MESSAGE + query.substring(query.indexOf("&Signature")), IDP.certificate()))
                .isEqualTo(MessageRefusal.UNSIGNED);
        assertThat(refusal(query.substring(0, query.indexOf("&Signature")) + "&Signature=", IDP.certificate()))
                .isEqualTo(MessageRefusal.UNKNOWN_KEY);
        assertThat(refusal(query.substring(0, query.indexOf("&Signature")) + "&Signature=*", IDP.certificate()))
                .isEqualTo(MessageRefusal.MALFORMED);
    }

    @Test
    void believesNoSignatureOfZeros() throws Exception {
        var key = TestCredentials.ec("secp256r1");
        var octets = MESSAGE + "&SigAlg=" + URLEncoder.encode(SHA256.replace("rsa", "ecdsa"), UTF_8);

        assertThat(refusal(octets + "&Signature=" + URLEncoder.encode(base64(new byte[64]), UTF_8), key.certificate()))
                .isEqualTo(MessageRefusal.UNKNOWN_KEY);
    }

    @Test
    void agreesWithAnotherImplementationsSignature() throws Exception {
        var settings = OneLoginIdp.settings(IDP);
        var request = new com.onelogin.saml2.logout.LogoutRequest(settings, null, "ada@district.example", "s-1");
        var octets = "SAMLRequest=" + Util.urlEncoder(request.getEncodedLogoutRequest(true)) + "&SigAlg="
                + Util.urlEncoder(SHA256);
        var query = octets + "&Signature="
                + Util.urlEncoder(Util.base64encoder(Util.sign(octets, settings.getSPkey(), SHA256)));

        verify(query, false, IDP.certificate());
        var read = LogoutRequest.read(
                RedirectedMessage.decode(query).xml(),
                settings.getSpEntityId(),
                US,
                request.getIssueInstant().toInstant());
        assertThat(read.id()).isEqualTo(request.getId());
        assertThat(read.nameId().value()).isEqualTo("ada@district.example");
        assertThat(read.sessionIndexes()).containsExactly("s-1");
    }

    private static void verify(String query, boolean allowSha1, X509Certificate... certificates)
            throws RefusedMessageException {
        RedirectedMessage.decode(query).verify(List.of(certificates), allowSha1);
    }

    private static MessageRefusal refusal(String query, X509Certificate... certificates) {
        return catchThrowableOfType(RefusedMessageException.class, () -> verify(query, false, certificates))
                .refusal();
    }

    private static String signed(String query, String uri, String jdkName, SamlCredential key) throws Exception {
        var octets = query + "&SigAlg=" + URLEncoder.encode(uri, UTF_8);
        return octets + "&Signature=" + URLEncoder.encode(base64(sign(octets, jdkName, key)), UTF_8);
    }

    private static byte[] sign(String octets, String jdkName, SamlCredential key) throws Exception {
        var signature = Signature.getInstance(jdkName);
        signature.initSign(key.key());
        signature.update(octets.getBytes(UTF_8));
        return signature.sign();
    }

    /** The same query with another message that is just as well-formed. */
    private static String tampered(String query) {
        var other = URLEncoder.encode(base64(Deflate.compress("<a/>".getBytes(UTF_8))), UTF_8);
        return "SAMLRequest=" + other + query.substring(query.indexOf("&SigAlg"));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
