package com.pickatime.sso.saml.response.idp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A response in the making; each step gives a new one. A replacement that changes nothing is a mistake of the test. */
public record DraftResponse(String xml) {

    /** The time of the whole corpus, on every clock. */
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    /** What the corpus forgives of a difference between clocks. */
    public static final Duration SKEW = Duration.ofMinutes(3);

    public static final String IDP = "https://idp.school.example/metadata";
    public static final String SP = "https://sso.pickatime.example/saml/oak/metadata";
    public static final String ACS = "https://sso.pickatime.example/saml/oak/acs";
    public static final String REQUEST = "_request-1";

    /** What the identity provider says before it signs anything. */
    public static DraftResponse plain() {
        return new DraftResponse(
                """
                <samlp:Response xmlns:samlp="%1$s" xmlns:saml="%2$s" ID="_response" Version="2.0" IssueInstant="%3$s" \
                Destination="%4$s" InResponseTo="%5$s"><saml:Issuer>%6$s</saml:Issuer><samlp:Status>\
                <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\
                <saml:Assertion ID="_assertion" Version="2.0" IssueInstant="%3$s"><saml:Issuer>%6$s</saml:Issuer>\
                <saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada</saml:NameID>\
                <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData \
                NotOnOrAfter="%8$s" Recipient="%4$s" InResponseTo="%5$s"/></saml:SubjectConfirmation></saml:Subject>\
                <saml:Conditions NotBefore="%7$s" NotOnOrAfter="%9$s"><saml:AudienceRestriction>\
                <saml:Audience>%10$s</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
                <saml:AuthnStatement AuthnInstant="%3$s" SessionIndex="_session"><saml:AuthnContext>\
                <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>\
                </saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>\
                <saml:Attribute Name="OR:userSourcedId"><saml:AttributeValue>source-1</saml:AttributeValue></saml:Attribute>\
                <saml:Attribute Name="Role"><saml:AttributeValue>teacher</saml:AttributeValue>\
                <saml:AttributeValue>parent</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>\
                </saml:Assertion></samlp:Response>""".formatted(Saml.PROTOCOL, Saml.ASSERTION, NOW, ACS, REQUEST, IDP, at(-30), at(300), at(240), SP));
    }

    /** The same without anybody having asked. */
    public static DraftResponse unsolicited() {
        return plain().without(" InResponseTo=\"" + REQUEST + "\"");
    }

    public static Instant at(int secondsFromNow) {
        return NOW.plusSeconds(secondsFromNow);
    }

    public DraftResponse replace(String from, Object to) {
        if (!xml.contains(from)) {
            throw new IllegalStateException("not in the draft: " + from);
        }
        return new DraftResponse(xml.replace(from, to.toString()));
    }

    public DraftResponse without(String part) {
        return replace(part, "");
    }

    /** Replaces in the assertion, which comes last, and leaves the envelope as it is. */
    public DraftResponse replaceInAssertion(String from, Object to) {
        var start = xml.indexOf("<saml:Assertion");
        return new DraftResponse(xml.substring(0, start)
                + new DraftResponse(xml.substring(start)).replace(from, to).xml());
    }

    public DraftResponse replaceInEnvelope(String from, Object to) {
        var start = xml.indexOf("<saml:Assertion");
        return new DraftResponse(
                new DraftResponse(xml.substring(0, start)).replace(from, to).xml() + xml.substring(start));
    }

    public DraftResponse change(Consumer<Element> change) {
        try {
            var document = Xml.parse(bytes(), Integer.MAX_VALUE);
            change.accept(document.getDocumentElement());
            return new DraftResponse(new String(Xml.serialize(document), UTF_8));
        } catch (MalformedXmlException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    public DraftResponse signAssertion() {
        return signAssertion(SignatureOptions.by(CorpusKey.IDP));
    }

    public DraftResponse signAssertion(SignatureOptions signing) {
        return change(response -> signing.sign(child(response, "Assertion")));
    }

    public DraftResponse signResponse() {
        return signResponse(SignatureOptions.by(CorpusKey.IDP));
    }

    public DraftResponse signResponse(SignatureOptions signing) {
        return change(signing::sign);
    }

    public DraftResponse encrypt() {
        return encrypt(EncryptionOptions.toUs());
    }

    public DraftResponse encrypt(EncryptionOptions encrypting) {
        return change(response -> {
            var assertion = child(response, "Assertion");
            var hidden = encrypting.encrypt(document(response), Xml.serialize(assertion));
            response.replaceChild(hidden, assertion);
        });
    }

    public byte[] bytes() {
        return xml.getBytes(UTF_8);
    }

    public static Document document(Element element) {
        return element.getOwnerDocument();
    }

    /** The first child of this local name. */
    public static Element child(Element parent, String name) {
        return Xml.children(parent).stream()
                .filter(child -> name.equals(child.getLocalName()))
                .findFirst()
                .orElseThrow();
    }

    /** The first element of this local name anywhere below. */
    public static Element deep(Element parent, String name) {
        return (Element) parent.getElementsByTagNameNS("*", name).item(0);
    }
}
