package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.corpus.EncryptionCases.hidden;
import static com.pickatime.sso.saml.response.corpus.EncryptionCases.retrieval;
import static com.pickatime.sso.saml.response.corpus.EncryptionCases.signed;
import static com.pickatime.sso.saml.response.corpus.EncryptionCases.us;
import static com.pickatime.sso.saml.response.idp.DraftResponse.child;
import static com.pickatime.sso.saml.response.idp.DraftResponse.deep;
import static com.pickatime.sso.saml.response.idp.DraftResponse.document;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.EncryptionOptions;
import com.pickatime.sso.saml.response.idp.TrapServer;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.w3c.dom.Node;

/** What an attacker can encrypt to us, and damaged or rewritten ciphertext. */
final class CiphertextCases {

    private CiphertextCases() {}

    static List<Case> all() {
        return List.of(
                refuse("encrypted to us but signed by nobody", ResponseRefusal.NOT_SIGNED, plain().encrypt()),
                refuse(
                        "forged, encrypted to us, signed by another key",
                        ResponseRefusal.UNKNOWN_KEY,
                        SignatureCases.forged()
                                .signAssertion(SignatureCases.mallory())
                                .encrypt()),
                refuse(
                        "forged ciphertext in a response signed before",
                        ResponseRefusal.TAMPERED,
                        plain().encrypt()
                                .signResponse()
                                .change(response -> response.replaceChild(
                                        document(response).importNode(forgedCiphertext(), true),
                                        child(response, "EncryptedAssertion")))),
                refuse("encrypted assertion nested in encrypted assertion", ResponseRefusal.UNEXPECTED_SHAPE, nested()),
                refuse(
                        "encrypted assertion inside the decrypted one",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        hidden(
                                        plain(),
                                        text -> text.replace(
                                                "<saml:AuthnStatement",
                                                "<saml:Advice><saml:EncryptedAssertion/>"
                                                        + "</saml:Advice><saml:AuthnStatement"))
                                .signResponse()),
                refuse(
                        "two assertions in one plaintext",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        hidden(
                                signed(),
                                text -> text
                                        + text.replace("_assertion", "_other").replace(">ada<", ">mallory<"))),
                refuse(
                        "forged assertion before the genuine one in one plaintext",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        hidden(
                                signed(),
                                text -> text.replace("_assertion", "_other").replace(">ada<", ">mallory<") + text)),
                refuse(
                        "XSW4 inside the ciphertext",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        signed().change(response -> Wrapping.XSW4.attack(response, "_evil"))
                                .encrypt()),
                refuse(
                        "XSW5 with the genuine one encrypted",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        signed().change(response -> Wrapping.XSW5.attack(response, "_evil"))
                                .encrypt()),
                refuse(
                        "XSW6 inside the ciphertext",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        signed().change(response -> Wrapping.XSW6.attack(response, "_evil"))
                                .encrypt()),
                refuse(
                        "XSW8 inside the ciphertext",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        signed().change(response -> Wrapping.XSW8.attack(response, "_assertion"))
                                .encrypt()),
                refuse(
                        "plaintext that closes what surrounds it",
                        ResponseRefusal.MALFORMED,
                        hidden(signed(), text -> text + "</wrapper><wrapper>")),
                refuse(
                        "plaintext that is an ID twice",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        hidden(plain(), text -> text.replace("_assertion", "_response"))
                                .signResponse()),
                refuse(
                        "plaintext with a DOCTYPE",
                        ResponseRefusal.MALFORMED,
                        hidden(signed(), text -> "<!DOCTYPE r SYSTEM \"" + TrapServer.url() + "\">" + text)),
                refuse(
                        "plaintext with an entity",
                        ResponseRefusal.MALFORMED,
                        hidden(signed(), text -> text.replace(">ada<", ">&e;<"))),
                refuse(
                        "plaintext nested 10,000 deep",
                        ResponseRefusal.MALFORMED,
                        hidden(signed(), text -> "<x>".repeat(10_000) + "</x>".repeat(10_000))),
                refuse("plaintext that is no XML", ResponseRefusal.UNEXPECTED_SHAPE, hidden(signed(), text -> "hello")),
                refuse("plaintext empty", ResponseRefusal.UNEXPECTED_SHAPE, hidden(signed(), text -> "")),
                refuse(
                        "ciphertext bit flip in the text",
                        ResponseRefusal.UNDECRYPTABLE,
                        ciphertext(0, bytes -> flip(bytes, 40))),
                refuse(
                        "ciphertext bit flip in the IV",
                        ResponseRefusal.UNDECRYPTABLE,
                        ciphertext(0, bytes -> flip(bytes, 3))),
                refuse(
                        "ciphertext bit flip in the tag",
                        ResponseRefusal.UNDECRYPTABLE,
                        ciphertext(0, bytes -> flip(bytes, bytes.length - 1))),
                refuse(
                        "ciphertext bit flip in the key",
                        ResponseRefusal.UNDECRYPTABLE,
                        ciphertext(1, bytes -> flip(bytes, 9))),
                refuse("ciphertext cut short", ResponseRefusal.UNDECRYPTABLE, ciphertext(0, bytes -> new byte[5])),
                refuse(
                        "ciphertext of an IV alone",
                        ResponseRefusal.UNDECRYPTABLE,
                        ciphertext(0, bytes -> new byte[12])),
                refuse("ciphertext empty", ResponseRefusal.UNDECRYPTABLE, ciphertext(0, bytes -> new byte[0])),
                refuse("wrapped key cut short", ResponseRefusal.UNDECRYPTABLE, ciphertext(1, bytes -> new byte[5])),
                refuse("wrapped key empty", ResponseRefusal.UNDECRYPTABLE, ciphertext(1, bytes -> new byte[0])),
                refuse(
                        "ciphertext is no base64",
                        ResponseRefusal.UNDECRYPTABLE,
                        signed().encrypt()
                                .change(response ->
                                        deep(response, "CipherValue").setTextContent("%%%"))),
                refuse("CipherReference http (SSRF)", ResponseRefusal.UNSUPPORTED_ENCRYPTION, reference(0)),
                refuse(
                        "CipherReference in EncryptedKey http (SSRF)",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        reference(1)),
                refuse(
                        "EncryptedData KeyInfo RetrievalMethod http (SSRF)",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        signed().encrypt(EncryptionOptions.gcm(us().isBeside())).change(response -> {
                            var data = deep(response, "EncryptedData");
                            data.insertBefore(retrieval(data, TrapServer.url()), child(data, "CipherData"));
                        })));
    }

