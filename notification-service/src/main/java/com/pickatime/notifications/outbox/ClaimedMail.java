package com.pickatime.notifications.outbox;

import com.pickatime.notifications.news.MailId;
import com.pickatime.notifications.news.MailTemplate;
import com.pickatime.notifications.news.News;
import com.pickatime.notifications.news.NewsJson;
import com.pickatime.platform.ids.BusinessId;
import java.util.Set;

/**
 * A mail that this instance alone may send until the lease ends.
 *
 * @param claim names this claim; who writes with an older one has lost the mail to another instance
 * @param failures failed attempts so far
 * @param accepted keys of the recipients whose letter the SMTP server has taken over
 * @param refused keys of the recipients whose address it refuses for good
 */
record ClaimedMail(
        MailId id,
        BusinessId businessId,
        Content content,
        long claim,
        int failures,
        Set<String> accepted,
        Set<String> refused) {

    /** Whether nothing is left to do for a recipient. */
    boolean isSettled(String recipient) {
        return accepted.contains(recipient) || refused.contains(recipient);
    }

    /** What the mail tells, as stored: an unreadable one must fail like any other mail, not break the claim. */
    record Content(String template, String json) {

        News read() {
            return NewsJson.read(MailTemplate.of(template), json);
        }
    }
}
