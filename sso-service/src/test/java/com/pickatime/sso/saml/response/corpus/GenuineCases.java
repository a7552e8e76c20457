package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.idp.CorpusKey;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.SignatureOptions;
import com.pickatime.sso.saml.xml.Saml;
import java.util.List;
import java.util.Map;

/** What identity providers really send. */
final class GenuineCases {

    private static final String MORE = SignatureOptions.MORE;

    private GenuineCases() {}

    static List<Case> all() {
        return List.of(
                accept("CONTROL assertion signed", plain().signAssertion()),
                accept("CONTROL response signed", plain().signResponse()),
                accept("CONTROL both signed", plain().signAssertion().signResponse()),
                accept(
                        "CONTROL encrypted gcm, assertion signed",
                        plain().signAssertion().encrypt()),
                accept(
                        "CONTROL encrypted gcm, both signed",
                        plain().signAssertion().encrypt().signResponse()),
                accept("encrypted gcm, response signed", plain().encrypt().signResponse()),
                accept("CONTROL unsolicited", DraftResponse.unsolicited().signAssertion())
                        .expecting(Case.unsolicited()),
                accept("CONTROL rsa-sha512", plain().signAssertion(by().method(MORE + "rsa-sha512"))),
                accept("rsa-sha384", plain().signAssertion(by().method(MORE + "rsa-sha384"))),
                accept("digest sha384", plain().signAssertion(by().digest(MORE + "sha384"))),
                accept("digest sha512", plain().signAssertion(by().digest(Saml.ENCRYPTION + "sha512"))),
                accept("canonical with comments", plain().signAssertion(withComments())),
                otherAlgorithm("ecdsa-sha256 P-256", CorpusKey.CURVE, "ecdsa-sha256"),
                otherAlgorithm("ecdsa-sha384 P-384", CorpusKey.LARGE_CURVE, "ecdsa-sha384"),
                otherAlgorithm("ecdsa-sha512 P-384", CorpusKey.LARGE_CURVE, "ecdsa-sha512"),
                pss("sha256-rsa-MGF1"),
                pss("sha384-rsa-MGF1"),
                pss("sha512-rsa-MGF1"),
                accept("rsa-sha1 signature and digest where allowed", plain().signAssertion(sha1()))
                        .expecting(Case.allowingSha1()),
                accept("sha1 digest where allowed", plain().signResponse(by().digest(Saml.SIGNATURE + "sha1")))
                        .expecting(Case.allowingSha1()),
                accept("rsa-sha256 where sha1 is allowed", plain().signAssertion())
                        .expecting(Case.allowingSha1()),
                accept(
                                "sha1 response around rsa-sha256 assertion where allowed",
                                plain().signAssertion().signResponse(sha1()))
                        .expecting(Case.allowingSha1()),
                accept("key rollover: signed by the new key", plain().signAssertion())
                        .by(CorpusKey.OLD_IDP, CorpusKey.IDP),
                accept(
                                "key rollover: signed by the old key",
                                plain().signAssertion(SignatureOptions.by(CorpusKey.OLD_IDP)))
                        .by(CorpusKey.IDP, CorpusKey.OLD_IDP),
                accept(
                                "key rollover: response by one, assertion by the other",
                                plain().signAssertion(SignatureOptions.by(CorpusKey.OLD_IDP))
                                        .signResponse())
                        .by(CorpusKey.IDP, CorpusKey.OLD_IDP),
                accept(
                                "certificate of the metadata expired",
                                plain().signAssertion(SignatureOptions.by(CorpusKey.EXPIRED_IDP)))
                        .by(CorpusKey.EXPIRED_IDP),
                accept("no KeyInfo", plain().signAssertion(by().showing(null))),
                accept(
                                "certificate swapped in KeyInfo",
                                plain().signAssertion(by().showing(CorpusKey.MALLORY.certificate())))
                        .agreeingWith(accept("without KeyInfo", plain().signAssertion(by().showing(null)))),
                accept(
                        "no Issuer on the response",
                        plain().replaceInEnvelope(issuer(), "").signAssertion()),
                accept(
                        "no Destination on an unsigned response",
                        plain().replaceInEnvelope(" Destination=\"" + DraftResponse.ACS + "\"", "")
                                .signAssertion()),
                accept(
                        "issuer with its format",
                        plain().replace("<saml:Issuer>", "<saml:Issuer Format=\"" + Saml.ENTITY_FORMAT + "\">")
                                .signAssertion()),
                accept(
                                "no attributes at all",
                                plain().change(response -> {
                                            var statement = DraftResponse.deep(response, "AttributeStatement");
                                            statement.getParentNode().removeChild(statement);
                                        })
                                        .signAssertion())
                        .reading("ada", Map.of()),
                accept(
                        "white space between elements",
                        plain().replace("><", ">\n  <").signAssertion().signResponse()),
                accept(
                        "unusual prefixes",
                        plain().replace("saml:", "p:")
                                .replace("xmlns:saml=", "xmlns:p=")
                                .signResponse()),
                accept(
                        "default namespace changes on the way down",
                        plain().replace("xmlns:samlp=", "xmlns=")
                                .replace("samlp:", "")
                                .replace("<saml:Assertion", "<Assertion xmlns=\"" + Saml.ASSERTION + "\"")
                                .replace("</saml:Assertion", "</Assertion")
                                .signAssertion()),
                accept(
                        "xmlns of the prefix redefined to the same around the assertion",
                        plain().replace("<saml:Assertion ", "<saml:Assertion xmlns:saml=\"" + Saml.ASSERTION + "\" ")
                                .signAssertion()
                                .signResponse()),
                accept(
                        "typed attribute values",
                        plain().replace(
                                        "<saml:AttributeValue>",
                                        "<saml:AttributeValue xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
                                                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xs:string\">")
                                .signAssertion()));
    }

    static SignatureOptions by() {
        return SignatureOptions.by(CorpusKey.IDP);
    }

    static String issuer() {
        return "<saml:Issuer>" + DraftResponse.IDP + "</saml:Issuer>";
    }

    static SignatureOptions sha1() {
        return by().method(Saml.SIGNATURE + "rsa-sha1").digest(Saml.SIGNATURE + "sha1");
    }

    private static SignatureOptions withComments() {
        var comments = SignatureOptions.EXCLUSIVE + "WithComments";
        return by().canonicalization(comments)
                .transforms(SignatureOptions.enveloped(), SignatureOptions.transform(comments, null));
    }

    private static Case otherAlgorithm(String name, CorpusKey keys, String method) {
        return accept(name, plain().signAssertion(SignatureOptions.by(keys).method(MORE + method)))
                .by(keys)
                .agreeingWith(accept(name, plain().signAssertion()));
    }

    private static Case pss(String method) {
        return accept(method, plain().signAssertion(by().method(SignatureOptions.PSS + method)))
                .agreeingWith(accept(method, plain().signAssertion()));
    }
}
