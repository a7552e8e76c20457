package com.pickatime.sso.setup;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import com.pickatime.sso.federation.MetadataSettings;
import com.pickatime.sso.federation.fetch.FetchFailure;
import com.pickatime.sso.federation.fetch.MetadataUrlRules;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What settings must be like; says for each field what is wrong with it, and never repeats a value. */
@Component
class SettingsRules {

    private static final int LONGEST_TENANT_ID = 256;

    private final MetadataUrlRules urls;

    SettingsRules(MetadataSettings settings) {
        this.urls = new MetadataUrlRules(settings.allowLoopback());
    }

    /** The settings that are asked for, if all of it can be; a 400 problem with every field at fault otherwise. */
    SsoSettings checked(BusinessId businessId, SettingsRequest request) {
        var errors = new LinkedHashMap<String, String>();
        business(errors, businessId);
        var provider = provider(errors, request.provider());
        var loginUrl = url(errors, "idpLoginUrl", request.idpLoginUrl());
        var metadataUrl = url(errors, "idpMetadataUrl", request.idpMetadataUrl());
        if (request.idpMetadataUrl() == null && provider != SsoProvider.NONE) {
            errors.put("idpMetadataUrl", "is needed: the IDP Metadata URL that your identity provider's console shows");
        }
        var attributes = AttributeRules.checked(errors, request.attributes());
        tenantId(errors, request.tenantId(), attributes.tenantId().isEmpty());
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return new SsoSettings(
                businessId,
                provider,
                loginUrl,
                metadataUrl,
                attributes,
                orElse(request.allowIdpInitiated(), provider == SsoProvider.CLASSLINK_SAML),
                orElse(request.allowSha1(), false),
                orElse(request.allowAesCbc(), false),
                orElse(request.signRequests(), false),
                request.tenantId());
    }

    /** The same id, if a business can have it; a 400 problem otherwise. */
    BusinessId checkedBusiness(BusinessId businessId) {
        var errors = new LinkedHashMap<String, String>();
        business(errors, businessId);
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return businessId;
    }

    private static void business(Map<String, String> errors, BusinessId businessId) {
        if (!businessId.mayBeGiven()) {
            errors.put("businessId", BusinessId.RULE);
        }
    }

    private static SsoProvider provider(Map<String, String> errors, @Nullable String name) {
        for (var provider : SsoProvider.values()) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        errors.put("provider", "must be one of " + Arrays.toString(SsoProvider.values()));
        return SsoProvider.NONE;
    }

    private @Nullable URI url(Map<String, String> errors, String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var url = new URI(text.strip());
            urls.fault(url).ifPresent(fault -> errors.put(field, fault.explanation()));
            return url;
        } catch (URISyntaxException e) {
            errors.put(field, FetchFailure.NO_HOST.explanation());
            return null;
        }
    }

    private static void tenantId(Map<String, String> errors, @Nullable String tenantId, boolean nothingToCompare) {
        if (tenantId == null) {
            return;
        }
        if (tenantId.isBlank() || tenantId.length() > LONGEST_TENANT_ID) {
            errors.put("tenantId", "must be 1 to " + LONGEST_TENANT_ID + " characters and not blank, or left out");
        } else if (nothingToCompare) {
            errors.put("tenantId", "can only be compared when attributes.tenantId names an attribute");
        }
    }

    private static boolean orElse(@Nullable Boolean wanted, boolean otherwise) {
        return wanted == null ? otherwise : wanted;
    }
}
