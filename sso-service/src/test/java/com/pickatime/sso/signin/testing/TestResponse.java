package com.pickatime.sso.signin.testing;

import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.xml.Xml;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * A response of {@link TestIdp}, with a signed assertion.
 *
 * @param to base address of the business at the service: it has the entity ID and the consumer address below it
 * @param requestId null for a response that nobody asked for
 */
public record TestResponse(
        TestIdp from, String to, @Nullable String requestId, String nameId, Map<String, String> attributes) {

    private static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";

    /** Says that the person has this source ID. */
    public static TestResponse of(TestIdp from, String to, @Nullable String requestId, String sourceId) {
        return new TestResponse(from, to, requestId, "name-" + sourceId, Map.of("OR:userSourcedId", sourceId));
    }

    public TestResponse saying(Map<String, String> attributes) {
        return new TestResponse(from, to, requestId, nameId, attributes);
    }

    /** For the form, signed with the identity provider's present key. */
    public String encoded() {
        return encodedBy(from.key());
    }

    /** For the form, signed with any key. */
    public String encodedBy(SamlCredential key) {
        return Base64.getEncoder().encodeToString(signed(key));
    }

    private byte[] signed(SamlCredential key) {
        try {
            var document = Xml.parse(xml().getBytes(StandardCharsets.UTF_8));
            var assertion = (Element)
                    document.getElementsByTagNameNS(ASSERTION, "Assertion").item(0);
            assertion.setIdAttribute("ID", true);
            sign(assertion, key);
            return Xml.serialize(document);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sign(Element assertion, SamlCredential key)
            throws GeneralSecurityException, MarshalException, XMLSignatureException {
        var factory = XMLSignatureFactory.getInstance("DOM");
        var reference = factory.newReference(
                "#" + assertion.getAttribute("ID"),
                factory.newDigestMethod(DigestMethod.SHA256, null),
                List.of(
                        factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                        factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
                null,
                null);
        var info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
                List.<Reference>of(reference));
        var afterIssuer = assertion.getElementsByTagNameNS(ASSERTION, "Subject").item(0);
        factory.newXMLSignature(info, null).sign(new DOMSignContext(key.key(), assertion, afterIssuer));
    }

    private String xml() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var answers = requestId == null ? "" : "InResponseTo=\"" + requestId + "\"";
        return """
                <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="%1$s" ID="_r%2$s" \
                Version="2.0" IssueInstant="%3$s" Destination="%4$s/acs" %5$s><saml:Issuer>%6$s</saml:Issuer>\
                <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\
                <saml:Assertion ID="_a%2$s" Version="2.0" IssueInstant="%3$s"><saml:Issuer>%6$s</saml:Issuer>\
                <saml:Subject><saml:NameID>%7$s</saml:NameID>\
                <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
                <saml:SubjectConfirmationData NotOnOrAfter="%8$s" Recipient="%4$s/acs" %5$s/>\
                </saml:SubjectConfirmation></saml:Subject>\
                <saml:Conditions NotBefore="%9$s" NotOnOrAfter="%8$s"><saml:AudienceRestriction>\
                <saml:Audience>%4$s/metadata</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
                <saml:AuthnStatement AuthnInstant="%3$s" SessionIndex="_s%2$s"><saml:AuthnContext>\
                <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>\
                </saml:AuthnContext></saml:AuthnStatement>%10$s</saml:Assertion></samlp:Response>""".formatted(
                        ASSERTION,
                        UUID.randomUUID(),
                        now,
                        to,
                        answers,
                        from.entityId(),
                        nameId,
                        now.plusSeconds(300),
                        now.minusSeconds(60),
                        statement());
    }

    private String statement() {
        return attributes.isEmpty()
                ? ""
                : attributes.entrySet().stream()
                        .map(attribute -> "<saml:Attribute Name=\"" + attribute.getKey() + "\"><saml:AttributeValue>"
                                + attribute.getValue() + "</saml:AttributeValue></saml:Attribute>")
                        .collect(Collectors.joining("", "<saml:AttributeStatement>", "</saml:AttributeStatement>"));
    }
}
