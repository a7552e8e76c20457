package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.Authentication;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.ImportOptions;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.OneRosterVersion;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection as callers see it: without secrets.
 *
 * @param authentication of a district's own server, as {@code tokenUrl} and {@code oneRosterVersion}; null for other sources
 */
record ConnectionView(
        BusinessId businessId,
        String businessName,
        @Nullable String tenantId,
        SourceType source,
        @Nullable String baseUrl,
        boolean consumerSecretKnown,
        @Nullable Authentication authentication,
        @Nullable String tokenUrl,
        @Nullable OneRosterVersion oneRosterVersion,
        List<String> administrators,
        ContactIdField contactIdField,
        @Nullable String timeZone,
        ImportOptions options,
        ConnectionState state,
        @Nullable PausedBy pausedBy,
        @Nullable Instant activatedAt) {

    /** Hides addresses. */
    @Override
    public String toString() {
        return "ConnectionView[" + businessId + ", " + state + "]";
    }
}
