package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.corpus.GenuineCases.by;
import static com.pickatime.sso.saml.response.corpus.SignatureCases.exclusive;
import static com.pickatime.sso.saml.response.idp.DraftResponse.child;
import static com.pickatime.sso.saml.response.idp.DraftResponse.deep;
import static com.pickatime.sso.saml.response.idp.DraftResponse.document;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.EncryptionOptions;
import com.pickatime.sso.saml.response.idp.SignatureOptions;
import com.pickatime.sso.saml.response.idp.TrapServer;
import com.pickatime.sso.saml.response.idp.XmlFragments;
import com.pickatime.sso.saml.xml.Saml;
import java.util.List;
import java.util.Map;
import javax.xml.crypto.dom.DOMStructure;
import org.w3c.dom.Element;

/** Good signatures in the wrong place, or over the wrong thing. */
final class PlacementCases {

    private PlacementCases() {}

    static List<Case> all() {
        return List.of(
                refuse(
                        "reference to the whole document",
                        ResponseRefusal.MALFORMED,
                        plain().signAssertion(by().uri(""))),
                shape("reference by xpointer(/)", plain().signAssertion(by().uri("#xpointer(/)"))),
                shape("reference by xpointer(id())", plain().signAssertion(by().uri("#xpointer(id('_assertion'))"))),
                refuse(
                        "reference of the response to the whole document",
                        ResponseRefusal.MALFORMED,
                        plain().signResponse(by().uri(""))),
                refuse(
                        "reference without URI",
                        ResponseRefusal.MALFORMED,
                        plain().signAssertion().without(" URI=\"#_assertion\"")),
                shape(
                        "Reference changed to http (SSRF)",
                        signed().replace("\"#_assertion\"", "\"" + TrapServer.url() + "\"")),
                shape("Reference changed to a file", signed().replace("\"#_assertion\"", "\"file:///etc/hostname\"")),
                shape("two References", twoReferences()),
                shape(
                        "two References, the second to http",
                        signed().replace(
                                        "</ds:SignedInfo>",
                                        "<ds:Reference URI=\"" + TrapServer.url() + "\"/></ds:SignedInfo>")),
                shape("Object inside Signature", object("<x xmlns=\"urn:x\"/>")),
                shape("Manifest inside Signature", object("<ds:Manifest xmlns:ds=\"" + Saml.SIGNATURE + "\"/>")),
                shape("two Signatures in the assertion", signed().signAssertion()),
                shape("Signature of the assertion on the response", at("Response", false)),
                shape("Signature inside Subject", at("Subject", false)),
                shape("Signature inside Advice", inside("<saml:Advice/>", "</saml:Conditions>", "Advice")),
                shape(
                        "Signature inside Extensions",
                        inside("<samlp:Extensions/>", "</saml:Issuer><samlp", "Extensions")),
                shape("signature of the response on the assertion", responseSignedInAssertion()),
                shape("signed assertion in Advice of an unsigned one", advice(false)),
                shape("signed assertion in Advice of a signed one", advice(true))
                        .reading(
                                "mallory",
                                Map.of(
                                        "OR:userSourcedId",
                                        List.of("source-666"),
                                        "Role",
                                        List.of("teacher", "parent"))),
                shape("signed Response in Extensions of an unsigned one", responseInExtensions()),
                shape("encrypted assertion in Advice", encryptedAdvice()),
                shape(
                        "signature of another namespace beside",
                        signed().replace("<saml:Subject>", "<x:Signature xmlns:x=\"urn:x\"/><saml:Subject>")),
                refuse("Subject signed instead of the assertion", ResponseRefusal.UNEXPECTED_SHAPE, subjectSigned()));
    }

    private static DraftResponse signed() {
        return plain().signAssertion();
    }

    private static Case shape(String name, DraftResponse draft) {
        return refuse(name, ResponseRefusal.UNEXPECTED_SHAPE, draft);
    }

    private static DraftResponse twoReferences() {
        return plain().change(response -> {
            response.setIdAttributeNS(null, "ID", true);
            var assertion = child(response, "Assertion");
            by().sign(
                            assertion,
                            assertion,
                            child(assertion, "Subject"),
                            List.of(),
                            List.of(by().transforms(exclusive()).reference("#_response")));
        });
    }

    private static DraftResponse object(String content) {
        return plain().change(response -> {
            var assertion = child(response, "Assertion");
            var inside = XmlFragments.fragment(document(response), content);
            var object = SignatureOptions.FACTORY.newXMLObject(List.of(new DOMStructure(inside)), null, null, null);
            by().sign(assertion, assertion, child(assertion, "Subject"), List.of(object));
        });
    }

    /** The assertion's signature put into some element that is there already. */
    private static DraftResponse at(String place, boolean first) {
        return plain().change(response -> {
            Element into = place.equals("Response") ? response : deep(response, place);
            by().sign(child(response, "Assertion"), into, first ? into.getFirstChild() : null, List.of());
        });
    }

    private static DraftResponse inside(String element, String after, String place) {
        var name = after.endsWith("<samlp") ? "</saml:Issuer>" + element + "<samlp" : after + element;
        return new DraftResponse(plain().replace(after, name).xml())
                .change(response -> by().sign(child(response, "Assertion"), deep(response, place), null, List.of()));
    }

    private static DraftResponse responseSignedInAssertion() {
        return plain().change(response -> {
            var assertion = child(response, "Assertion");
            by().sign(response, assertion, child(assertion, "Subject"), List.of());
        });
    }

    private static DraftResponse advice(boolean outerSigned) {
        var nested = signed().change(response -> {
            var genuine = child(response, "Assertion");
            var forged = Wrapping.forge((Element) genuine.cloneNode(true), "_evil");
            Wrapping.removeSignature(forged);
            var advice = document(response).createElementNS(Saml.ASSERTION, "saml:Advice");
            forged.insertBefore(advice, child(forged, "AuthnStatement"));
            response.replaceChild(forged, genuine);
            advice.appendChild(genuine);
        });
        return outerSigned ? nested.signAssertion() : nested;
    }

    private static DraftResponse responseInExtensions() {
        return plain().signResponse().change(response -> {
            var genuine = (Element) response.cloneNode(true);
            Wrapping.removeSignature(response);
            Wrapping.forge(response, "_evil");
            deep(response, "Assertion").setAttribute("ID", "_evil2");
            var extensions = document(response).createElementNS(Saml.PROTOCOL, "samlp:Extensions");
            response.insertBefore(extensions, child(response, "Status"));
            extensions.appendChild(genuine);
        });
    }

    private static DraftResponse encryptedAdvice() {
        return plain().change(response -> {
                    var assertion = child(response, "Assertion");
                    var advice = document(response).createElementNS(Saml.ASSERTION, "saml:Advice");
                    assertion.insertBefore(advice, child(assertion, "AuthnStatement"));
                    advice.appendChild(EncryptionOptions.toUs().encrypt(document(response), "<x/>".getBytes()));
                })
                .signAssertion();
    }

    private static DraftResponse subjectSigned() {
        return plain().replace("<saml:Subject>", "<saml:Subject ID=\"_subject\">")
                .change(response -> {
                    var assertion = child(response, "Assertion");
                    by().sign(child(assertion, "Subject"), assertion, child(assertion, "Subject"), List.of());
                });
    }
}
