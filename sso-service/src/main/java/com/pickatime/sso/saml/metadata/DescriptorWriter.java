package com.pickatime.sso.saml.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes a service provider's metadata in the order that its schema demands. */
final class DescriptorWriter {

    /** Identity providers look again after this, so that they learn a new key before it is used. */
    private static final String CACHE_DURATION = "PT6H";

    private static final String AES_256_GCM = Saml.ENCRYPTION_11 + "aes256-gcm";
    private static final String AES_128_GCM = Saml.ENCRYPTION_11 + "aes128-gcm";
    private static final String AES_256_CBC = Saml.ENCRYPTION + "aes256-cbc";
    private static final String AES_128_CBC = Saml.ENCRYPTION + "aes128-cbc";
    private static final String RSA_OAEP = Saml.ENCRYPTION + "rsa-oaep-mgf1p";

    private static final List<String> NAME_FORMATS =
            List.of(Saml.UNSPECIFIED_FORMAT, Saml.EMAIL_FORMAT, Saml.PERSISTENT_FORMAT);

    private final Document document = Xml.newDocument();
    private final ServiceProviderMetadata metadata;

    DescriptorWriter(ServiceProviderMetadata metadata) {
        this.metadata = metadata;
    }

    Document write() {
        var entityId = metadata.serviceProvider().entityId();
        var entity = document.createElementNS(Saml.METADATA, "md:EntityDescriptor");
        declare(entity, "md", Saml.METADATA);
        declare(entity, "ds", Saml.SIGNATURE);
        entity.setAttribute("ID", "_" + UUID.nameUUIDFromBytes(entityId.getBytes(UTF_8)));
        entity.setAttribute("cacheDuration", CACHE_DURATION);
        entity.setAttribute("entityID", entityId);
        document.appendChild(entity);
        writeRole(child(entity, "SPSSODescriptor"));
        return document;
    }

    private void writeRole(Element role) {
        role.setAttribute("AuthnRequestsSigned", String.valueOf(metadata.requestsSigned()));
        role.setAttribute("WantAssertionsSigned", "true");
        role.setAttribute("protocolSupportEnumeration", Saml.PROTOCOL);
        for (var credential : metadata.credentials()) {
            writeKey(role, "signing", credential.certificate());
            encryption(writeKey(role, "encryption", credential.certificate()));
        }
        writeEndpoint(
                role,
                "SingleLogoutService",
                Saml.REDIRECT_BINDING,
                metadata.serviceProvider().singleLogoutUrl());
        NAME_FORMATS.forEach(format -> child(role, "NameIDFormat").setTextContent(format));
        var consumer = writeEndpoint(
                role,
                "AssertionConsumerService",
                Saml.POST_BINDING,
                metadata.serviceProvider().assertionConsumerUrl());
        consumer.setAttribute("index", "0");
        consumer.setAttribute("isDefault", "true");
        if (!metadata.requestedAttributes().isEmpty()) {
            writeAttributes(child(role, "AttributeConsumingService"));
        }
    }

    private Element writeKey(Element role, String use, X509Certificate certificate) {
        var key = child(role, "KeyDescriptor");
        key.setAttribute("use", use);
        var data = signatureChild(signatureChild(key, "KeyInfo"), "X509Data");
        signatureChild(data, "X509Certificate").setTextContent(base64(certificate));
        return key;
    }

    /** What is decrypted and nothing else, the best first: identity providers take the first that they know. */
    private void encryption(Element key) {
        child(key, "EncryptionMethod").setAttribute("Algorithm", AES_256_GCM);
        child(key, "EncryptionMethod").setAttribute("Algorithm", AES_128_GCM);
        if (metadata.aesCbc()) {
            child(key, "EncryptionMethod").setAttribute("Algorithm", AES_256_CBC);
            child(key, "EncryptionMethod").setAttribute("Algorithm", AES_128_CBC);
        }
        child(key, "EncryptionMethod").setAttribute("Algorithm", RSA_OAEP);
    }

    private Element writeEndpoint(Element role, String service, String binding, URI location) {
        var endpoint = child(role, service);
        endpoint.setAttribute("Binding", binding);
        endpoint.setAttribute("Location", location.toString());
        return endpoint;
    }

    private void writeAttributes(Element service) {
        service.setAttribute("index", "0");
        var name = child(service, "ServiceName");
        name.setAttributeNS(XMLConstants.XML_NS_URI, "xml:lang", "en");
        name.setTextContent("pickAtime");
        for (var attribute : metadata.requestedAttributes()) {
            child(service, "RequestedAttribute").setAttribute("Name", attribute);
        }
    }

    private Element child(Element parent, String name) {
        return append(parent, Saml.METADATA, "md:" + name);
    }

    private Element signatureChild(Element parent, String name) {
        return append(parent, Saml.SIGNATURE, "ds:" + name);
    }

    private Element append(Element parent, String namespace, String name) {
        var child = document.createElementNS(namespace, name);
        parent.appendChild(child);
        return child;
    }

    private static void declare(Element element, String prefix, String namespace) {
        element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + prefix, namespace);
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("a certificate cannot be encoded", impossible);
        }
    }
}
