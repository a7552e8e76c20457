package com.pickatime.imports.connection.onboarding;

import com.pickatime.events.NotificationKind;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A district as the poll saw it last.
 *
 * <p>Public for the driver, which reads and writes it.
 *
 * @param changes how often what counts changed; with the tenant id, it names the change
 */
public record Tenant(@BsonId String tenantId, String name, boolean enabled, String status, long changes) {

    /** The district as ClassLink lists it now, after {@code before}, which is null for a new one. */
    static Tenant seen(ClassLinkApplication now, @Nullable Tenant before) {
        long changes = before == null ? 0 : before.changes();
        return new Tenant(
                now.tenantId(),
                now.tenantName(),
                now.enabled(),
                now.tenantStatus(),
                change(now, before) == null ? changes : changes + 1);
    }

    /** What changed since {@code before}, or null when nothing did that counts. */
    static @Nullable NotificationKind change(ClassLinkApplication now, @Nullable Tenant before) {
        if (before == null) {
            return NotificationKind.APPLICATION_ADDED;
        }
        if (now.enabled() != before.enabled()) {
            return now.enabled() ? NotificationKind.APPLICATION_ENABLED : NotificationKind.APPLICATION_DISABLED;
        }
        return now.tenantStatus().equals(before.status()) ? null : NotificationKind.TENANT_STATUS_CHANGED;
    }
}
