package com.pickatime.local.infrastructure.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail as it arrived.
 *
 * @param id the inbox's own, growing with time
 * @param sentAt empty when it does not say
 * @param recipients whom the envelope named, those of a blind copy too
 * @param text empty when it has no plain text
 * @param html empty when it has no HTML
 * @param messageId empty when it has none
 * @param attachments names of the files that come with it
 */
public record Mail(
        String id,
        Optional<Instant> sentAt,
        String from,
        List<String> recipients,
        String subject,
        Optional<String> text,
        Optional<String> html,
        Optional<String> messageId,
        List<String> attachments) {}
