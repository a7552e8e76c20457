package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.idp.DraftResponse.child;
import static com.pickatime.sso.saml.response.idp.DraftResponse.deep;
import static com.pickatime.sso.saml.response.idp.DraftResponse.document;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.CorpusKey;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.EncryptionOptions;
import com.pickatime.sso.saml.response.idp.EncryptionOptions.Recipient;
import com.pickatime.sso.saml.response.idp.SignatureOptions;
import com.pickatime.sso.saml.response.idp.XmlFragments;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Encrypted assertions, well and badly. */
final class EncryptionCases {

    private static final String SHA256 = SignatureOptions.SHA256;
    private static final String SHA512 = Saml.ENCRYPTION + "sha512";
    private static final String MGF = Saml.ENCRYPTION_11;

    private EncryptionCases() {}

    static List<Case> all() {
        return List.of(
                accept("aes128-gcm", signed().encrypt(content("aes128-gcm", 128))),
                accept("aes192-gcm", signed().encrypt(content("aes192-gcm", 192))),
                accept("oaep-mgf1p with sha256", signed().encrypt(transport(EncryptionOptions.OAEP, SHA256, null))),
                accept(
                        "oaep of XML Encryption 1.1, defaults",
                        signed().encrypt(transport(EncryptionOptions.OAEP_11, null, null))),
                accept(
                        "oaep of XML Encryption 1.1, sha256 both",
                        signed().encrypt(transport(EncryptionOptions.OAEP_11, SHA256, MGF + "mgf1sha256"))),
                accept(
                        "oaep of XML Encryption 1.1, sha512 and sha1",
                        signed().encrypt(transport(EncryptionOptions.OAEP_11, SHA512, MGF + "mgf1sha1"))),
                beside(signed().encrypt(EncryptionOptions.gcm(us().isBeside()))),
                accept(
                        "EncryptedKey beside EncryptedData, found by RetrievalMethod",
                        pointing(signed().encrypt(EncryptionOptions.gcm(us().isBeside())))),
                accept(
                        "two EncryptedKeys, ours first",
                        signed().encrypt(EncryptionOptions.gcm(us(), Recipient.of(CorpusKey.MALLORY)))),
                accept(
                        "two EncryptedKeys, ours second",
                        signed().encrypt(EncryptionOptions.gcm(Recipient.of(CorpusKey.MALLORY), us()))),
                accept(
                                "encrypted for our old key",
                                signed().encrypt(EncryptionOptions.gcm(Recipient.of(CorpusKey.OLD_SP))))
                        .expecting(Case.decryptingWith(CorpusKey.SP, CorpusKey.OLD_SP)),
                accept("plaintext uses prefixes from outside", outside(signed())),
                accept(
                        "plaintext uses prefixes from outside, both signed",
                        outside(signed()).signResponse()),
                accept(
                        "plaintext uses prefixes from outside, response signed",
                        outside(plain()).signResponse()),
                accept("white space around the plaintext", hidden(signed(), text -> "\n " + text + "\n")),
                refuse(
                        "INFO encrypted cbc",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        signed().encrypt(new EncryptionOptions(Saml.ENCRYPTION + "aes256-cbc", 256, List.of(us())))),
                refuse(
                        "triple DES",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        signed().encrypt()
                                .replace(Saml.ENCRYPTION_11 + "aes256-gcm", Saml.ENCRYPTION + "tripledes-cbc")),
                refuse(
                        "gcm called cbc",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        signed().encrypt().replace(Saml.ENCRYPTION_11 + "aes256-gcm", Saml.ENCRYPTION + "aes256-cbc")),
                refuse(
                        "gcm of another key length",
                        ResponseRefusal.UNDECRYPTABLE,
                        signed().encrypt().replace("aes256-gcm", "aes128-gcm")),
                refuse(
                        "RSA 1.5",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        signed().encrypt(transport(Saml.ENCRYPTION + "rsa-1_5", null, null))),
                refuse(
                        "oaep with wrong digest",
                        ResponseRefusal.UNDECRYPTABLE,
                        signed().encrypt(transport(EncryptionOptions.OAEP, SHA256, null))
                                .change(response -> deep(deep(response, "EncryptedKey"), "DigestMethod")
                                        .setAttribute("Algorithm", SHA512))),
                refuse(
                        "oaep with an unknown digest",
                        ResponseRefusal.UNDECRYPTABLE,
                        signed().encrypt(transport(EncryptionOptions.OAEP, SHA256, null))
                                .change(response -> deep(deep(response, "EncryptedKey"), "DigestMethod")
                                        .setAttribute("Algorithm", "urn:unknown"))),
                refuse(
                        "no EncryptionMethod",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        signed().encrypt().change(response -> {
                            var method = deep(response, "EncryptionMethod");
                            method.getParentNode().removeChild(method);
                        })),
                refuse(
                        "encrypted for somebody else",
                        ResponseRefusal.UNDECRYPTABLE,
                        signed().encrypt(EncryptionOptions.gcm(Recipient.of(CorpusKey.MALLORY)))),
                refuse("encrypted though we have no key", ResponseRefusal.UNDECRYPTABLE, signed().encrypt())
                        .expecting(Case.decryptingWith()),
                refuse("no EncryptedKey", ResponseRefusal.UNDECRYPTABLE, signed().encrypt(EncryptionOptions.gcm())),
                refuse(
                        "no EncryptedData",
                        ResponseRefusal.UNDECRYPTABLE,
                        signed().encrypt().change(response -> {
                            var encrypted = child(response, "EncryptedAssertion");
                            encrypted.removeChild(child(encrypted, "EncryptedData"));
                        })),
                refuse(
                        "two EncryptedData",
                        ResponseRefusal.MALFORMED,
                        signed().encrypt().change(response -> {
                            var encrypted = child(response, "EncryptedAssertion");
                            encrypted.appendChild(
                                    child(encrypted, "EncryptedData").cloneNode(true));
                        })),
                refuse(
                        "nine EncryptedKeys",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        signed().encrypt(EncryptionOptions.gcm(us(), us(), us(), us(), us(), us(), us(), us(), us()))));
    }

