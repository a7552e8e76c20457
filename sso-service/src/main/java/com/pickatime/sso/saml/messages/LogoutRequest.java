package com.pickatime.sso.saml.messages;

import com.pickatime.sso.saml.NameId;
import com.pickatime.sso.saml.SamlTime;
import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Somebody's sessions are to end, SAML core 3.7.1.
 *
 * @param sessionIndexes which of them; empty: all
 */
public record LogoutRequest(String id, NameId nameId, Set<String> sessionIndexes) {

    private static final String NAME = "LogoutRequest";
    private static final String BY_THE_PERSON = "urn:oasis:names:tc:SAML:2.0:logout:user";
    private static final Duration USABLE = Duration.ofMinutes(5);

    public LogoutRequest {
        sessionIndexes = Set.copyOf(sessionIndexes);
    }

    /** A request to the identity provider because the person signed out here. */
    public static SamlMessage create(
            ServiceProvider sender, URI destination, NameId nameId, @Nullable String sessionIndex, Instant now) {
        var message = new SamlMessageBuilder(NAME, sender, destination, now);
        message.attribute("NotOnOrAfter", SamlTime.format(now.plus(USABLE)));
        message.attribute("Reason", BY_THE_PERSON);
        write(nameId, message.assertion(message.root(), "NameID"));
        if (sessionIndex != null) {
            message.protocol(message.root(), "SessionIndex").setTextContent(sessionIndex);
        }
        return message.build(SamlMessage.Kind.REQUEST);
    }

    /**
     * Reads what an identity provider asks. Who sent it is known only when the redirect's signature was verified before:
     * SAML profiles 4.4.4.1 demands one.
     *
     * @param issuer the entity ID of the only identity provider that may ask
     */
    public static LogoutRequest read(byte[] xml, String issuer, ServiceProvider receiver, Instant now)
            throws RefusedMessageException {
        var root = new MessageReader(issuer, receiver, now).read(xml, NAME);
        try {
            MessageReader.demandBefore(root, "NotOnOrAfter", now);
            return new LogoutRequest(root.getAttribute("ID"), nameId(root), sessionIndexes(root));
        } catch (MalformedXmlException malformed) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED, malformed);
        }
    }

    private static Set<String> sessionIndexes(Element root) throws MalformedXmlException {
        var indexes = new LinkedHashSet<String>();
        for (var index : Xml.children(root, Saml.PROTOCOL, "SessionIndex")) {
            indexes.add(Xml.text(index));
        }
        return indexes;
    }

    private static void write(NameId nameId, Element element) {
        set(element, "NameQualifier", nameId.nameQualifier());
        set(element, "SPNameQualifier", nameId.spNameQualifier());
        set(element, "Format", nameId.format());
        element.setTextContent(nameId.value());
    }

    /** The name in the clear; an encrypted one or a BaseID is refused by its own reason. */
    private static NameId nameId(Element parent) throws MalformedXmlException, RefusedMessageException {
        var element = Xml.onlyChild(parent, Saml.ASSERTION, "NameID")
                .orElseThrow(() -> new RefusedMessageException(MessageRefusal.NO_PLAIN_NAME));
        var value = Xml.text(element);
        if (value.isBlank()) {
            throw new MalformedXmlException("a name is blank");
        }
        return new NameId(
                value, get(element, "Format"), get(element, "NameQualifier"), get(element, "SPNameQualifier"));
    }

    private static void set(Element element, String name, @Nullable String value) {
        if (value != null) {
            element.setAttribute(name, value);
        }
    }

    private static @Nullable String get(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }
}
