package com.pickatime.imports.connection.setup;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants a connection to be; the README tells the fields.
 *
 * <p>Where administrators, key and secret, contactIdField, timeZone or state are null, they stay what they are.
 */
@Schema(example = """
                {"businessName": "Oak Unified School District", "tenantId": "2145", "source": "CLASSLINK_DIRECT",
                 "baseUrl": "https://oak.example.org/ims/oneroster/v1p1", "consumerKey": "key", "consumerSecret": "secret",
                 "administrators": ["administrator@oak.example.org"], "timeZone": "America/New_York", "state": "CONFIGURED"}""")
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
