package com.pickatime.imports.connection.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants a connection to be; the README tells the fields.
 *
 * <p>Where administrators, key and secret, contactIdField, timeZone or state are null, they stay what they are.
 */
record ConnectionRequest(
        @Nullable String businessName,
        @Nullable String tenantId,
        @Nullable String source,
        @Nullable String baseUrl,
        @Nullable String consumerKey,
        @Nullable String consumerSecret,
        @Nullable List<String> administrators,
        @Nullable String contactIdField,
        @Nullable String timeZone,
        @Nullable String state) {

    /** Hides addresses and secrets. */
    @Override
    public String toString() {
        return "ConnectionRequest[source=" + source + ", state=" + state + "]";
    }
}
