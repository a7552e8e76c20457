package com.pickatime.simulator.notification;

/**
 * How a notification was received.
 *
 * @param webhookId the {@code webhook-id} it was sent under
 * @param status the HTTP status the receiver answered with
 */
public record WebhookDelivery(String webhookId, int status) {}
