package com.pickatime.sso.saml.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.SamlTime;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A message while it is written: it begins as all of them do, SAML core 3.2.1 and 3.2.2, and children follow in order. */
final class SamlMessageBuilder {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 20;

    private final String id = newId();
    private final Document document = Xml.newDocument();
    private final Element root;

    SamlMessageBuilder(String name, ServiceProvider sender, URI destination, Instant now) {
        root = document.createElementNS(Saml.PROTOCOL, "samlp:" + name);
        root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:samlp", Saml.PROTOCOL);
        root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:saml", Saml.ASSERTION);
        document.appendChild(root);
        attribute("ID", id);
        attribute("Version", Saml.VERSION);
        attribute("IssueInstant", SamlTime.format(now));
        attribute("Destination", destination.toString());
        assertion(root, "Issuer").setTextContent(sender.entityId());
    }

    Element root() {
        return root;
    }

    void attribute(String name, String value) {
        root.setAttribute(name, value);
    }

    Element protocol(Element parent, String name) {
        return child(parent, Saml.PROTOCOL, "samlp:" + name);
    }

    Element assertion(Element parent, String name) {
        return child(parent, Saml.ASSERTION, "saml:" + name);
    }

    SamlMessage build(SamlMessage.Kind kind) {
        return new SamlMessage(kind, id, new String(Xml.serialize(document), UTF_8));
    }

    /** 160 random bits, SAML core 1.3.4; the underscore makes them an xs:ID, which begins with no digit. */
    private static String newId() {
        var bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return "_" + HexFormat.of().formatHex(bytes);
    }

    private Element child(Element parent, String namespace, String name) {
        var child = document.createElementNS(namespace, name);
        parent.appendChild(child);
        return child;
    }
}
