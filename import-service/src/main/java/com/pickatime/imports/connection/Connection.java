package com.pickatime.imports.connection;

import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A business's link to its roster, as its document in {@code connections} says.
 *
 * @param tenantKey the tenant id, or something that is no tenant id; unique, so that one tenant has one connection
 * @param scheduledThrough the last time at which a scheduled import was due and requested
 * @param pendingAnnouncements what is still to be announced, in this order
 * @param version rises with every change
 */
public record Connection(
        @BsonId BusinessId businessId,
        Configuration configuration,
        String tenantKey,
        ConnectionState state,
        @Nullable PausedBy pausedBy,
        @Nullable Instant activatedAt,
        @Nullable Instant scheduledThrough,
        List<PendingAnnouncement> pendingAnnouncements,
        long version) {

    /** A connection that was never active. */
    public static Connection of(BusinessId businessId, Configuration configuration, ConnectionState state) {
        return new Connection(
                businessId,
                configuration,
                tenantKey(businessId, configuration.tenantId()),
                state,
                null,
                null,
                null,
                List.of(),
                1);
    }

    /** No tenant id holds a slash. */
    static String tenantKey(BusinessId businessId, @Nullable String tenantId) {
        return tenantId == null ? "none/" + businessId : tenantId;
    }

    public boolean isActive() {
        return state == ConnectionState.ACTIVE;
    }

    public SourceType sourceType() {
        return configuration.source().type();
    }
}
