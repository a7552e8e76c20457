package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection as callers see it: without secrets. */
record ConnectionView(
        BusinessId businessId,
        String businessName,
        @Nullable String tenantId,
        SourceType source,
        @Nullable String baseUrl,
        boolean consumerSecretKnown,
        List<String> administrators,
        ContactIdField contactIdField,
        @Nullable String timeZone,
        ConnectionState state,
        @Nullable PausedBy pausedBy,
        @Nullable Instant activatedAt) {

    /** Hides addresses. */
    @Override
    public String toString() {
        return "ConnectionView[" + businessId + ", " + state + "]";
    }
}
