package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.corpus.GenuineCases.by;
import static com.pickatime.sso.saml.response.corpus.SignatureCases.mallory;
import static com.pickatime.sso.saml.response.idp.DraftResponse.ACS;
import static com.pickatime.sso.saml.response.idp.DraftResponse.IDP;
import static com.pickatime.sso.saml.response.idp.DraftResponse.REQUEST;
import static com.pickatime.sso.saml.response.idp.DraftResponse.SP;
import static com.pickatime.sso.saml.response.idp.DraftResponse.at;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.CorpusKey;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.EncryptionOptions;
import com.pickatime.sso.saml.response.idp.EncryptionOptions.Recipient;
import com.pickatime.sso.saml.response.idp.SignatureOptions;
import com.pickatime.sso.saml.xml.Saml;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.xml.crypto.dsig.spec.ExcC14NParameterSpec;

/** What identity providers of the field send beside the rule or at its edge, each next to the attack that looks like it. */
final class RealWorldCases {

    private static final String LAST = "</saml:AttributeStatement>";
    private static final String ANSWERS = " InResponseTo=\"" + REQUEST + "\"";
    private static final String INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private static final String XS = " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"";
    private static final String TARGETED_ID = "urn:oid:1.3.6.1.4.1.5923.1.1.1.10";
    private static final String OTHER_REQUEST = "_request-2";

    private RealWorldCases() {}

