package com.pickatime.sso.saml.xml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** Parsing that trusts nothing: no DOCTYPE, nothing external, and limits on size, depth and attributes. */
public final class Xml {

    /** The most a SAML message may have, in bytes; a signed and encrypted response of a school has about 20 KiB. */
    public static final int MOST_BYTES = 256 * 1024;

    /** How deep elements may nest; SAML with signatures and encryption needs about 15. */
    public static final int MOST_DEPTH = 64;

    /** How many attributes one element may have. */
    public static final int MOST_ATTRIBUTES = 64;

    private Xml() {}

    /** Reads a message of at most {@link #MOST_BYTES}. */
    public static Document parse(byte[] xml) throws MalformedXmlException {
        return parse(xml, MOST_BYTES);
    }

    /** Reads a document of at most so many bytes, in any encoding that its declaration names; XML 1.0 alone. */
    public static Document parse(byte[] xml, int mostBytes) throws MalformedXmlException {
        if (xml.length > mostBytes) {
            throw new MalformedXmlException("the document is larger than " + mostBytes + " bytes");
        }
        try {
            var document = builder().parse(new ByteArrayInputStream(xml));
            if (!"1.0".equals(document.getXmlVersion())) {
                throw new MalformedXmlException("the document is not XML 1.0");
            }
            return document;
        } catch (SAXException | IOException refused) {
            // the parser's words quote the document
            throw new MalformedXmlException(
                    "the document is not well-formed, has a DOCTYPE, or is too deep or too wide");
        }
    }

    /** An empty document to build a message in. */
    public static Document newDocument() {
        return builder().newDocument();
    }

    /** The child elements of this name, in their order; not what lies deeper. */
    public static List<Element> children(Element parent, String namespace, String localName) {
        return children(parent).stream()
                .filter(child -> is(child, namespace, localName))
                .toList();
    }

    /** All child elements in their order. */
    public static List<Element> children(Element parent) {
        var elements = new ArrayList<Element>();
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** The child of this name if there is one; more than one is an error, never the first of them. */
    public static Optional<Element> onlyChild(Element parent, String namespace, String localName)
            throws MalformedXmlException {
        var found = children(parent, namespace, localName);
        if (found.size() > 1) {
            throw new MalformedXmlException("more than one " + localName + " where one may be");
        }
        return found.stream().findFirst();
    }

    public static boolean is(Element element, String namespace, String localName) {
        return namespace.equals(element.getNamespaceURI()) && localName.equals(element.getLocalName());
    }

    /**
     * The whole text of an element, as written, CDATA included. Elements, comments and processing instructions inside are
     * an error: canonicalization drops comments, so a reader that stops at one takes a part of a signed value for all.
     */
    public static String text(Element element) throws MalformedXmlException {
        var text = new StringBuilder();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() != Node.TEXT_NODE && child.getNodeType() != Node.CDATA_SECTION_NODE) {
                throw new MalformedXmlException("something else than text in " + element.getLocalName());
            }
            text.append(child.getNodeValue());
        }
        return text.toString();
    }

    /** The node as UTF-8 without an XML declaration, every namespace in scope declared. */
    public static byte[] serialize(Node node) {
        try {
            var factory = TransformerFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            var bytes = new ByteArrayOutputStream();
            transformer.transform(new DOMSource(node), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (TransformerException impossible) {
            throw new IllegalStateException("a document in memory cannot be written", impossible);
        }
    }

    private static DocumentBuilder builder() {
        try {
            var builder = parsers().newDocumentBuilder();
            builder.setErrorHandler(new StrictErrorHandler());
            builder.setEntityResolver((publicId, systemId) -> {
                throw new SAXException("nothing external is read");
            });
            return builder;
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's parser lacks a safeguard", impossible);
        }
    }

    /** The JDK's own parser, whatever else is on the class path; OWASP's XXE rules, and the limits above. */
    private static DocumentBuilderFactory parsers() throws ParserConfigurationException {
        var parsers = DocumentBuilderFactory.newDefaultNSInstance();
        parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        parsers.setFeature("http://xml.org/sax/features/external-general-entities", false);
        parsers.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        parsers.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        parsers.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        parsers.setAttribute("jdk.xml.maxElementDepth", String.valueOf(MOST_DEPTH));
        parsers.setAttribute("jdk.xml.elementAttributeLimit", String.valueOf(MOST_ATTRIBUTES));
        parsers.setXIncludeAware(false);
        parsers.setExpandEntityReferences(false);
        return parsers;
    }
}
