package com.pickatime.sso.saml.messages;

import com.pickatime.sso.saml.NameId;
import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** How a message names a person, SAML core 2.2.3. */
final class NameIdXml {

    private NameIdXml() {}

    static void write(NameId nameId, Element element) {
        set(element, "NameQualifier", nameId.nameQualifier());
        set(element, "SPNameQualifier", nameId.spNameQualifier());
        set(element, "Format", nameId.format());
        element.setTextContent(nameId.value());
    }

    /** The name in the clear; an encrypted one or a BaseID is refused by its own reason. */
    static NameId read(Element parent) throws MalformedXmlException, RefusedMessageException {
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
