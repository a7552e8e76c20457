package com.pickatime.sso.federation;

import com.pickatime.sso.saml.metadata.IdentityProvider;

/** Metadata as an identity provider serves it, and what it says. */
public final class FetchedMetadata {

    private final byte[] xml;
    private final IdentityProvider identityProvider;

    FetchedMetadata(byte[] xml, IdentityProvider identityProvider) {
        this.xml = xml;
        this.identityProvider = identityProvider;
    }

    byte[] xml() {
        return xml;
    }

    public IdentityProvider identityProvider() {
        return identityProvider;
    }
}
