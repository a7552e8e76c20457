package com.pickatime.sso.saml.metadata;

import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.ServiceProvider;
import com.pickatime.sso.saml.xml.Xml;
import java.util.List;

/**
 * What a school's identity provider is given about this service, SAML metadata 2.4.4.
 *
 * @param credentials at least one; the first signs, and each may be signed with or encrypted to
 * @param requestsSigned whether AuthnRequests are signed
 * @param aesCbc whether AES-CBC is offered besides AES-GCM, last
 * @param requestedAttributes names of attributes that help to find a person; none: nothing is said about them
 */
public record ServiceProviderMetadata(
        ServiceProvider serviceProvider,
        List<SamlCredential> credentials,
        boolean requestsSigned,
        boolean aesCbc,
        List<String> requestedAttributes) {

    public ServiceProviderMetadata {
        credentials = List.copyOf(credentials);
        requestedAttributes = List.copyOf(requestedAttributes);
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("metadata needs a key to name");
        }
    }

    /** The XML in UTF-8, the same octets for the same content. */
    public byte[] unsigned() {
        return Xml.serialize(new DescriptorWriter(this).write());
    }

    /**
     * The XML with an enveloped signature of the first credential, SAML metadata 3.
     *
     * @throws IllegalArgumentException when its key is not RSA
     */
    public byte[] signed() {
        var document = new DescriptorWriter(this).write();
        EnvelopedSignature.sign(document.getDocumentElement(), credentials.get(0));
        return Xml.serialize(document);
    }
}