    private static DraftResponse nested() {
        return signed().encrypt().change(response -> {
            var encrypted = child(response, "EncryptedAssertion");
            var twice = EncryptionOptions.toUs().encrypt(document(response), Xml.serialize(encrypted));
            response.replaceChild(twice, encrypted);
        });
    }

    private static Node forgedCiphertext() {
        var forged = new Node[1];
        SignatureCases.forged().encrypt().change(response -> forged[0] = child(response, "EncryptedAssertion"));
        return forged[0];
    }

    /** Changes the bytes of the text (0) or of the wrapped key (1). */
    private static DraftResponse ciphertext(int which, UnaryOperator<byte[]> change) {
        return signed().encrypt(EncryptionOptions.gcm(us().isBeside())).change(response -> {
            var value = response.getElementsByTagNameNS(Saml.ENCRYPTION, "CipherValue")
                    .item(which);
            var bytes = Base64.getMimeDecoder().decode(value.getTextContent());
            value.setTextContent(Base64.getEncoder().encodeToString(change.apply(bytes)));
        });
    }

    private static byte[] flip(byte[] bytes, int at) {
        bytes[at] ^= 1;
        return bytes;
    }

    private static DraftResponse reference(int which) {
        return signed().encrypt(EncryptionOptions.gcm(us().isBeside())).change(response -> {
            var value = response.getElementsByTagNameNS(Saml.ENCRYPTION, "CipherValue")
                    .item(which);
            var reference = document(response).createElementNS(Saml.ENCRYPTION, "xenc:CipherReference");
            reference.setAttribute("URI", TrapServer.url());
            value.getParentNode().replaceChild(reference, value);
        });
    }
}
