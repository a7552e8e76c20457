package com.pickatime.imports.connection;

import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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

    /** A connection that nobody asked for yet, which is to be announced. */
    public static Connection found(BusinessId businessId, Configuration configuration, Instant now) {
        var connection = of(businessId, configuration, ConnectionState.PENDING);
        return new Connection(
                businessId,
                configuration,
                connection.tenantKey,
                connection.state,
                null,
                null,
                null,
                List.of(new PendingAnnouncement(PendingAnnouncement.Kind.FOUND, now)),
                connection.version);
    }

    /** No tenant id holds a slash. */
    static String tenantKey(BusinessId businessId, @Nullable String tenantId) {
        return tenantId == null ? "none/" + businessId : tenantId;
    }

    /** Names what people set up, for the headers ETag and If-Match; what the service notes by itself leaves it as it is. */
    public String tag() {
        var source = configuration.source();
        var text = Arrays.deepToString(new @Nullable Object[] {
            configuration.businessName(),
            configuration.tenantId(),
            source.type(),
            source.baseUrl(),
            source.sealedKey(),
            source.sealedSecret(),
            source.spoken(),
            configuration.sealedAddresses().toArray(),
            configuration.contactIdField(),
            configuration.timeZone(),
            configuration.options(),
            state,
            pausedBy
        });
        return '"'
                + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString()
                + '"';
    }

    public boolean isActive() {
        return state == ConnectionState.ACTIVE;
    }

    public SourceType sourceType() {
        return configuration.source().type();
    }
}
