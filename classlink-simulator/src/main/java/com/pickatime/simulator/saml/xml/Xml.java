package com.pickatime.simulator.saml.xml;

import com.pickatime.simulator.saml.RefusedMessageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** XML in and out, without document types. */
public final class Xml {

    private Xml() {}

    /**
     * Reads a document.
     *
     * @throws RefusedMessageException if it is not well formed, or has a document type
     */
    public static Document parse(byte[] xml) {
        try {
            return builder().parse(new ByteArrayInputStream(xml));
        } catch (SAXException | IOException e) {
            throw new RefusedMessageException("the message is not well-formed XML without a document type");
        }
    }

    /** The document or element as it goes over the wire, without a declaration. */
    public static String write(Node node) {
        try {
            var transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var text = new StringWriter();
            transformer.transform(new DOMSource(node), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("the JDK cannot write this XML", e);
        }
    }

    /** All elements of that name below another, at any depth. */
    public static Stream<Element> all(Element root, String namespace, String localName) {
        var found = root.getElementsByTagNameNS(namespace, localName);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast);
    }

    /** The text of the first child of that name. */
    public static Optional<String> childText(Element parent, String namespace, String localName) {
        return all(parent, namespace, localName)
                .filter(child -> child.getParentNode() == parent)
                .findFirst()
                .map(child -> child.getTextContent().strip());
    }

    /** The value of an attribute; empty when there is none. */
    public static Optional<String> attribute(Element element, String name) {
        return element.hasAttribute(name) ? Optional.of(element.getAttribute(name)) : Optional.empty();
    }

    static Document newDocument() {
        return builder().newDocument();
    }

    private static DocumentBuilder builder() {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK has no such XML parser", e);
        }
    }
}
