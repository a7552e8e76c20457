package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.keys.IdpKeys;
import com.pickatime.simulator.saml.xml.ElementBuilder;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Writes the identity provider's metadata. */
@Component
public class MetadataWriter {

    private final IdentityProviderSettings settings;
    private final IdpKeys keys;

    MetadataWriter(IdentityProviderSettings settings, IdpKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    public String write() {
        var root = ElementBuilder.root(Saml.METADATA, "md:EntityDescriptor").with("entityID", settings.entityId());
        var provider = root.child(Saml.METADATA, "md:IDPSSODescriptor")
                .with("WantAuthnRequestsSigned", "false")
                .with("protocolSupportEnumeration", Saml.PROTOCOL);
        keys.published().forEach(certificate -> key(provider, certificate));
        service(provider, "md:SingleLogoutService", settings.singleLogoutUrl());
        provider.child(Saml.METADATA, "md:NameIDFormat").text(Saml.UNSPECIFIED_NAME);
        service(provider, "md:SingleSignOnService", settings.singleSignOnUrl());
        return Xml.write(root.element());
    }

    private static void key(ElementBuilder provider, X509Certificate certificate) {
        provider.child(Saml.METADATA, "md:KeyDescriptor")
                .with("use", "signing")
                .child(Saml.SIGNATURE, "ds:KeyInfo")
                .child(Saml.SIGNATURE, "ds:X509Data")
                .child(Saml.SIGNATURE, "ds:X509Certificate")
                .text(base64(certificate));
    }

    private static void service(ElementBuilder provider, String name, URI location) {
        provider.child(Saml.METADATA, name).with("Binding", Saml.REDIRECT).with("Location", location.toString());
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the JDK cannot encode a certificate it made", e);
        }
    }
}
