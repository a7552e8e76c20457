package com.pickatime.simulator.saml.xml;

import javax.xml.XMLConstants;
import org.w3c.dom.Element;

/** An XML element while it is built; every prefix is declared where it is first used, or a signature would not hold. */
public final class ElementBuilder {

    private final Element element;

    private ElementBuilder(Element element) {
        this.element = element;
    }

    /** The root of a new document, such as {@code samlp:Response}. */
    public static ElementBuilder root(String namespace, String name) {
        var document = Xml.newDocument();
        var element = document.createElementNS(namespace, name);
        document.appendChild(element);
        declare(element, namespace);
        return new ElementBuilder(element);
    }

    /** A new last child of an element that is there. */
    public static ElementBuilder in(Element parent, String namespace, String name) {
        return new ElementBuilder(parent).child(namespace, name);
    }

    /** A new last child. */
    public ElementBuilder child(String namespace, String name) {
        var child = element.getOwnerDocument().createElementNS(namespace, name);
        if (!namespace.equals(element.lookupNamespaceURI(child.getPrefix()))) {
            declare(child, namespace);
        }
        element.appendChild(child);
        return new ElementBuilder(child);
    }

    public ElementBuilder with(String attribute, String value) {
        element.setAttribute(attribute, value);
        return this;
    }

    public ElementBuilder text(String text) {
        element.setTextContent(text);
        return this;
    }

    public Element element() {
        return element;
    }

    private static void declare(Element element, String namespace) {
        element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + element.getPrefix(), namespace);
    }
}
