package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.TrapServer;
import com.pickatime.sso.saml.response.idp.XmlFragments;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tricks with XML itself, and documents made to cost time or memory. */
final class XmlCases {

    private XmlCases() {}

    static List<Case> all() {
        return List.of(
                malformed("DTD, no entity", doctype("", signed())),
                malformed("XXE external entity (file) in NameID", entity("SYSTEM \"file:///etc/hostname\"")),
                malformed("XXE external entity (http) in NameID", entity("SYSTEM \"" + TrapServer.url() + "\"")),
                malformed(
                        "XXE external DTD (http)",
                        new DraftResponse("<!DOCTYPE r SYSTEM \"" + TrapServer.url() + "\">" + signed().xml())),
                malformed(
                        "XXE parameter entity (http)",
                        doctype("<!ENTITY % p SYSTEM \"" + TrapServer.url() + "\"> %p;", signed())),
                malformed("billion laughs", laughs()),
                refuse(
                        "XXE in UTF-16",
                        ResponseRefusal.MALFORMED,
                        ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>"
                                        + entity("SYSTEM \"" + TrapServer.url() + "\"")
                                                .xml())
                                .getBytes(UTF_16)),
                malformed(
                        "attribute default by DTD (ID via entity)",
                        doctype(
                                "<!ELEMENT r ANY><!ENTITY i \"_assertion\">",
                                signed().replace("ID=\"_assertion\"", "ID=\"&i;\""))),
                malformed("HTML entities", signed().replace(">ada<", ">ada&nbsp;<")),
                accept(
                                "predefined and numeric entities",
                                plain().replace(">ada<", ">&#97;d&amp;a<").signAssertion())
                        .reading("ad&a", Case.ADA.attributes()),
                malformed(
                        "xinclude",
                        new DraftResponse("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\""
                                + TrapServer.url() + "\"")),
                refuse("xinclude for the assertion", ResponseRefusal.UNEXPECTED_SHAPE, plain().change(response -> {
                    response.replaceChild(
                            XmlFragments.fragment(
                                    DraftResponse.document(response),
                                    "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\""
                                            + TrapServer.url() + "\"/>"),
                            DraftResponse.child(response, "Assertion"));
                })),
                accept(
                        "schema location of the attacker",
                        signed().replaceInEnvelope(
                                        "<samlp:Response ",
                                        "<samlp:Response xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                                + " xsi:schemaLocation=\"urn:x " + TrapServer.url() + "\" ")),
                accept(
                        "stylesheet instruction before the response",
                        new DraftResponse("<?xml-stylesheet href=\"" + TrapServer.url() + "\"?>" + signed().xml())),
                malformed("UTF-8 with a byte order mark", new DraftResponse("\uFEFF" + signed().xml())),
                malformed("garbage", new DraftResponse("garbage")),
                malformed("empty", new DraftResponse("")),
                malformed("XML 1.1", new DraftResponse("<?xml version=\"1.1\"?>" + signed().xml())),
                malformed(
                        "no UTF-8",
                        new DraftResponse("<?xml version=\"1.0\" encoding=\"x-unknown\"?>" + signed().xml())),
                refuse(
                        "HTML instead of XML",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        new DraftResponse("<html><body/></html>")),
                refuse(
                        "cut in the middle",
                        ResponseRefusal.MALFORMED,
                        signed().xml().substring(0, 900).getBytes(UTF_8)),
                malformed("257 KiB", padded(257 * 1024)),
                accept("256 KiB", padded(256 * 1024)),
                malformed("10,000 nested elements", extensions("<x>".repeat(10_000) + "</x>".repeat(10_000))),
                malformed("65 nested elements", extensions("<x>".repeat(65) + "</x>".repeat(65))),
                malformed(
                        "5,000 attributes on one element",
                        extensions(IntStream.range(0, 5_000)
                                .mapToObj(number -> "a" + number + "=''")
                                .collect(Collectors.joining(" ", "<x ", "/>")))),
                malformed("100,000 siblings", extensions("<x/>".repeat(100_000))),
                refuse(
                        "40,000 siblings in the response",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        new DraftResponse(
                                signed().xml().replace("<samlp:Status>", "<x/>".repeat(40_000) + "<samlp:Status>"))),
                refuse("canonicalization that grows a thousandfold", ResponseRefusal.UNEXPECTED_SHAPE, growing()),
                refuse(
                        "relative namespace (void c14n)",
                        ResponseRefusal.TAMPERED,
                        signed().replace("<saml:Assertion ", "<saml:Assertion xmlns:x=\"relative\" x:y=\"\" ")),
                refuse(
                        "relative namespace in SignedInfo",
                        ResponseRefusal.UNKNOWN_KEY,
                        signed().replace("<ds:SignedInfo>", "<ds:SignedInfo xmlns:x=\"relative\" x:y=\"\">")),
                shape(
                        "same ID on two elements",
                        signed().replace("<samlp:Status>", "<samlp:Status ID=\"_assertion\">")),
                shape("same ID as Id", signed().replace("<samlp:Status>", "<samlp:Status Id=\"_assertion\">")),
                shape("same ID as id", signed().replace("<samlp:Status>", "<samlp:Status id=\"_assertion\">")),
                shape("same ID as xml:id", signed().replace("<samlp:Status>", "<samlp:Status xml:id=\"_assertion\">")),
                shape(
                        "same ID on response and assertion",
                        plain().replace("\"_response\"", "\"_assertion\"").signAssertion()),
                shape(
                        "ID and Id on one element",
                        plain().replace("ID=\"_assertion\"", "ID=\"_assertion\" Id=\"_other\"")
                                .signAssertion()),
                malformed("no ID on the assertion", signed().without(" ID=\"_assertion\"")),
                malformed("blank ID", signed().replace("ID=\"_assertion\"", "ID=\" \"")),
                malformed("ID that is an XPointer", signed().replace("ID=\"_assertion\"", "ID=\"xpointer(/)\"")),
                malformed("no ID on the response", signed().without(" ID=\"_response\"")),
                refuse(
                        "xmlns of the prefix redefined in the assertion",
                        ResponseRefusal.TAMPERED,
                        signed().replace("<saml:NameID ", "<saml:NameID xmlns:saml=\"urn:evil\" ")),
                shape(
                        "xmlns of the prefix redefined around the assertion",
                        plain().replace("<saml:Assertion ", "<saml:Assertion xmlns:saml=\"urn:evil\" ")),
                shape(
                        "assertion in the xml namespace",
                        plain().replace("<saml:Assertion", "<xml:Assertion")
                                .replace("</saml:Assertion", "</xml:Assertion")),
                malformed(
                        "prefix xml bound to SAML",
                        plain().replace("xmlns:saml=", "xmlns:xml=").replace("saml:", "xml:")),
                shape(
                        "namespaces of protocol and assertion swapped",
                        new DraftResponse(plain().xml()
                                .replace(":protocol\"", ":x\"")
                                .replace("2.0:assertion\"", "2.0:protocol\"")
                                .replace(":x\"", ":assertion\""))),
                shape("namespace of SAML 1.1", plain().replace("SAML:2.0:assertion\"", "SAML:1.1:assertion\"")),
                shape("namespace with a space", plain().replace("SAML:2.0:assertion\"", "SAML:2.0:assertion \"")));
    }

    private static DraftResponse signed() {
        return plain().signAssertion();
    }

    private static Case malformed(String name, DraftResponse draft) {
        return refuse(name, ResponseRefusal.MALFORMED, draft);
    }

    private static Case shape(String name, DraftResponse draft) {
        return refuse(name, ResponseRefusal.UNEXPECTED_SHAPE, draft);
    }

    private static DraftResponse doctype(String inside, DraftResponse draft) {
        return new DraftResponse("<!DOCTYPE r [" + inside + "]>" + draft.xml());
    }

    private static DraftResponse entity(String definition) {
        return doctype("<!ENTITY e " + definition + ">", signed().replace(">ada<", ">&e;<"));
    }

    private static DraftResponse laughs() {
        var entities = new StringBuilder("<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            entities.append("<!ENTITY e%d \"&e%d;&e%d;\">".formatted(i, i - 1, i - 1));
        }
        return doctype(entities.toString(), signed().replace(">ada<", ">&e29;<"));
    }

    private static DraftResponse padded(int bytes) {
        var signed = signed();
        return new DraftResponse(signed.xml() + " ".repeat(bytes - signed.bytes().length));
    }

    private static DraftResponse extensions(String content) {
        return new DraftResponse(signed().xml()
                .replace("<samlp:Status>", "<samlp:Extensions>" + content + "</samlp:Extensions><samlp:Status>"));
    }

    /** Exclusive canonicalization declares a namespace anew on each sibling that uses it. */
    private static DraftResponse growing() {
        var signed = signed().replace("<samlp:Response ", "<samlp:Response xmlns:x=\"urn:" + "x".repeat(900) + "\" ");
        return new DraftResponse(
                signed.xml().replaceFirst("<ds:DigestMethod", "<x:x/>".repeat(20_000) + "<ds:DigestMethod"));
    }
}
