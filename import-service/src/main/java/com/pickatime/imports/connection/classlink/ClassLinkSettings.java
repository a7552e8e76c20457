package com.pickatime.imports.connection.classlink;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How ClassLink is reached.
 *
 * @param baseUrl of its OneRoster proxy
 * @param partnerKey of pickAtime, from ClassLink's Partner Portal; without one, only files and direct connections work
 */
@Validated
@ConfigurationProperties("imports.classlink")
public record ClassLinkSettings(
        @DefaultValue("https://oneroster-proxy.apis.classlink.com")
        URI baseUrl,

        @Nullable String partnerKey) {

    public boolean hasPartnerKey() {
        return partnerKey != null && !partnerKey.isBlank();
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "ClassLinkSettings[" + baseUrl + "]";
    }
}
