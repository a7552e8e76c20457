package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.accept;
import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.idp.DraftResponse.ACS;
import static com.pickatime.sso.saml.response.idp.DraftResponse.IDP;
import static com.pickatime.sso.saml.response.idp.DraftResponse.REQUEST;
import static com.pickatime.sso.saml.response.idp.DraftResponse.SP;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.xml.Saml;
import java.util.List;

/** Genuinely signed, but from, for or about something else. */
final class BrowserProfileCases {

    private static final String AUDIENCE = "<saml:Audience>" + SP + "</saml:Audience>";
    private static final String RESTRICTION = "<saml:AudienceRestriction>" + AUDIENCE + "</saml:AudienceRestriction>";
    private static final String OTHERS = "<saml:Audience>https://other.example</saml:Audience>";
    private static final String ANSWERS = " InResponseTo=\"" + REQUEST + "\"";
    private static final String OTHER_ACS = "https://sso.pickatime.example/saml/elm/acs";
    private static final String OTHER_SP = "https://sso.pickatime.example/saml/elm/metadata";
    private static final String SUCCESS = "<samlp:StatusCode Value=\"" + Saml.STATUS_SUCCESS + "\"/>";

    private BrowserProfileCases() {}

    static List<Case> all() {
        return List.of(
                refuse("wrong audience", ResponseRefusal.WRONG_AUDIENCE, signed(SP, "https://other.example")),
                refuse("no AudienceRestriction", ResponseRefusal.WRONG_AUDIENCE, signed(RESTRICTION, "")),
                refuse("AudienceRestriction without Audience", ResponseRefusal.WRONG_AUDIENCE, signed(AUDIENCE, "")),
                refuse("empty Audience", ResponseRefusal.WRONG_AUDIENCE, signed(AUDIENCE, "<saml:Audience/>")),
                refuse("audience in other case", ResponseRefusal.WRONG_AUDIENCE, signed(SP, SP.replace("oak", "Oak"))),
                refuse("audience as a prefix of ours", ResponseRefusal.WRONG_AUDIENCE, signed(SP, SP.substring(0, 20))),
                refuse("audience that starts with ours", ResponseRefusal.WRONG_AUDIENCE, signed(SP, SP + "/more")),
                refuse(
                        "audience with a comment",
                        ResponseRefusal.WRONG_AUDIENCE,
                        signed(SP, SP + "<!-- -->.evil.example")),
                accept("several Audiences, ours last", signed(AUDIENCE, OTHERS + AUDIENCE)),
                accept("several Audiences, ours first", signed(AUDIENCE, AUDIENCE + OTHERS)),
                accept("two AudienceRestrictions, both ours", signed(RESTRICTION, RESTRICTION + RESTRICTION)),
                refuse(
                        "two AudienceRestrictions, the second another's",
                        ResponseRefusal.WRONG_AUDIENCE,
                        signed(RESTRICTION, RESTRICTION + RESTRICTION.replace(AUDIENCE, OTHERS))),
                refuse(
                        "two AudienceRestrictions, the first another's",
                        ResponseRefusal.WRONG_AUDIENCE,
                        signed(RESTRICTION, RESTRICTION.replace(AUDIENCE, OTHERS) + RESTRICTION)),
                refuse(
                                "response for tenant A posted to tenant B",
                                ResponseRefusal.WRONG_DESTINATION,
                                plain().signAssertion())
                        .expecting(Case.tenant(OTHER_SP, OTHER_ACS)),
                refuse(
                                "response for tenant A, envelope readdressed to tenant B",
                                ResponseRefusal.WRONG_RECIPIENT,
                                plain().replaceInEnvelope(ACS, OTHER_ACS).signAssertion())
                        .expecting(Case.tenant(OTHER_SP, OTHER_ACS)),
                refuse(
                                "response for tenant A with the ACS URL of tenant B",
                                ResponseRefusal.WRONG_AUDIENCE,
                                plain().replace(ACS, OTHER_ACS).signAssertion())
                        .expecting(Case.tenant(OTHER_SP, OTHER_ACS)),
                refuse("wrong Recipient", ResponseRefusal.WRONG_RECIPIENT, recipient(OTHER_ACS)),
                refuse(
                        "Recipient in other case",
                        ResponseRefusal.WRONG_RECIPIENT,
                        recipient(ACS.replace("oak", "OAK"))),
                refuse(
                        "no Recipient",
                        ResponseRefusal.WRONG_RECIPIENT,
                        plain().replaceInAssertion(" Recipient=\"" + ACS + "\"", "")
                                .signAssertion()),
                refuse(
                        "wrong Destination",
                        ResponseRefusal.WRONG_DESTINATION,
                        plain().replaceInEnvelope(ACS, OTHER_ACS).signAssertion()),
                refuse(
                        "wrong Destination, response signed",
                        ResponseRefusal.WRONG_DESTINATION,
                        plain().replaceInEnvelope(ACS, OTHER_ACS).signResponse()),
                refuse(
                        "Destination that starts with ours",
                        ResponseRefusal.WRONG_DESTINATION,
                        plain().replaceInEnvelope(ACS, ACS + "/more").signAssertion()),
                refuse(
                        "empty Destination",
                        ResponseRefusal.MALFORMED,
                        plain().replaceInEnvelope(ACS, "").signAssertion()),
                refuse(
                        "response signed, no Destination",
                        ResponseRefusal.WRONG_DESTINATION,
                        plain().replaceInEnvelope(" Destination=\"" + ACS + "\"", "")
                                .signResponse()),
                refuse(
                        "wrong assertion Issuer (trusted key)",
                        ResponseRefusal.WRONG_ISSUER,
                        plain().replaceInAssertion(IDP, "https://other.example").signAssertion()),
                refuse(
                        "wrong response Issuer",
                        ResponseRefusal.WRONG_ISSUER,
                        plain().replaceInEnvelope(IDP, "https://other.example").signAssertion()),
                refuse(
                        "no assertion Issuer",
                        ResponseRefusal.WRONG_ISSUER,
                        plain().replaceInAssertion(GenuineCases.issuer(), "").signResponse()),
                refuse(
                        "Issuer of another format",
                        ResponseRefusal.WRONG_ISSUER,
                        signed("<saml:Issuer>", "<saml:Issuer Format=\"" + Saml.EMAIL_FORMAT + "\">")),
                refuse("InResponseTo of another request", ResponseRefusal.WRONG_REQUEST, signed(REQUEST, "_request-2")),
                refuse(
                        "envelope InResponseTo ok, signed one of another request",
                        ResponseRefusal.WRONG_REQUEST,
                        plain().replaceInAssertion(REQUEST, "_request-2").signAssertion()),
                refuse(
                        "unsolicited though a request is pending",
                        ResponseRefusal.WRONG_REQUEST,
                        DraftResponse.unsolicited().signAssertion()),
                refuse("solicited though none pending", ResponseRefusal.WRONG_REQUEST, plain().signAssertion())
                        .expecting(Case.unsolicited()),
                refuse(
                                "envelope unsolicited, signed part solicited",
                                ResponseRefusal.WRONG_REQUEST,
                                plain().replaceInEnvelope(ANSWERS, "").signAssertion())
                        .expecting(Case.unsolicited()),
                refuse(
                        "holder-of-key confirmation only",
                        ResponseRefusal.NO_BEARER_CONFIRMATION,
                        signed("cm:bearer", "cm:holder-of-key")),
                refuse(
                        "sender-vouches confirmation only",
                        ResponseRefusal.NO_BEARER_CONFIRMATION,
                        signed("cm:bearer", "cm:sender-vouches")),
                refuse("no confirmation", ResponseRefusal.NO_BEARER_CONFIRMATION, cut("SubjectConfirmation")),
                refuse("no confirmation data", ResponseRefusal.NO_BEARER_CONFIRMATION, cut("SubjectConfirmationData")),
                accept(
                        "holder-of-key and bearer confirmation",
                        plain().replace(
                                        "<saml:SubjectConfirmation ",
                                        "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:holder-of-key\"/>"
                                                + "<saml:SubjectConfirmation ")
                                .signAssertion()),
                accept(
                        "bearer for another place and bearer for us",
                        plain().replace(
                                        "<saml:SubjectConfirmation ",
                                        "<saml:SubjectConfirmation Method=\"" + Saml.BEARER
                                                + "\"><saml:SubjectConfirmationData"
                                                + " NotOnOrAfter=\"" + DraftResponse.at(300) + "\" Recipient=\""
                                                + OTHER_ACS
                                                + "\"/></saml:SubjectConfirmation><saml:SubjectConfirmation ")
                                .signAssertion()),
                refuse(
                        "unknown Condition",
                        ResponseRefusal.UNKNOWN_CONDITION,
                        signed(
                                "</saml:Conditions>",
                                "<saml:Condition xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"x\"/>"
                                        + "</saml:Conditions>")),
                refuse(
                        "unknown Condition of another namespace",
                        ResponseRefusal.UNKNOWN_CONDITION,
                        signed("</saml:Conditions>", "<x:OneTimeUse xmlns:x=\"urn:x\"/></saml:Conditions>")),
                accept(
                        "OneTimeUse and ProxyRestriction",
                        signed(
                                "</saml:Conditions>",
                                "<saml:OneTimeUse/><saml:ProxyRestriction Count=\"0\"/></saml:Conditions>")),
                refuse(
                        "two Conditions",
                        ResponseRefusal.UNEXPECTED_SHAPE,
                        signed("</saml:Conditions>", "</saml:Conditions><saml:Conditions/>")),
                refuse("no Conditions", ResponseRefusal.NO_CONDITIONS, cut("Conditions")),
                refuse(
                        "status Responder",
                        ResponseRefusal.STATUS_NOT_SUCCESS,
                        signed("status:Success", "status:Responder")),
                refuse(
                        "status Requester with an unknown sub-code",
                        ResponseRefusal.STATUS_NOT_SUCCESS,
                        signed(
                                SUCCESS,
                                "<samlp:StatusCode Value=\"" + Saml.STATUS_REQUESTER + "\"><samlp:StatusCode"
                                        + " Value=\"urn:unheard:of\"/></samlp:StatusCode>")),
                refuse(
                        "status Responder with the sub-code Success",
                        ResponseRefusal.STATUS_NOT_SUCCESS,
                        signed(
                                SUCCESS,
                                "<samlp:StatusCode Value=\"" + Saml.STATUS_RESPONDER + "\">" + SUCCESS
                                        + "</samlp:StatusCode>")),
                accept(
                        "status Success with an unknown sub-code",
                        signed(
                                SUCCESS,
                                "<samlp:StatusCode Value=\"" + Saml.STATUS_SUCCESS
                                        + "\"><samlp:StatusCode Value=\"urn:unheard:of\"/></samlp:StatusCode>")),
                refuse(
                        "two status codes",
                        ResponseRefusal.MALFORMED,
                        signed(SUCCESS, SUCCESS + SUCCESS.replace("Success", "Responder"))),
                refuse("no status code", ResponseRefusal.MALFORMED, signed(SUCCESS, "")),
                refuse(
                        "no Status",
                        ResponseRefusal.MALFORMED,
                        signed("<samlp:Status>" + SUCCESS + "</samlp:Status>", "")),
                refuse(
                        "no Version on the response",
                        ResponseRefusal.WRONG_VERSION,
                        plain().replaceInEnvelope(" Version=\"2.0\"", "").signAssertion()),
                refuse(
                        "no Version on the assertion",
                        ResponseRefusal.WRONG_VERSION,
                        plain().replaceInAssertion(" Version=\"2.0\"", "").signAssertion()),
                refuse("Version 1.1", ResponseRefusal.WRONG_VERSION, signed("Version=\"2.0\"", "Version=\"1.1\"")));
    }

    private static DraftResponse signed(String from, String to) {
        return plain().replace(from, to).signAssertion();
    }

    private static DraftResponse recipient(String other) {
        return plain().replaceInAssertion(ACS, other).signAssertion();
    }

    private static DraftResponse cut(String name) {
        return plain().change(response -> {
                    var element = DraftResponse.deep(response, name);
                    element.getParentNode().removeChild(element);
                })
                .signAssertion();
    }
}
