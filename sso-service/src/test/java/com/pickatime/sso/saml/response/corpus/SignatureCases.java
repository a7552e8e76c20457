package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.corpus.GenuineCases.by;
import static com.pickatime.sso.saml.response.corpus.GenuineCases.sha1;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.CorpusKey;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.SignatureOptions;
import com.pickatime.sso.saml.response.idp.TrapServer;
import com.pickatime.sso.saml.xml.Saml;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.spec.ExcC14NParameterSpec;
import javax.xml.crypto.dsig.spec.XPathFilterParameterSpec;

/** Missing, foreign, weak and damaged signatures. */
final class SignatureCases {

    private SignatureCases() {}

    static List<Case> all() {
        return List.of(
                refuse("unsigned", ResponseRefusal.NOT_SIGNED, plain()),
                refuse("unsigned, encrypted to us by the attacker", ResponseRefusal.NOT_SIGNED, forged().encrypt()),
                refuse(
                        "signed by another key, own cert in KeyInfo",
                        ResponseRefusal.UNKNOWN_KEY,
                        forged().signAssertion(mallory())),
                refuse(
                        "signed by another key, IdP cert in KeyInfo",
                        ResponseRefusal.UNKNOWN_KEY,
                        forged().signAssertion(mallory().showing(CorpusKey.IDP.certificate()))),
                refuse(
                        "genuine assertion in a response signed by another key",
                        ResponseRefusal.UNKNOWN_KEY,
                        plain().signAssertion().signResponse(mallory())),
                refuse(
                        "assertion signed by another key in a genuine response",
                        ResponseRefusal.UNKNOWN_KEY,
                        plain().signAssertion(mallory()).signResponse()),
                refuse("metadata without keys", ResponseRefusal.UNKNOWN_KEY, plain().signAssertion())
                        .by(),
                refuse("metadata with another kind of key", ResponseRefusal.UNKNOWN_KEY, plain().signAssertion())
                        .by(CorpusKey.CURVE),
                refuse(
                        "ecdsa claimed for an RSA key",
                        ResponseRefusal.UNKNOWN_KEY,
                        plain().signAssertion()
                                .replace(SignatureOptions.MORE + "rsa-sha256", SignatureOptions.MORE + "ecdsa-sha256")),
                refuse(
                                "RSA key of 1024 bits",
                                ResponseRefusal.WEAK_KEY,
                                plain().signAssertion(SignatureOptions.by(CorpusKey.WEAK_IDP)))
                        .by(CorpusKey.WEAK_IDP),
                refuse(
                                "RSA key of 1024 bits beside a strong one",
                                ResponseRefusal.UNKNOWN_KEY,
                                plain().signAssertion(SignatureOptions.by(CorpusKey.WEAK_IDP)))
                        .by(CorpusKey.WEAK_IDP, CorpusKey.IDP),
                refuse(
                        "hmac-sha1 keyed with the public key",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        hmac(Saml.SIGNATURE + "hmac-sha1")),
                refuse(
                        "hmac-sha256 keyed with the public key",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        hmac(SignatureOptions.MORE + "hmac-sha256")),
                refuse(
                        "NameID changed after signing",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion().replace(">ada<", ">mallory<")),
                refuse(
                        "attribute changed after signing",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion().replace("source-1", "source-666")),
                refuse(
                        "NameID changed after signing the response",
                        ResponseRefusal.TAMPERED,
                        plain().signResponse().replace(">ada<", ">mallory<")),
                refuse(
                        "attribute added to the assertion element",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion().replace("<saml:Assertion ", "<saml:Assertion other=\"x\" ")),
                refuse(
                        "rsa-sha1 signature",
                        ResponseRefusal.SHA1_NOT_ALLOWED,
                        plain().signAssertion(by().method(Saml.SIGNATURE + "rsa-sha1"))),
                refuse(
                        "sha1 digest, rsa-sha256 signature",
                        ResponseRefusal.SHA1_NOT_ALLOWED,
                        plain().signAssertion(by().digest(Saml.SIGNATURE + "sha1"))),
                refuse(
                        "sha1 response around rsa-sha256 assertion",
                        ResponseRefusal.SHA1_NOT_ALLOWED,
                        plain().signAssertion().signResponse(sha1())),
                refuse(
                                "sha1 allowed, NameID changed after signing",
                                ResponseRefusal.TAMPERED,
                                plain().signAssertion(sha1()).replace(">ada<", ">mallory<"))
                        .expecting(Case.allowingSha1()),
                refuse(
                                "sha1 allowed, signed by another key",
                                ResponseRefusal.UNKNOWN_KEY,
                                plain().signAssertion(mallory().method(Saml.SIGNATURE + "rsa-sha1")))
                        .expecting(Case.allowingSha1()),
                refuse(
                                "sha1 allowed, XPath transform",
                                ResponseRefusal.UNEXPECTED_SHAPE,
                                plain().signAssertion(
                                                sha1().transforms(SignatureOptions.enveloped(), xpath(), exclusive())))
                        .expecting(Case.allowingSha1()),
                refuse(
                        "rsa-md5",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        plain().signAssertion()
                                .replace(SignatureOptions.MORE + "rsa-sha256", SignatureOptions.MORE + "rsa-md5")),
                refuse(
                        "no signature algorithm",
                        ResponseRefusal.MALFORMED,
                        plain().signAssertion().replace(" Algorithm=\"" + SignatureOptions.MORE + "rsa-sha256\"", "")),
                refuse(
                        "no canonicalization of the assertion",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        plain().signAssertion(by().transforms(SignatureOptions.enveloped()))),
                refuse(
                        "XPath transform",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        plain().signAssertion(by().transforms(SignatureOptions.enveloped(), xpath(), exclusive()))),
                refuse(
                        "XPath transform in the place of another",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        plain().signAssertion(by().transforms(xpath(), exclusive()))),
                refuse(
                        "XSLT transform",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        plain().signAssertion()
                                .replace(
                                        "<ds:Transform Algorithm=\"" + SignatureOptions.EXCLUSIVE + "\"/>",
                                        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">"
                                                + "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\">"
                                                + "<xsl:include href=\"" + TrapServer.url()
                                                + "\"/></xsl:stylesheet></ds:Transform>")),
                refuse(
                        "base64 transform",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        plain().signAssertion().replace("enveloped-signature", "base64")),
                accept(
                        "inclusive namespaces of exclusive canonicalization",
                        plain().signAssertion(by().transforms(
                                        SignatureOptions.enveloped(),
                                        SignatureOptions.transform(
                                                SignatureOptions.EXCLUSIVE,
                                                new ExcC14NParameterSpec(List.of("saml", "samlp")))))));
    }

    static DraftResponse forged() {
        return plain().replace(">ada<", ">mallory<").replace("source-1", "source-666");
    }

    static SignatureOptions mallory() {
        return SignatureOptions.by(CorpusKey.MALLORY);
    }

    static Transform exclusive() {
        return SignatureOptions.transform(SignatureOptions.EXCLUSIVE, null);
    }

    private static Transform xpath() {
        return SignatureOptions.transform(
                "http://www.w3.org/TR/1999/REC-xpath-19991116",
                new XPathFilterParameterSpec("not(ancestor-or-self::*[local-name()='NameID'])"));
    }

    private static DraftResponse hmac(String method) {
        var key = new SecretKeySpec(CorpusKey.IDP.pair().getPublic().getEncoded(), "HMAC");
        return forged().signAssertion(by().with(key, method));
    }
}
