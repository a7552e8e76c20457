package com.pickatime.sso.saml.metadata;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a business's identity provider published about itself.
 *
 * @param singleSignOnUrl where an AuthnRequest goes by HTTP-Redirect, null when it takes none
 * @param singleLogoutUrl where a LogoutRequest goes by HTTP-Redirect, null when it takes none
 * @param singleLogoutResponseUrl where a LogoutResponse goes, null when it goes to the same place
 * @param validUntil when the metadata ends by its own words, null when it does not say
 * @param ignored what is wrong with parts of the metadata that are left out, so that the rest can be used; each fault once
 */
public record IdentityProvider(
        String entityId,
        List<X509Certificate> signingCertificates,
        @Nullable URI singleSignOnUrl,
        @Nullable URI singleLogoutUrl,
        @Nullable URI singleLogoutResponseUrl,
        boolean wantsSignedRequests,
        @Nullable Instant validUntil,
        List<MetadataFault> ignored) {

    public IdentityProvider {
        signingCertificates = List.copyOf(signingCertificates);
        ignored = List.copyOf(ignored);
    }
}
