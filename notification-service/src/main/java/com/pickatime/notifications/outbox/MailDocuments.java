package com.pickatime.notifications.outbox;

import com.pickatime.notifications.news.MailId;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Mails} stores. */
final class MailDocuments {

    private MailDocuments() {}

    /** Whether {@link #claimed} can read a document; a mail's content is read later, and fails like any other mail. */
    static boolean isClaimable(Document document) {
        return document.get("_id") instanceof String
                && isId(document.get("businessId"))
                && document.get("template") instanceof String
                && document.get("news") instanceof String
                && document.get("claim") instanceof Long
                && document.get("failures") instanceof Integer
                && areTexts(document.get("accepted"))
                && areTexts(document.get("refused"));
    }

    static ClaimedMail claimed(Document document) {
        return new ClaimedMail(
                new MailId(document.getString("_id")),
                new BusinessId(document.getString("businessId")),
                new ClaimedMail.Content(document.getString("template"), document.getString("news")),
                document.getLong("claim"),
                document.getInteger("failures"),
                Set.copyOf(document.getList("accepted", String.class)),
                Set.copyOf(document.getList("refused", String.class)));
    }

    /** Shows what can be shown also of a document that is no mail, because operators have to find it. */
    static MailView view(Document document) {
        return new MailView(
                String.valueOf(document.get("_id")),
                document.get("template") instanceof String template ? template : "unknown",
                state(document.get("state")),
                document.get("occurredAt") instanceof Date occurred ? occurred.toInstant() : Instant.EPOCH,
                instant(document.get("sentAt")),
                document.get("accepted") instanceof List<?> accepted ? accepted.size() : 0,
                document.get("refused") instanceof List<?> refused ? refused.size() : 0,
                document.get("failures") instanceof Integer failures ? failures : 0,
                instant(document.get("dueAt")),
                document.get("problem") instanceof String problem ? problem : null);
    }

    private static MailState state(@Nullable Object stored) {
        return Stream.of(MailState.values())
                .filter(state -> state.name().equals(stored))
                .findAny()
                .orElse(MailState.FAILED);
    }

    private static boolean isId(@Nullable Object stored) {
        return stored instanceof String text && !text.isBlank();
    }

    private static boolean areTexts(@Nullable Object stored) {
        return stored instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    }

    private static @Nullable Instant instant(@Nullable Object stored) {
        return stored instanceof Date date ? date.toInstant() : null;
    }
}
