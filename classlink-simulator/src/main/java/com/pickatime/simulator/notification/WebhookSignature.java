package com.pickatime.simulator.notification;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import org.springframework.http.HttpHeaders;

/**
 * The Standard Webhooks signature of one message.
 *
 * @param id unique per message
 * @param timestamp when it is sent
 * @param value {@code v1,} and the HMAC in Base64
 */
record WebhookSignature(String id, Instant timestamp, String value) {

    static WebhookSignature of(String secret, String id, Instant timestamp, String body) {
        try {
            return new WebhookSignature(id, timestamp, new Webhook(secret).sign(id, timestamp.getEpochSecond(), body));
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("the notification secret cannot be used to sign", e);
        }
    }

    void writeTo(HttpHeaders headers) {
        headers.set("webhook-id", id);
        headers.set("webhook-timestamp", Long.toString(timestamp.getEpochSecond()));
        headers.set("webhook-signature", value);
    }
}