    static List<Case> all() {
        return Stream.of(attributes(), names(), requests(), times(), inclusive(), outsidePrefixes(), cbc())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> attributes() {
        return List.of(
                unmapped("XML in an attribute nobody mapped", TARGETED_ID, "<saml:NameID>x</saml:NameID>", List.of()),
                unmapped(
                        "text and XML in values of an attribute nobody mapped",
                        TARGETED_ID,
                        "<x/></saml:AttributeValue><saml:AttributeValue>text",
                        List.of("text")),
                unmapped("9,000 characters in an attribute nobody mapped", "photo", "p".repeat(9_000), List.of()),
                unmapped(
                        "1,001 values of an attribute nobody mapped",
                        "groups",
                        "v" + "</saml:AttributeValue><saml:AttributeValue>v".repeat(1_000),
                        Collections.nCopies(1_000, "v")),
                agreed("300 attributes nobody mapped before those that are mapped", manyBefore(300))
                        .reading("ada", manyRead(300)),
                refuse(
                        "XML in the mapped source ID",
                        ResponseRefusal.UNREADABLE_ATTRIBUTE,
                        plain().replace(">source-1<", "><saml:NameID>source-1</saml:NameID><")
                                .signAssertion()),
                refuse(
                        "XML in the mapped source ID beside a text",
                        ResponseRefusal.UNREADABLE_ATTRIBUTE,
                        plain().replace(
                                        ">source-1<",
                                        ">source-1</saml:AttributeValue><saml:AttributeValue><x>source-2</x><")
                                .signAssertion()),
                refuse(
                        "XML in the mapped e-mail address beside a source ID",
                        ResponseRefusal.UNREADABLE_ATTRIBUTE,
                        with("Email", "<x>ada@example.org</x>").signAssertion()),
                refuse(
                        "comment in the mapped source ID that was signed",
                        ResponseRefusal.UNREADABLE_ATTRIBUTE,
                        plain().replace(">source-1<", ">source-1<!-- -->23<")
                                .encrypt()
                                .signResponse()),
                refuse(
                                "forged assertion in an attribute nobody mapped",
                                ResponseRefusal.UNEXPECTED_SHAPE,
                                with(TARGETED_ID, "<saml:Assertion ID=\"_other\"/>")
                                        .signAssertion())
                        .reading("ada", readWith(TARGETED_ID, List.of())),
                refuse(
                                "signature in an attribute nobody mapped",
                                ResponseRefusal.UNEXPECTED_SHAPE,
                                with(TARGETED_ID, "<ds:Signature xmlns:ds=\"" + Saml.SIGNATURE + "\"/>")
                                        .signAssertion())
                        .reading("ada", readWith(TARGETED_ID, List.of())),
                refuse(
                                "assertion's ID once more in an attribute nobody mapped",
                                ResponseRefusal.UNEXPECTED_SHAPE,
                                with(TARGETED_ID, "<x ID=\"_assertion\"/>").signAssertion())
                        .reading("ada", readWith(TARGETED_ID, List.of())),
                refuse(
                        "1,001 values of the mapped source ID",
                        ResponseRefusal.TOO_LARGE,
                        plain().replace(
                                        ">source-1<",
                                        ">s" + "</saml:AttributeValue><saml:AttributeValue>s".repeat(1_000) + "<")
                                .signAssertion()),
                refuse(
                        "XML in an attribute nobody mapped, changed after signing",
                        ResponseRefusal.TAMPERED,
                        with(TARGETED_ID, "<saml:NameID>x</saml:NameID>")
                                .signAssertion()
                                .replace(">x<", ">y<")));
    }

    private static List<Case> names() {
        return List.of(
                agreed("audience with blanks around", signed(SP + "</", "\n   " + SP + " \t</")),
                agreed("issuers with blanks around", signed(">" + IDP + "<", ">\n " + IDP + "\r\n<")),
                agreed("issuer format unspecified", issuerFormat(Saml.UNSPECIFIED_FORMAT)),
                agreed(
                        "issuer format unspecified, called by 2.0",
                        issuerFormat("urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified")),
                refuse(
                        "audience with a no-break space",
                        ResponseRefusal.WRONG_AUDIENCE,
                        signed(SP + "</", SP + "\u00a0</")),
                refuse("audience with a blank inside", ResponseRefusal.WRONG_AUDIENCE, signed(SP + "</", SP + " x</")),
                refuse(
                        "another's audience with blanks around",
                        ResponseRefusal.WRONG_AUDIENCE,
                        signed(SP + "</", " https://other.example </")),
                refuse(
                        "issuer with a no-break space",
                        ResponseRefusal.WRONG_ISSUER,
                        signed(">" + IDP + "<", ">" + IDP + "\u00a0<")),
                refuse(
                        "another's issuer with blanks around",
                        ResponseRefusal.WRONG_ISSUER,
                        signed(">" + IDP + "<", "> https://other.example <")),
                refuse(
                        "another's issuer, format unspecified",
                        ResponseRefusal.WRONG_ISSUER,
                        issuerFormat(Saml.UNSPECIFIED_FORMAT, draft -> draft.replace(IDP, "https://other.example"))),
                refuse("issuer format persistent", ResponseRefusal.WRONG_ISSUER, issuerFormat(Saml.PERSISTENT_FORMAT)),
                refuse("issuer format blank", ResponseRefusal.MALFORMED, issuerFormat(" ")));
    }

    private static List<Case> requests() {
        return List.of(
                agreed(
                        "InResponseTo in the signed confirmation alone",
                        plain().replaceInEnvelope(ANSWERS, "").signAssertion()),
                // what is signed still binds the answer to the request and to us
                agreed(
                        "Destination+InResponseTo removed from unsigned envelope",
                        plain().replaceInEnvelope(" Destination=\"" + ACS + "\"" + ANSWERS, "")
                                .signAssertion()),
                agreed(
                        "InResponseTo in the signed confirmation alone, response signed",
                        plain().replaceInEnvelope(ANSWERS, "").signResponse()),
                agreed(
                        "InResponseTo on the signed response alone",
                        plain().replaceInAssertion(ANSWERS, "").signResponse()),
                agreed(
                        "InResponseTo on the signed response alone, both signed",
                        plain().replaceInAssertion(ANSWERS, "").signAssertion().signResponse()),
                agreed(
                        "InResponseTo on the signed response alone, encrypted",
                        plain().replaceInAssertion(ANSWERS, "").encrypt().signResponse()),
                refuse(
                        "InResponseTo in the confirmation alone, of another request",
                        ResponseRefusal.WRONG_REQUEST,
                        plain().replaceInEnvelope(ANSWERS, "")
                                .replaceInAssertion(REQUEST, OTHER_REQUEST)
                                .signAssertion()),
                refuse(
                        "InResponseTo on the signed response alone, of another request",
                        ResponseRefusal.WRONG_REQUEST,
                        plain().replaceInAssertion(ANSWERS, "")
                                .replaceInEnvelope(REQUEST, OTHER_REQUEST)
                                .signResponse()),
                refuse(
                        "InResponseTo right on the signed response, wrong in the confirmation",
                        ResponseRefusal.WRONG_REQUEST,
                        plain().replaceInAssertion(REQUEST, OTHER_REQUEST).signResponse()),
                refuse(
                        "InResponseTo wrong on the signed response, right in the confirmation",
                        ResponseRefusal.WRONG_REQUEST,
                        plain().replaceInEnvelope(REQUEST, OTHER_REQUEST).signResponse()),
                refuse(
                        "portal's assertion, signed alone, in an envelope that answers a request",
                        ResponseRefusal.WRONG_REQUEST,
                        plain().replaceInAssertion(ANSWERS, "").signAssertion()),
                refuse(
                        "portal's assertion, encrypted, in an envelope that answers a request",
                        ResponseRefusal.WRONG_REQUEST,
                        plain().replaceInAssertion(ANSWERS, "").signAssertion().encrypt()),
                refuse(
                        "portal's response, signed, though a request is pending",
                        ResponseRefusal.WRONG_REQUEST,
                        DraftResponse.unsolicited().signResponse()),
                refuse(
                                "signed response answers, though none is pending",
                                ResponseRefusal.WRONG_REQUEST,
                                plain().replaceInAssertion(ANSWERS, "").signResponse())
                        .expecting(Case.unsolicited()),
                refuse(
                                "signed confirmation answers, though none is pending",
                                ResponseRefusal.WRONG_REQUEST,
                                plain().replaceInEnvelope(ANSWERS, "").signResponse())
                        .expecting(Case.unsolicited()));
    }

    private static List<Case> times() {
        var end = at(240).toString();
        return List.of(
                agreed("time with the offset +00:00", signed(end, end.replace("Z", "+00:00"))),
                agreed("time with the offset -00:00", signed(end, end.replace("Z", "-00:00"))),
                agreed("milliseconds with the offset +00:00", signed(end, end.replace("Z", ".123+00:00"))),
                refuse(
                        "ended by the offset +00:00",
                        ResponseRefusal.EXPIRED,
                        signed(end, at(-600).toString().replace("Z", "+00:00"))),
                refuse(
                        "time with the offset +00:01",
                        ResponseRefusal.MALFORMED,
                        signed(end, end.replace("Z", "+00:01"))),
                refuse(
                        "time with the offset -05:00",
                        ResponseRefusal.MALFORMED,
                        signed(end, end.replace("Z", "-05:00"))),
                refuse(
                        "time with the offset +0000",
                        ResponseRefusal.MALFORMED,
                        signed(end, end.replace("Z", "+0000"))));
    }

    private static List<Case> inclusive() {
        return List.of(
                accept("inclusive canonicalization, assertion signed", plain().signAssertion(byInclusive())),
                accept("inclusive canonicalization, response signed", plain().signResponse(byInclusive())),
                accept(
                        "inclusive canonicalization, both signed",
                        plain().signAssertion(byInclusive()).signResponse(byInclusive())),
                accept(
                        "inclusive canonicalization of the assertion in an exclusive response",
                        plain().replace("<samlp:Response ", "<samlp:Response" + XS + " ")
                                .signAssertion(byInclusive())
                                .signResponse()),
                accept(
                        "inclusive canonicalization with comments",
                        plain().signAssertion(by().canonicalization(INCLUSIVE + "#WithComments")
                                .transforms(
                                        SignatureOptions.enveloped(),
                                        SignatureOptions.transform(INCLUSIVE + "#WithComments", null)))),
                accept(
                        "inclusive canonicalization, response signed, encrypted",
                        plain().encrypt().signResponse(byInclusive())),
                refuse(
                        "inclusive canonicalization, NameID changed after signing",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion(byInclusive()).replace(">ada<", ">mallory<")),
                refuse(
                        "inclusive canonicalization, namespace added around the assertion",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion(by().transforms(
                                                SignatureOptions.enveloped(),
                                                SignatureOptions.transform(INCLUSIVE, null)))
                                .replace("<samlp:Response ", "<samlp:Response xmlns:x=\"urn:x\" ")),
                refuse(
                        "inclusive canonicalization, signed by another key",
                        ResponseRefusal.UNKNOWN_KEY,
                        plain().signAssertion(mallory()
                                .canonicalization(INCLUSIVE)
                                .transforms(
                                        SignatureOptions.enveloped(), SignatureOptions.transform(INCLUSIVE, null)))),
                refuse(
                        "inclusive canonicalization, relative namespace (void c14n)",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion(by().transforms(
                                                SignatureOptions.enveloped(),
                                                SignatureOptions.transform(INCLUSIVE, null)))
                                .replace("<saml:Assertion ", "<saml:Assertion xmlns:x=\"relative\" x:y=\"\" ")),
                refuse(
                        "inclusive canonicalization with a parameter",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        plain().signAssertion(byInclusive())
                                .replace(
                                        "<ds:Transform Algorithm=\"" + INCLUSIVE + "\"/>",
                                        "<ds:Transform Algorithm=\"" + INCLUSIVE
                                                + "\"><ec:InclusiveNamespaces xmlns:ec=\"" + SignatureOptions.EXCLUSIVE
                                                + "\" PrefixList=\"saml\"/></ds:Transform>")),
                // a reference by ID leaves comments out, XML Signature 4.4.3.3, and the name is read whole
                accept(
                                "inclusive canonicalization, COMMENT in NameID (c14n drops it)",
                                plain().replace(">ada<", ">adalovelace<")
                                        .signAssertion(by().transforms(
                                                        SignatureOptions.enveloped(),
                                                        SignatureOptions.transform(INCLUSIVE + "#WithComments", null)))
                                        .replace(">adalovelace<", ">ada<!-- -->lovelace<"))
                        .reading("adalovelace", Case.ADA.attributes()),
                refuse(
                        "canonicalization 1.1",
                        ResponseRefusal.UNSUPPORTED_SIGNATURE,
                        plain().signAssertion(by().canonicalization("http://www.w3.org/2006/12/xml-c14n11"))));
    }

    private static List<Case> outsidePrefixes() {
        return List.of(
                accept("PrefixList of a prefix declared outside", typed().signAssertion(listing("xs"))),
                accept(
                        "PrefixList of a prefix declared outside, both signed",
                        typed().signAssertion(listing("xs")).signResponse()),
                accept(
                        "PrefixList of a prefix declared outside, both signed, encrypted",
                        typed().signAssertion(listing("xs")).encrypt().signResponse()),
                accept(
                        "PrefixList of a prefix declared outside, encrypted",
                        typed().signAssertion(listing("xs")).encrypt()),
                refuse(
                        "PrefixList of a prefix declared outside, redeclared after signing",
                        ResponseRefusal.TAMPERED,
                        typed().signAssertion(listing("xs")).replace("2001/XMLSchema\"", "2001/XMLSchema-other\"")),
                refuse(
                        "PrefixList of a prefix declared outside, redeclared before the response was signed",
                        ResponseRefusal.TAMPERED,
                        typed().signAssertion(listing("xs"))
                                .replace("2001/XMLSchema\"", "2001/XMLSchema-other\"")
                                .signResponse()),
                refuse(
                        "PrefixList of a prefix declared outside, NameID changed before the response was signed",
                        ResponseRefusal.TAMPERED,
                        typed().signAssertion(listing("xs"))
                                .replace(">ada<", ">mallory<")
                                .signResponse()),
                refuse(
                        "PrefixList of a prefix declared outside, response signed by another key",
                        ResponseRefusal.UNKNOWN_KEY,
                        typed().signAssertion(listing("xs")).signResponse(mallory())),
                refuse(
                        "PrefixList of a prefix declared outside, assertion signed by another key",
                        ResponseRefusal.UNKNOWN_KEY,
                        typed().signAssertion(mallory()
                                        .transforms(
                                                SignatureOptions.enveloped(),
                                                SignatureOptions.transform(SignatureOptions.EXCLUSIVE, prefixes("xs"))))
                                .signResponse()));
    }

    private static List<Case> cbc() {
        return List.of(
                accept("aes128-cbc where allowed", plain().signAssertion().encrypt(cbc("aes128-cbc", 128)))
                        .expecting(Case.allowingAesCbc()),
                accept("aes192-cbc where allowed", plain().signAssertion().encrypt(cbc("aes192-cbc", 192)))
                        .expecting(Case.allowingAesCbc()),
                accept("aes256-cbc where allowed", plain().signAssertion().encrypt(cbc("aes256-cbc", 256)))
                        .expecting(Case.allowingAesCbc()),
                accept(
                                "aes256-cbc where allowed, response signed",
                                plain().encrypt(cbc("aes256-cbc", 256)).signResponse())
                        .expecting(Case.allowingAesCbc()),
                accept(
                                "aes256-gcm where cbc is allowed",
                                plain().signAssertion().encrypt())
                        .expecting(Case.allowingAesCbc()),
                refuse(
                        "aes256-cbc in a signed response where not allowed",
                        ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                        plain().encrypt(cbc("aes256-cbc", 256)).signResponse()),
                oracle("forged and unsigned", plain().encrypt(cbc("aes256-cbc", 256))),
                oracle("signed by another key", plain().signAssertion(mallory()).encrypt(cbc("aes256-cbc", 256))),
                oracle(
                        "changed after signing",
                        plain().signAssertion().replace(">ada<", ">mallory<").encrypt(cbc("aes256-cbc", 256))),
                oracle("no XML", hidden(text -> "hello")),
                oracle("two assertions", hidden(text -> text + text)),
                oracle("not well-formed", hidden(text -> text.replace("</saml:Subject>", ""))),
                oracle(
                        "gcm called cbc",
                        plain().signAssertion()
                                .encrypt()
                                .replace(Saml.ENCRYPTION_11 + "aes256-gcm", Saml.ENCRYPTION + "aes256-cbc")),
                oracle(
                        "cbc of another key length",
                        plain().signAssertion().encrypt(cbc("aes256-cbc", 256)).replace("aes256-cbc", "aes128-cbc")),
                refuse(
                                "cbc allowed: triple DES",
                                ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                                plain().signAssertion()
                                        .encrypt(cbc("aes256-cbc", 256))
                                        .replace("aes256-cbc", "tripledes-cbc"))
                        .expecting(Case.allowingAesCbc()),
                refuse(
                                "cbc allowed: RSA 1.5",
                                ResponseRefusal.UNSUPPORTED_ENCRYPTION,
                                plain().signAssertion()
                                        .encrypt(new EncryptionOptions(
                                                Saml.ENCRYPTION + "aes256-cbc",
                                                256,
                                                List.of(Recipient.of(CorpusKey.SP)
                                                        .transport(Saml.ENCRYPTION + "rsa-1_5", null, null)))))
                        .expecting(Case.allowingAesCbc()),
                refuse(
                                "cbc allowed: ciphertext of an attacker in a response of the identity provider",
                                ResponseRefusal.TAMPERED,
                                plain().encrypt(cbc("aes256-cbc", 256))
                                        .signResponse()
                                        .change(response -> {
                                            var value = DraftResponse.deep(
                                                    DraftResponse.child(response, "EncryptedAssertion"), "CipherValue");
                                            value.setTextContent("AAAA" + value.getTextContent());
                                        }))
                        .expecting(Case.allowingAesCbc()),
                refuse(
                                "cbc allowed: expired",
                                ResponseRefusal.EXPIRED,
                                plain().replace("NotOnOrAfter=\"" + at(240), "NotOnOrAfter=\"" + at(-600))
                                        .signAssertion()
                                        .encrypt(cbc("aes256-cbc", 256)))
                        .expecting(Case.allowingAesCbc()));
    }

    /** Whatever is wrong with what was hidden, the answer is one and the same: another would tell of the hidden text. */
    private static Case oracle(String name, DraftResponse draft) {
        return refuse("cbc allowed: " + name, ResponseRefusal.UNDECRYPTABLE, draft)
                .expecting(Case.allowingAesCbc());
    }

    private static EncryptionOptions cbc(String algorithm, int bits) {
        return new EncryptionOptions(Saml.ENCRYPTION + algorithm, bits, List.of(Recipient.of(CorpusKey.SP)));
    }

    private static DraftResponse hidden(UnaryOperator<String> change) {
        return EncryptionCases.hidden(plain().signAssertion(), change, cbc("aes256-cbc", 256));
    }

    /** An assertion that uses a prefix of the response in an attribute's value alone, where canonicalization cannot see it. */
    private static DraftResponse typed() {
        return plain().replace("<samlp:Response ", "<samlp:Response" + XS + " ")
                .replace(
                        "<saml:AttributeValue>source-1",
                        "<saml:AttributeValue xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                + " xsi:type=\"xs:string\">source-1");
    }

    private static SignatureOptions listing(String prefix) {
        return by().transforms(
                        SignatureOptions.enveloped(),
                        SignatureOptions.transform(SignatureOptions.EXCLUSIVE, prefixes(prefix)));
    }

    private static ExcC14NParameterSpec prefixes(String prefix) {
        return new ExcC14NParameterSpec(List.of(prefix));
    }

    private static SignatureOptions byInclusive() {
        return by().canonicalization(INCLUSIVE)
                .transforms(SignatureOptions.enveloped(), SignatureOptions.transform(INCLUSIVE, null));
    }

    /** Not for java-saml as it is, which is asked about the same in the usual form. */
    private static Case agreed(String name, DraftResponse draft) {
        return accept(name, draft).agreeingWith(accept("the usual form", plain().signAssertion()));
    }

    private static Case unmapped(String name, String attribute, String content, List<String> read) {
        return agreed(name, with(attribute, content).signAssertion()).reading("ada", readWith(attribute, read));
    }

    private static Map<String, List<String>> readWith(String attribute, List<String> values) {
        var attributes = new HashMap<>(Case.ADA.attributes());
        attributes.put(attribute, values);
        return attributes;
    }

    private static DraftResponse with(String attribute, String content) {
        return plain().replace(
                        LAST,
                        "<saml:Attribute Name=\"" + attribute + "\"><saml:AttributeValue>" + content
                                + "</saml:AttributeValue></saml:Attribute>" + LAST);
    }

    private static DraftResponse manyBefore(int number) {
        var more = new StringBuilder("<saml:AttributeStatement>");
        for (int i = 0; i < number; i++) {
            more.append("<saml:Attribute Name=\"a")
                    .append(i)
                    .append("\"><saml:AttributeValue>v</saml:AttributeValue></saml:Attribute>");
        }
        return plain().replace("<saml:AttributeStatement>", more).signAssertion();
    }

    /** As many of the unmapped as are read at most, and all that are mapped. */
    private static Map<String, List<String>> manyRead(int number) {
        var read = new HashMap<>(Case.ADA.attributes());
        for (int i = 0; i < Math.min(number, 256); i++) {
            read.put("a" + i, List.of("v"));
        }
        return read;
    }

    private static DraftResponse issuerFormat(String format) {
        return issuerFormat(format, draft -> draft);
    }

    private static DraftResponse issuerFormat(String format, UnaryOperator<DraftResponse> change) {
        return change.apply(plain().replace("<saml:Issuer>", "<saml:Issuer Format=\"" + format + "\">"))
                .signAssertion();
    }

    private static DraftResponse signed(String from, String to) {
        return plain().replace(from, to).signAssertion();
    }
}
