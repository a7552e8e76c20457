package com.pickatime.sso.saml.messages;

import com.onelogin.saml2.util.SchemaFactory;
import com.pickatime.sso.saml.xml.Xml;
import java.net.URL;
import javax.xml.transform.dom.DOMSource;
import org.w3c.dom.Document;

/** The schemas of SAML 2.0, as another implementation brings them along. */
public final class SamlSchemas {

    private SamlSchemas() {}

    /** Throws with the schema's own words when a message breaks them. */
    public static Document checkMessage(byte[] xml) throws Exception {
        return check(xml, SchemaFactory.SAML_SCHEMA_PROTOCOL_2_0);
    }

    public static Document checkMetadata(byte[] xml) throws Exception {
        return check(xml, SchemaFactory.SAML_SCHEMA_METADATA_2_0);
    }

    private static Document check(byte[] xml, URL schema) throws Exception {
        var document = Xml.parse(xml);
        SchemaFactory.loadFromUrl(schema).newValidator().validate(new DOMSource(document));
        return document;
    }
}
