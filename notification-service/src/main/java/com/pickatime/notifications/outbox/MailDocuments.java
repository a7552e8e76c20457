package com.pickatime.notifications.outbox;

import com.pickatime.notifications.news.MailId;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Mails} stores. */
final class MailDocuments {

    private MailDocuments() {}

    static ClaimedMail claimed(Document document) {
        return new ClaimedMail(
                new MailId(document.getString("_id")),
                document.getString("businessId"),
                new ClaimedMail.Content(document.getString("template"), document.getString("news")),
                document.getLong("claim"),
                document.getInteger("failures"),
                Set.copyOf(document.getList("accepted", String.class)),
                Set.copyOf(document.getList("refused", String.class)));
    }

    static MailView view(Document document) {
        return new MailView(
                document.getString("_id"),
                document.getString("template"),
                MailState.valueOf(document.getString("state")),
                document.getDate("occurredAt").toInstant(),
                instant(document.getDate("sentAt")),
                document.getList("accepted", String.class).size(),
                document.getList("refused", String.class).size(),
                document.getInteger("failures"),
                instant(document.getDate("dueAt")),
                document.getString("problem"));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
