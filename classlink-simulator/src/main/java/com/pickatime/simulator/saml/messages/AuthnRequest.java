package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A service provider's request to sign somebody in.
 *
 * @param forceAuthn whether the person must sign in anew
 */
public record AuthnRequest(String id, Instant issuedAt, boolean forceAuthn) {

    /**
     * Reads a request.
     *
     * @throws RefusedMessageException if it is no request, or is not from the service provider that is registered, to its
     *     registered address
     */
    public static AuthnRequest from(Element root, IdentityProviderSettings settings) {
        require(
                root.getLocalName().equals("AuthnRequest") && Saml.PROTOCOL.equals(root.getNamespaceURI()),
                "is no AuthnRequest");
        require(root.getAttribute("Version").equals("2.0"), "is not of SAML version 2.0");
        var registered = settings.serviceProvider();
        require(
                Xml.childText(root, Saml.ASSERTION, "Issuer").equals(Optional.of(registered.entityId())),
                "is from a service provider that this district did not add");
        require(
                isAbsentOr(
                        root, "AssertionConsumerServiceURL", registered.acsUrl().toString()),
                "asks for an answer to an address that is not registered");
        require(isAbsentOr(root, "ProtocolBinding", Saml.POST), "asks for an answer by another binding than HTTP-POST");
        require(
                isAbsentOr(root, "Destination", settings.singleSignOnUrl().toString()),
                "was meant for another address");
        require(root.hasAttribute("ID"), "has no ID");
        return new AuthnRequest(
                root.getAttribute("ID"),
                instant(root.getAttribute("IssueInstant")),
                Boolean.parseBoolean(root.getAttribute("ForceAuthn")));
    }

    private static boolean isAbsentOr(Element root, String attribute, String value) {
        return Xml.attribute(root, attribute).orElse(value).equals(value);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedMessageException("the request has no IssueInstant in UTC");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new RefusedMessageException("the request " + otherwise);
        }
    }
}