    static DraftResponse signed() {
        return plain().signAssertion();
    }

    static Recipient us() {
        return Recipient.of(CorpusKey.SP);
    }

    private static EncryptionOptions content(String algorithm, int bits) {
        return new EncryptionOptions(Saml.ENCRYPTION_11 + algorithm, bits, List.of(us()));
    }

    private static EncryptionOptions transport(String algorithm, @Nullable String digest, @Nullable String mgf) {
        return EncryptionOptions.gcm(us().transport(algorithm, digest, mgf));
    }

    /** Encrypts the text of the assertion after a change. */
    static DraftResponse hidden(DraftResponse draft, UnaryOperator<String> change) {
        return hidden(draft, change, EncryptionOptions.toUs());
    }

    static DraftResponse hidden(DraftResponse draft, UnaryOperator<String> change, EncryptionOptions encrypting) {
        return draft.change(response -> {
            var assertion = child(response, "Assertion");
            var text = change.apply(new String(Xml.serialize(assertion), UTF_8));
            response.replaceChild(encrypting.encrypt(document(response), text.getBytes(UTF_8)), assertion);
        });
    }

    /** java-saml finds such a key by a RetrievalMethod alone. */
    private static Case beside(DraftResponse draft) {
        return accept("EncryptedKey beside EncryptedData", draft)
                .agreeingWith(accept("the same, found by RetrievalMethod", pointing(draft)));
    }

    private static DraftResponse pointing(DraftResponse draft) {
        return draft.change(response -> {
            deep(response, "EncryptedKey").setAttribute("Id", "_key");
            var data = deep(response, "EncryptedData");
            data.insertBefore(retrieval(data, "#_key"), child(data, "CipherData"));
        });
    }

    static Element retrieval(Element place, String uri) {
        return XmlFragments.fragment(
                document(place),
                "<ds:KeyInfo xmlns:ds=\"" + Saml.SIGNATURE + "\"><ds:RetrievalMethod Type=\"" + Saml.ENCRYPTION
                        + "EncryptedKey\" URI=\"" + uri + "\"/></ds:KeyInfo>");
    }

    private static DraftResponse outside(DraftResponse draft) {
        var declared = " xmlns:saml=\"" + Saml.ASSERTION + "\"";
        return hidden(draft, text -> new DraftResponse(text).without(declared).xml());
    }
}
