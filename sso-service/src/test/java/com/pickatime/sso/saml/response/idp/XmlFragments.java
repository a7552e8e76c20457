package com.pickatime.sso.saml.response.idp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Elements from text. */
public final class XmlFragments {

    private XmlFragments() {}

    public static Element fragment(Document document, String xml) {
        try {
            return (Element) document.importNode(Xml.parse(xml.getBytes(UTF_8)).getDocumentElement(), true);
        } catch (MalformedXmlException mistake) {
            throw new IllegalStateException(mistake);
        }
    }
}
