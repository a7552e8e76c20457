package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.corpus.GenuineCases.by;
import static com.pickatime.sso.saml.response.idp.DraftResponse.deep;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.CorpusKey;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.SignatureOptions;
import com.pickatime.sso.saml.response.idp.TrapServer;
import com.pickatime.sso.saml.xml.Saml;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** Damaged signature values and digests, and a KeyInfo that would have us fetch something. */
final class SignatureValueCases {

    private SignatureValueCases() {}

    static List<Case> all() {
        return List.of(
                accept("SignatureValue with line breaks", signatureValue(value -> value.replaceAll("(.{64})", "$1\n"))),
                refuse(
                        "signature cut short",
                        ResponseRefusal.UNKNOWN_KEY,
                        signatureValue(value -> "AAAA" + value.substring(100))),
                refuse("signature of another length", ResponseRefusal.UNKNOWN_KEY, signatureValue(value -> "AAAA")),
                refuse("signature empty", ResponseRefusal.UNKNOWN_KEY, signatureValue(value -> "")),
                refuse("signature is no base64", ResponseRefusal.UNKNOWN_KEY, signatureValue(value -> "%%%%")),
                refuse(
                        "signature of one character",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        signatureValue(value -> "A")),
                refuse(
                        "digest of one character",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        plain().signAssertion()
                                .change(response ->
                                        deep(response, "DigestValue").setTextContent("A"))),
                refuse(
                        "digest empty",
                        ResponseRefusal.UNKNOWN_KEY,
                        plain().signAssertion()
                                .change(response ->
                                        deep(response, "DigestValue").setTextContent(""))),
                refuse(
                        "one bit of the signature",
                        ResponseRefusal.UNKNOWN_KEY,
                        signatureValue(SignatureValueCases::flipped)),
                refuse("ecdsa signature all zero", ResponseRefusal.UNKNOWN_KEY, curve(value -> base64(new byte[64])))
                        .by(CorpusKey.CURVE),
                refuse("ecdsa signature in DER", ResponseRefusal.UNKNOWN_KEY, curve(SignatureValueCases::der))
                        .by(CorpusKey.CURVE),
                refuse(
                                "ecdsa signature of odd length",
                                ResponseRefusal.UNKNOWN_KEY,
                                curve(value -> base64(new byte[63])))
                        .by(CorpusKey.CURVE),
                refuse(
                        "reference digest with comment inside DigestValue",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        plain().signAssertion().replace("<ds:DigestValue>", "<ds:DigestValue><!-- -->")),
                refuse(
                        "CDATA in DigestValue",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        plain().signAssertion().replace("<ds:DigestValue>", "<ds:DigestValue><![CDATA[AA]]>")),
                accept(
                                "KeyInfo with a certificate that is none",
                                plain().signAssertion()
                                        .change(response -> deep(response, "X509Certificate")
                                                .setTextContent("AAAA")))
                        .agreeingWith(accept("without it", plain().signAssertion(by().showing(null)))),
                accept("KeyInfo RetrievalMethod http (SSRF)", retrieval("<ds:X509Data>", "$R<ds:X509Data>")),
                accept(
                        "KeyInfo only RetrievalMethod http (SSRF)",
                        plain().signAssertion(by().showing(null))
                                .replace(
                                        "</ds:SignatureValue>",
                                        "</ds:SignatureValue><ds:KeyInfo>" + method() + "</ds:KeyInfo>")));
    }

    private static String method() {
        return "<ds:RetrievalMethod URI=\"" + TrapServer.url() + "\" Type=\"" + Saml.SIGNATURE
                + "rawX509Certificate\"/>";
    }

    private static DraftResponse retrieval(String from, String to) {
        return plain().signAssertion().replace(from, to.replace("$R", method()));
    }

    private static DraftResponse signatureValue(UnaryOperator<String> change) {
        return changed(plain().signAssertion(), change);
    }

    private static DraftResponse curve(UnaryOperator<String> change) {
        return changed(plain().signAssertion(SignatureOptions.by(CorpusKey.CURVE)), change);
    }

    private static DraftResponse changed(DraftResponse draft, UnaryOperator<String> change) {
        return draft.change(response -> {
            var value = deep(response, "SignatureValue");
            value.setTextContent(change.apply(value.getTextContent().replaceAll("\\s", "")));
        });
    }

    private static String flipped(String value) {
        var bytes = Base64.getDecoder().decode(value);
        bytes[17] ^= 1;
        return base64(bytes);
    }

    /** The two halves as an ASN.1 sequence, which is Java's format and not XML Signature's. */
    private static String der(String value) {
        var bytes = Base64.getDecoder().decode(value);
        var der = new byte[6 + bytes.length];
        der[0] = 0x30;
        der[1] = (byte) (4 + bytes.length);
        var half = bytes.length / 2;
        der[2] = 2;
        der[3] = (byte) half;
        System.arraycopy(bytes, 0, der, 4, half);
        der[4 + half] = 2;
        der[5 + half] = (byte) half;
        System.arraycopy(bytes, half, der, 6 + half, half);
        return base64(der);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
