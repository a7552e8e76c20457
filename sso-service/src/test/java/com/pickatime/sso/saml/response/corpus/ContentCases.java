package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import java.util.List;
import java.util.Map;

/** The person: names and attributes that could be read in two ways, and statements that are missing or doubled. */
final class ContentCases {

    private static final String LAST = "</saml:AttributeStatement>";
    private static final String STATEMENT = "<saml:AuthnStatement ";

    private ContentCases() {}

    static List<Case> all() {
        return List.of(
                accept(
                                "COMMENT in NameID (c14n drops it)",
                                plain().replace(">ada<", ">adalovelace<")
                                        .signAssertion()
                                        .replace(">adalovelace<", ">ada<!-- -->lovelace<"))
                        .reading("adalovelace", Case.ADA.attributes()),
                accept(
                        "COMMENT in attribute (c14n drops it)",
                        plain().signAssertion().replace(">source-1<", ">source<!-- -->-1<")),
                accept(
                        "COMMENT in NameID, response signed",
                        plain().signResponse().replace(">ada<", ">ad<!-- -->a<")),
                refuse(
                        "COMMENT in the NameID of an encrypted assertion under the response's signature",
                        ResponseRefusal.MALFORMED,
                        plain().replace(">ada<", ">ada<!-- -->lovelace<")
                                .encrypt()
                                .signResponse()),
                refuse(
                        "PI in NameID",
                        ResponseRefusal.MALFORMED,
                        plain().replace(">ada<", ">ada<?x y?>lovelace<").signAssertion()),
                refuse(
                        "PI in NameID added after signing",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion().replace(">ada<", ">ad<?x y?>a<")),
                refuse(
                        "element in NameID",
                        ResponseRefusal.MALFORMED,
                        plain().replace(">ada<", ">ada<x/>lovelace<").signAssertion()),
                accept("CDATA in NameID", plain().signAssertion().replace(">ada<", ">a<![CDATA[d]]>a<")),
                accept(
                                "CDATA with markup in NameID",
                                plain().replace(">ada<", "><![CDATA[ada<b>]]><").signAssertion())
                        .reading("ada<b>", Case.ADA.attributes()),
                refuse(
                        "element in attribute value",
                        ResponseRefusal.UNREADABLE_ATTRIBUTE,
                        plain().replace(">source-1<", ">source-1<x/>23<").signAssertion()),
                refuse(
                        "empty NameID",
                        ResponseRefusal.NO_NAME,
                        plain().replace(">ada<", "><").signAssertion()),
                refuse(
                        "blank NameID",
                        ResponseRefusal.NO_NAME,
                        plain().replace(">ada<", "> \n <").signAssertion()),
                refuse("no NameID", ResponseRefusal.NO_NAME, cut("NameID")),
                refuse("no Subject", ResponseRefusal.NO_NAME, cut("Subject")),
                refuse(
                        "BaseID instead of NameID",
                        ResponseRefusal.NO_NAME,
                        plain().replace("<saml:NameID", "<saml:BaseID")
                                .replace("</saml:NameID", "</saml:BaseID")
                                .signAssertion()),
                refuse(
                        "EncryptedID",
                        ResponseRefusal.ENCRYPTED_PART,
                        plain().replace("<saml:NameID", "<saml:EncryptedID><saml:NameID")
                                .replace("</saml:NameID>", "</saml:NameID></saml:EncryptedID>")
                                .signAssertion()),
                refuse(
                        "EncryptedAttribute",
                        ResponseRefusal.ENCRYPTED_PART,
                        plain().replace(LAST, "<saml:EncryptedAttribute/>" + LAST)
                                .signAssertion()),
                refuse(
                        "NameID of 2,000 characters",
                        ResponseRefusal.TOO_LARGE,
                        plain().replace(">ada<", ">" + "a".repeat(2_000) + "<").signAssertion()),
                accept(
                                "NameID of 1,024 characters",
                                plain().replace(">ada<", ">" + "a".repeat(1_024) + "<")
                                        .signAssertion())
                        .reading("a".repeat(1_024), Case.ADA.attributes()),
                refuse(
                        "attribute value of 9,000 characters",
                        ResponseRefusal.TOO_LARGE,
                        plain().replace(">source-1<", ">" + "s".repeat(9_000) + "<")
                                .signAssertion()),
                refuse(
                        "attribute without Name",
                        ResponseRefusal.MALFORMED,
                        plain().without(" Name=\"Role\"").signAssertion()),
                refuse(
                        "attribute with a blank Name",
                        ResponseRefusal.MALFORMED,
                        plain().replace("Name=\"Role\"", "Name=\" \"").signAssertion()),
                accept(
                                "one attribute in two elements",
                                plain().replace("Name=\"Role\"", "Name=\"OR:userSourcedId\"")
                                        .signAssertion())
                        .reading("ada", Map.of("OR:userSourcedId", List.of("source-1", "teacher", "parent"))),
                accept(
                                "two AttributeStatements",
                                plain().replace(
                                                LAST,
                                                LAST + "<saml:AttributeStatement><saml:Attribute Name=\"x\">"
                                                        + "<saml:AttributeValue>y</saml:AttributeValue></saml:Attribute>"
                                                        + LAST)
                                        .signAssertion())
                        .reading(
                                "ada",
                                Map.of(
                                        "OR:userSourcedId", List.of("source-1"),
                                        "Role", List.of("teacher", "parent"),
                                        "x", List.of("y"))),
                accept(
                                "empty attribute value",
                                plain().replace(">source-1<", "><").signAssertion())
                        .reading("ada", Map.of("OR:userSourcedId", List.of(""), "Role", List.of("teacher", "parent"))),
                accept(
                                "name and values keep their white space",
                                plain().replace(">ada<", "> ada <")
                                        .replace(">source-1<", "> source-1 <")
                                        .signAssertion())
                        .reading(
                                " ada ",
                                Map.of(
                                        "OR:userSourcedId",
                                        List.of(" source-1 "),
                                        "Role",
                                        List.of("teacher", "parent"))),
                accept(
                                "name in other alphabets",
                                plain().replace(">ada<", ">Ада\uD83D\uDE00<").signAssertion())
                        .reading("Ада\uD83D\uDE00", Case.ADA.attributes()),
                refuse("no AuthnStatement", ResponseRefusal.NO_AUTHN_STATEMENT, cut("AuthnStatement")),
                refuse(
                        "two AuthnStatements",
                        ResponseRefusal.NO_AUTHN_STATEMENT,
                        plain().change(response -> {
                                    var statement = DraftResponse.deep(response, "AuthnStatement");
                                    statement.getParentNode().insertBefore(statement.cloneNode(true), statement);
                                })
                                .signAssertion()),
                refuse("AuthnStatement without AuthnContext", ResponseRefusal.NO_AUTHN_STATEMENT, cut("AuthnContext")),
                refuse(
                        "AuthnStatement without AuthnInstant",
                        ResponseRefusal.NO_AUTHN_STATEMENT,
                        plain().without("AuthnInstant=\"" + DraftResponse.NOW + "\" ")
                                .signAssertion()),
                refuse(
                        "unknown statement",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        plain().replace(STATEMENT, "<saml:Statement/>" + STATEMENT)
                                .signAssertion()),
                accept(
                        "Advice that holds nothing",
                        plain().replace(STATEMENT, "<saml:Advice/>" + STATEMENT).signAssertion()));
    }

    private static DraftResponse cut(String name) {
        return plain().change(response -> {
                    var element = DraftResponse.deep(response, name);
                    element.getParentNode().removeChild(element);
                })
                .signAssertion();
    }
}
