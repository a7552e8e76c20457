package com.pickatime.notifications.news;

import java.time.Instant;

/** A mail that a business's administrators are to get once, and the news in it. */
public record Mail(MailId id, String businessId, Instant occurredAt, News news) {}
