package com.pickatime.sso.federation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metadata as an identity provider would publish it. */
public final class MetadataXml {

    private MetadataXml() {}

    public static String of(String entityId, X509Certificate... certificates) {
        return document(entityId, "", certificates);
    }

    public static String until(Instant validUntil, String entityId, X509Certificate... certificates) {
        return document(entityId, " validUntil=\"" + validUntil + '"', certificates);
    }

    public static byte[] bytes(String xml) {
        return xml.getBytes(UTF_8);
    }

    private static String document(String entityId, String attributes, X509Certificate... certificates) {
        var keys = Stream.of(certificates).map(MetadataXml::key).collect(Collectors.joining());
        return """
                <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s"%s>
                  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">%s
                    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
                        Location="https://idp.example/sso"/>
                  </IDPSSODescriptor>
                </EntityDescriptor>
                """.formatted(entityId, attributes, keys);
    }

    private static String key(X509Certificate certificate) {
        try {
            return """
                    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
                    <X509Certificate>%s</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
                    """.formatted(Base64.getEncoder().encodeToString(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
