package com.pickatime.sso.setup;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants the settings to be; the README tells the fields.
 *
 * @param allowIdpInitiated null means true for ClassLink, whose LaunchPad tiles sign in like that, and false otherwise
 */
@Schema(example = """
                {"provider": "ClassLink SAML", "idpLoginUrl": "https://launchpad.classlink.com/oak",
                 "idpMetadataUrl": "https://idp.classlink.com/sso/metadata/oak", "tenantId": "2145"}""")
record SettingsRequest(
        @Nullable String provider,
        @Nullable String idpLoginUrl,
        @Nullable String idpMetadataUrl,
        @Nullable Attributes attributes,
        @Nullable Boolean allowIdpInitiated,
        @Nullable Boolean allowSha1,
        @Nullable Boolean allowAesCbc,
        @Nullable Boolean signRequests,
        @Nullable String tenantId) {

    /** Names of attributes by what they carry; null means the default names, an empty list none. */
    record Attributes(
            @Nullable List<@Nullable String> sourceId,
            @Nullable List<@Nullable String> email,
            @Nullable List<@Nullable String> role,
            @Nullable List<@Nullable String> tenantId) {

        static final Attributes OMITTED = new Attributes(null, null, null, null);
    }
}
