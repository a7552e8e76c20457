package com.pickatime.imports.connection.notification;

import com.pickatime.events.NotificationKind;
import com.pickatime.events.NotificationOrigin;

/**
 * Somebody said, or the poll found, that something changed for a tenant.
 *
 * @param id unique per notification, the same when it is told again
 */
public record Notification(String id, String tenantId, NotificationKind kind, NotificationOrigin origin) {}
