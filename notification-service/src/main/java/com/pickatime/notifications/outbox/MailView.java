package com.pickatime.notifications.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail as operators see it: how many were told, but never who.
 *
 * @param sentAt null until the mail is sent
 * @param recipients letters the SMTP server has taken over
 * @param refused addresses it refuses
 * @param failures failed attempts
 * @param nextAttemptAt null for a mail that is closed
 * @param problem what stood in the way the last time; null if nothing did
 */
record MailView(
        String id,
        String template,
        MailState state,
        Instant occurredAt,
        @Nullable Instant sentAt,
        int recipients,
        int refused,
        int failures,
        @Nullable Instant nextAttemptAt,
        @Nullable String problem) {}
