package com.pickatime.web.setup;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single sign-on of a business: its settings, what they mean to the identity provider, and what it answers.
 *
 * @param changedAt null where nobody has saved any
 * @param metadata null while no identity provider is named
 */
record SingleSignOn(
        String provider,
        @Nullable String idpLoginUrl,
        @Nullable String idpMetadataUrl,
        Attributes attributes,
        boolean allowIdpInitiated,
        boolean allowSha1,
        boolean allowAesCbc,
        boolean signRequests,
        @Nullable String tenantId,
        @Nullable Instant changedAt,
        ServiceProvider serviceProvider,
        @Nullable Metadata metadata,
        List<String> warnings) {

    static final String NONE = "NONE";
    static final List<String> PROVIDERS = List.of(NONE, "CLASSLINK_SAML", "GENERIC_SAML");
    static final List<String> LISTS =
            List.of("attributes.sourceId", "attributes.email", "attributes.role", "attributes.tenantId");

    private static final List<String> SWITCHES = List.of("allowSha1", "allowAesCbc", "signRequests");
    private static final String SAID = "true";

    /** Names of attributes, the one that counts first. */
    record Attributes(List<String> sourceId, List<String> email, List<String> role, List<String> tenantId) {}

    /** What to enter at the identity provider. */
    record ServiceProvider(
            String entityId,
            String assertionConsumerUrl,
            String singleLogoutUrl,
            String metadataUrl,
            String signInUrl,
            URI testUrl) {

        /** By name, in the order in which consoles ask for it. */
        public Map<String, String> values() {
            var values = new LinkedHashMap<String, String>();
            values.put("entityId", entityId);
            values.put("assertionConsumerUrl", assertionConsumerUrl);
            values.put("singleLogoutUrl", singleLogoutUrl);
            values.put("metadataUrl", metadataUrl);
            values.put("signInUrl", signInUrl);
            return values;
        }

        /** The test's page, which is on the same address as this one. */
        public String testPath() {
            return testUrl.getRawPath();
        }
    }

    /**
     * What the identity provider says of itself.
     *
     * @param entityId null while there is no metadata that may be used
     * @param fetchedAt null where none ever came, or it was fetched to be looked at alone
     */
    record Metadata(
            @Nullable String entityId,
            @Nullable String singleSignOnUrl,
            List<Certificate> certificates,
            @Nullable Instant fetchedAt,
            @Nullable Failure lastFailure) {}

    record Certificate(Instant notAfter, int daysLeft) {}

    record Failure(Instant at, String reason) {}

    /** The settings as fields of a form; a list has a line for each name. */
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("provider", provider);
        put(fields, "idpLoginUrl", idpLoginUrl);
        put(fields, "idpMetadataUrl", idpMetadataUrl);
        put(fields, "tenantId", tenantId);
        fields.put("attributes.sourceId", String.join("\n", attributes.sourceId()));
        fields.put("attributes.email", String.join("\n", attributes.email()));
        fields.put("attributes.role", String.join("\n", attributes.role()));
        fields.put("attributes.tenantId", String.join("\n", attributes.tenantId()));
        // until somebody chose a provider, what is usual for the one that will be chosen
        fields.put("allowIdpInitiated", provider.equals(NONE) ? "" : String.valueOf(allowIdpInitiated));
        put(fields, "allowSha1", allowSha1 ? SAID : null);
        put(fields, "allowAesCbc", allowAesCbc ? SAID : null);
        put(fields, "signRequests", signRequests ? SAID : null);
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }

    /** What sso-service takes, of the fields of a form; what is left blank is left out. */
    static Map<String, Object> request(Map<String, String> entered) {
        var request = new LinkedHashMap<String, Object>();
        for (var field : List.of("provider", "idpLoginUrl", "idpMetadataUrl", "tenantId")) {
            var value = entered.getOrDefault(field, "");
            if (!value.isEmpty()) {
                request.put(field, value);
            }
        }
        var attributes = new LinkedHashMap<String, Object>();
        for (var field : LISTS) {
            var names = entered.get(field);
            if (names != null) {
                attributes.put(
                        field.substring(field.indexOf('.') + 1),
                        names.lines()
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList());
            }
        }
        request.put("attributes", attributes);
        var initiated = entered.getOrDefault("allowIdpInitiated", "");
        if (!initiated.isEmpty()) {
            request.put("allowIdpInitiated", initiated.equals(SAID));
        }
        SWITCHES.forEach(field -> request.put(field, entered.containsKey(field)));
        return request;
    }
}
