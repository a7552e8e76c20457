package com.pickatime.sso.saml.metadata;

import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * The keys a role signs with, SAML metadata 2.4.1.1: those for signing and those for anything, never those for encryption.
 *
 * <p>Certificates only wrap keys here, so neither their dates nor who issued them matter, as SAML's interoperability
 * profile for metadata has it; what their dates say is told to administrators elsewhere.
 */
final class SigningCertificates {

    private SigningCertificates() {}

    /** In the order of the metadata, each once, at least one. */
    static List<X509Certificate> of(Element descriptor) throws UnusableMetadataException {
        var certificates = new LinkedHashSet<X509Certificate>();
        for (var key : Xml.children(descriptor, Saml.METADATA, "KeyDescriptor")) {
            if (!key.hasAttribute("use") || "signing".equals(key.getAttribute("use"))) {
                addAll(key, certificates);
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableMetadataException(MetadataFault.NO_SIGNING_CERTIFICATE);
        }
        return List.copyOf(certificates);
    }

    private static void addAll(Element key, Set<X509Certificate> certificates) throws UnusableMetadataException {
        for (var info : Xml.children(key, Saml.SIGNATURE, "KeyInfo")) {
            for (var data : Xml.children(info, Saml.SIGNATURE, "X509Data")) {
                for (var certificate : Xml.children(data, Saml.SIGNATURE, "X509Certificate")) {
                    certificates.add(read(certificate));
                }
            }
        }
    }

    private static X509Certificate read(Element element) throws UnusableMetadataException {
        try {
            var der = Base64.getDecoder().decode(Xml.text(element).replaceAll("\\s", ""));
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            AcceptedKeys.check(certificate.getPublicKey());
            return certificate;
        } catch (MalformedXmlException | IllegalArgumentException | CertificateException unreadable) {
            throw new UnusableMetadataException(MetadataFault.UNREADABLE_CERTIFICATE);
        }
    }
}
