package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.w3c.dom.Element;

/** The certificates that a service provider publishes. */
public record ServiceProviderKeys(List<X509Certificate> signing, List<X509Certificate> encryption) {

    /**
     * Reads metadata.
     *
     * @throws RefusedMessageException if it cannot be read
     */
    public static ServiceProviderKeys read(byte[] metadata) {
        var root = Xml.parse(metadata).getDocumentElement();
        return new ServiceProviderKeys(certificates(root, "signing"), certificates(root, "encryption"));
    }

    /** For whom to encrypt: the certificate named first. */
    public X509Certificate recipient() {
        return encryption.stream()
                .findFirst()
                .orElseThrow(() -> new RefusedMessageException(
                        "the service provider's metadata has no certificate to encrypt with"));
    }

    /** A descriptor without a use is for both: SAML 2.0 Metadata, section 2.4.1.1. */
    private static List<X509Certificate> certificates(Element root, String use) {
        return Xml.all(root, Saml.METADATA, "KeyDescriptor")
                .filter(key -> Xml.attribute(key, "use").orElse(use).equals(use))
                .flatMap(key -> Xml.all(key, Saml.SIGNATURE, "X509Certificate"))
                .map(ServiceProviderKeys::certificate)
                .toList();
    }

    private static X509Certificate certificate(Element element) {
        try {
            var encoded = Base64.getMimeDecoder().decode(element.getTextContent());
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new RefusedMessageException("a certificate in the service provider's metadata cannot be read");
        }
    }
}
