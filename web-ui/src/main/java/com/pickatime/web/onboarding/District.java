package com.pickatime.web.onboarding;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A district and its connection, as the import service tells them.
 *
 * @param baseUrl null where the source's usual address counts
 * @param administrators addresses that imports are told to
 * @param timeZone null for the installation's
 * @param pausedBy null unless it is paused
 * @param activatedAt null for one that never was active
 * @param authentication how a server of the district's own knows us; null of other sources
 * @param tokenUrl where that server gives tokens; null where it gives none
 * @param oneRosterVersion of that server; null of other sources
 * @param options null where the import service does not know any yet
 */
record District(
        String businessId,
        String businessName,
        @Nullable String tenantId,
        String source,
        @Nullable String baseUrl,
        boolean consumerSecretKnown,
        List<String> administrators,
        String contactIdField,
        @Nullable String timeZone,
        String state,
        @Nullable String pausedBy,
        @Nullable Instant activatedAt,
        @Nullable String authentication,
        @Nullable String tokenUrl,
        @Nullable String oneRosterVersion,
        @Nullable ImportOptions options) {

    static final List<String> STATES = List.of("PENDING", "CONFIGURED", "ACTIVE", "PAUSED");
    static final List<String> SOURCES = List.of("CLASSLINK_PROXY", "CLASSLINK_DIRECT", "FILE");
    static final List<String> AUTHENTICATIONS = List.of("OAUTH1", "OAUTH2");
    static final List<String> VERSIONS = List.of("V1_1", "V1_2");
    static final List<String> CONTACT_ID_FIELDS = List.of("SOURCED_ID", "IDENTIFIER");

    /** Before the names of its form's fields, which other forms have too. */
    static final String PREFIX = "district.";

    /** Under which name of ours the district is found; another one can be given until it is configured. */
    static final String BUSINESS = PREFIX + "businessId";

    static final String SECRET = PREFIX + "consumerSecret";

    private static final String ADMINISTRATORS = "administrators";
    private static final List<String> TEXTS = List.of(
            "businessName",
            "tenantId",
            "source",
            "baseUrl",
            "consumerKey",
            "consumerSecret",
            "contactIdField",
            "timeZone");

    /** How a server of the district's own is spoken to; said of no other source. */
    private static final List<String> OF_OWN_SERVERS = List.of("authentication", "tokenUrl", "oneRosterVersion");

    private static final String OWN_SERVER = "CLASSLINK_DIRECT";

    public boolean isPending() {
        return state.equals("PENDING");
    }

    public boolean isConfigured() {
        return state.equals("CONFIGURED");
    }

    public boolean isActive() {
        return state.equals("ACTIVE");
    }

    /** Whether the team paused it, and so may let it go on. */
    public boolean isPausedByUs() {
        return "OPERATOR".equals(pausedBy);
    }

    public boolean isForFiles() {
        return source.equals("FILE");
    }

    /** The connection as fields of a form; who is told, a line for each. */
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put(BUSINESS, businessId);
        fields.put(PREFIX + "businessName", businessName);
        fields.put(PREFIX + "source", source);
        fields.put(PREFIX + "contactIdField", contactIdField);
        fields.put(PREFIX + ADMINISTRATORS, String.join("\n", administrators));
        put(fields, "tenantId", tenantId);
        put(fields, "baseUrl", baseUrl);
        put(fields, "timeZone", timeZone);
        put(fields, "authentication", authentication);
        put(fields, "tokenUrl", tokenUrl);
        put(fields, "oneRosterVersion", oneRosterVersion);
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null) {
            fields.put(PREFIX + field, value);
        }
    }

    /** What the import service takes, of the fields of a form; what is left blank is left out. */
    static Map<String, Object> request(Map<String, String> entered) {
        var request = new LinkedHashMap<String, Object>();
        var isOwn = OWN_SERVER.equals(entered.get(PREFIX + "source"));
        for (var field :
                isOwn ? Stream.concat(TEXTS.stream(), OF_OWN_SERVERS.stream()).toList() : TEXTS) {
            var value = entered.getOrDefault(PREFIX + field, "");
            if (!value.isEmpty()) {
                request.put(field, value);
            }
        }
        request.put(
                ADMINISTRATORS,
                Arrays.stream(entered.getOrDefault(PREFIX + ADMINISTRATORS, "").split("[\\s,;]+"))
                        .filter(address -> !address.isEmpty())
                        .toList());
        return request;
    }

    /** The same connection in another state. */
    Map<String, Object> in(String wanted) {
        var request = request(fields());
        request.put("state", wanted);
        return request;
    }

    /** The same connection with other options. */
    Map<String, Object> with(Map<String, Object> wanted) {
        var request = request(fields());
        request.put("options", wanted);
        return request;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "District[" + businessId + ", " + state + "]";
    }
}
