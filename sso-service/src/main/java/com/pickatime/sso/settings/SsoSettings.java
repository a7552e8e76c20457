package com.pickatime.sso.settings;

import com.pickatime.platform.ids.BusinessId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the people of one business sign in.
 *
 * @param idpLoginUrl where browsers are sent if the metadata names no address that takes requests; null for none
 * @param idpMetadataUrl where the identity provider publishes its keys; never null unless the provider is NONE
 * @param allowIdpInitiated whether a sign-in counts that nobody asked for here, as from a LaunchPad tile
 * @param allowSha1 whether signatures made with SHA-1 count
 * @param allowAesCbc whether assertions encrypted with AES-CBC count
 * @param signRequests whether our requests are signed even if the identity provider does not ask for it
 * @param tenantId what the tenant attribute of a response must equal; null when it is not compared
 */
public record SsoSettings(
        BusinessId businessId,
        SsoProvider provider,
        @Nullable URI idpLoginUrl,
        @Nullable URI idpMetadataUrl,
        AttributeMapping attributes,
        boolean allowIdpInitiated,
        boolean allowSha1,
        boolean allowAesCbc,
        boolean signRequests,
        @Nullable String tenantId) {

    public SsoSettings {
        if (provider != SsoProvider.NONE && idpMetadataUrl == null) {
            throw new IllegalArgumentException("an identity provider needs a metadata URL");
        }
    }

    /** Those of a business that nobody has set up. */
    public static SsoSettings none(BusinessId businessId) {
        return new SsoSettings(
                businessId, SsoProvider.NONE, null, null, AttributeMapping.DEFAULTS, false, false, false, false, null);
    }
}
