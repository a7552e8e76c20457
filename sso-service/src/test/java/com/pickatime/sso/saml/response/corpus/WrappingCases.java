package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.corpus.Case.refuse;
import static com.pickatime.sso.saml.response.idp.DraftResponse.child;
import static com.pickatime.sso.saml.response.idp.DraftResponse.deep;
import static com.pickatime.sso.saml.response.idp.DraftResponse.document;
import static com.pickatime.sso.saml.response.idp.DraftResponse.plain;

import com.pickatime.sso.saml.response.ResponseRefusal;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.response.idp.EncryptionOptions;
import com.pickatime.sso.saml.xml.Xml;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** Genuine signed parts moved about so that something unsigned could be read. */
final class WrappingCases {

    private WrappingCases() {}

    static List<Case> all() {
        var cases = new ArrayList<Case>();
        for (var wrapping : Wrapping.values()) {
            cases.add(shape(wrapping.name(), wrapped(wrapping, "_evil", plain())));
            cases.add(shape(
                    wrapping + " same ID",
                    wrapped(wrapping, wrapping.onResponse() ? "_response" : "_assertion", plain())));
            cases.add(shape(wrapping + " where nobody asked", wrapped(wrapping, "_evil", DraftResponse.unsolicited()))
                    .expecting(Case.unsolicited()));
        }
        cases.addAll(List.of(
                shape("second, unsigned assertion after", beside(false, false)),
                shape("second, unsigned assertion before", beside(true, false)),
                shape("signed assertion + forged encrypted one before", beside(true, true)),
                shape("signed assertion + forged encrypted one after", beside(false, true)),
                shape("genuine encrypted assertion + forged plain one", encryptedAndForged()),
                shape("forged plain assertion inside EncryptedAssertion", plainInEncrypted()),
                shape("no assertion", plain().change(response -> response.removeChild(child(response, "Assertion")))),
                shape("assertion alone, without a response", alone()),
                shape("assertion one level down", down()),
                shape(
                        "two Status",
                        plain().change(response ->
                                response.appendChild(child(response, "Status").cloneNode(true)))),
                refuse(
                        "second NameID added",
                        ResponseRefusal.TAMPERED,
                        plain().signAssertion().change(response -> {
                            var name = deep(response, "NameID");
                            var second = name.cloneNode(true);
                            second.setTextContent("mallory");
                            name.getParentNode().insertBefore(second, name);
                        })),
                refuse(
                        "two NameIDs, signed",
                        ResponseRefusal.MALFORMED,
                        plain().replace("</saml:NameID>", "</saml:NameID><saml:NameID>mallory</saml:NameID>")
                                .signAssertion())));
        return cases;
    }

    private static Case shape(String name, DraftResponse draft) {
        return refuse(name, ResponseRefusal.UNEXPECTED_SHAPE, draft);
    }

    private static DraftResponse wrapped(Wrapping wrapping, String evilId, DraftResponse draft) {
        var signed = wrapping.onResponse() ? draft.signResponse() : draft.signAssertion();
        return signed.change(response -> wrapping.attack(response, evilId));
    }

    private static DraftResponse beside(boolean before, boolean encrypted) {
        return plain().signAssertion().change(response -> {
            var genuine = child(response, "Assertion");
            var forged = Wrapping.forge(Wrapping.unsignedCopy(genuine), "_evil");
            var second = encrypted ? hidden(forged) : forged;
            response.insertBefore(second, before ? genuine : null);
        });
    }

    private static DraftResponse encryptedAndForged() {
        return plain().signAssertion().change(response -> {
            var genuine = child(response, "Assertion");
            response.insertBefore(Wrapping.forge(Wrapping.unsignedCopy(genuine), "_evil"), genuine);
            response.replaceChild(hidden(genuine), genuine);
        });
    }

    private static DraftResponse plainInEncrypted() {
        return plain().signAssertion().change(response -> {
            var genuine = child(response, "Assertion");
            var hidden = hidden(genuine);
            hidden.appendChild(Wrapping.forge(Wrapping.unsignedCopy(genuine), "_evil"));
            response.replaceChild(hidden, genuine);
        });
    }

    private static DraftResponse alone() {
        var assertion = new DraftResponse[1];
        plain().signAssertion()
                .change(response ->
                        assertion[0] = new DraftResponse(new String(Xml.serialize(child(response, "Assertion")))));
        return assertion[0];
    }

    private static DraftResponse down() {
        return plain().signAssertion().change(response -> {
            var assertion = child(response, "Assertion");
            var level = document(response).createElementNS("urn:level", "level");
            response.replaceChild(level, assertion);
            level.appendChild(assertion);
        });
    }

    private static Element hidden(Element assertion) {
        return EncryptionOptions.toUs().encrypt(document(assertion), Xml.serialize(assertion));
    }
}
