package com.pickatime.simulator.notification;

import java.time.Instant;

/**
 * What a notification says: a hint to go and look.
 *
 * @param type {@code application.added} and the like
 * @param tenantId whose application it is
 * @param tenantName for people to read
 * @param occurredAt when
 */
public record Notification(String type, String tenantId, String tenantName, Instant occurredAt) {}
