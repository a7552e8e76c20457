package com.pickatime.notifications.news;

import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;

/** A mail that a business's administrators, or the one whom its news names, are to get once, and the news in it. */
public record Mail(MailId id, BusinessId businessId, Instant occurredAt, News news) {}
