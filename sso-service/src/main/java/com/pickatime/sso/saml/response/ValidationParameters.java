package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.metadata.IdentityProvider;
import java.security.PrivateKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a response must fit to sign somebody in at one business; all of it from settings and our own store.
 *
 * @param entityId our own, which the audience must name
 * @param assertionConsumerUrl where the response arrived, from configuration and never from the Host header
 * @param requestId of the request that is answered, null for a response nobody asked for (IdP-initiated)
 * @param decryptionKeys ours, each is tried; empty when we publish none
 * @param readAttributes names of the attributes that the business's mapping reads; of no other does the sign-in depend
 * @param allowSha1 whether this business still takes SHA-1 signatures
 * @param allowAesCbc whether this business still takes assertions encrypted with AES-CBC
 */
public record ValidationParameters(
        IdentityProvider identityProvider,
        String entityId,
        String assertionConsumerUrl,
        @Nullable String requestId,
        List<PrivateKey> decryptionKeys,
        Set<String> readAttributes,
        boolean allowSha1,
        boolean allowAesCbc) {

    public ValidationParameters {
        decryptionKeys = List.copyOf(decryptionKeys);
        readAttributes = Set.copyOf(readAttributes);
    }

    /** Keeps the private keys out. */
    @Override
    public String toString() {
        return "ValidationParameters[entityId=" + entityId + ", solicited=" + (requestId != null) + "]";
    }
}
