package com.pickatime.notifications.news;

import java.time.Instant;

/** News of one business that its administrators are to be told once. */
public record Announcement(MailId id, String businessId, Instant occurredAt, News news) {}
