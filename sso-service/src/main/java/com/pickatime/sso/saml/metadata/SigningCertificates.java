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
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * The keys a role signs with, SAML metadata 2.4.1.1: those for signing and those for anything, never those for encryption.
 *
 * <p>Certificates only wrap keys here, so neither their dates nor who issued them matter, as SAML's interoperability
 * profile for metadata has it; what their dates say is told to administrators elsewhere.
 */
final class SigningCertificates {

    /** The lines that a file of RFC 7468 has around the base64, which are pasted along with it. */
    private static final Pattern PEM_LINE = Pattern.compile("-----(BEGIN|END) CERTIFICATE-----");

    private SigningCertificates() {}

    /**
     * In the order of the metadata, each once, at least one. One that cannot be used is left out where another can be:
     * identity providers keep old ones beside the new, and leaving out a key lets nobody in.
     *
     * @param ignored takes the faults of those that are left out
     */
    static List<X509Certificate> of(Element descriptor, Set<MetadataFault> ignored) throws UnusableMetadataException {
        var certificates = new LinkedHashSet<X509Certificate>();
        var faults = new LinkedHashSet<MetadataFault>();
        for (var element : elements(descriptor)) {
            try {
                certificates.add(read(element));
            } catch (UnusableMetadataException unusable) {
                faults.add(unusable.fault());
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableMetadataException(
                    faults.stream().findFirst().orElse(MetadataFault.NO_SIGNING_CERTIFICATE));
        }
        ignored.addAll(faults);
        return List.copyOf(certificates);
    }

    private static List<Element> elements(Element descriptor) {
        return Xml.children(descriptor, Saml.METADATA, "KeyDescriptor").stream()
                .filter(SigningCertificates::signs)
                .flatMap(key -> Xml.children(key, Saml.SIGNATURE, "KeyInfo").stream())
                .flatMap(info -> Xml.children(info, Saml.SIGNATURE, "X509Data").stream())
                .flatMap(data -> Xml.children(data, Saml.SIGNATURE, "X509Certificate").stream())
                .toList();
    }

    /** An empty use is none, which some products write for a key that serves for both. */
    private static boolean signs(Element key) {
        var use = key.getAttribute("use").strip();
        return use.isEmpty() || use.equals("signing");
    }

    private static X509Certificate read(Element element) throws UnusableMetadataException {
        try {
            var der = Base64.getDecoder()
                    .decode(PEM_LINE.matcher(Xml.text(element)).replaceAll("").replaceAll("\\s", ""));
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            AcceptedKeys.check(certificate.getPublicKey());
            return certificate;
        } catch (MalformedXmlException | IllegalArgumentException | CertificateException unreadable) {
            throw new UnusableMetadataException(MetadataFault.UNREADABLE_CERTIFICATE);
        }
    }
}
