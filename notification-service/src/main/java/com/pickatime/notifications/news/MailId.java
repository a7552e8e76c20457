package com.pickatime.notifications.news;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A mail's identity: whatever delivers the same event again, on whichever instance, arrives at the same value. */
public record MailId(String value) {

    private static final int MESSAGE_ID_BYTES = 16;

    /**
     * The identity of the mail that {@code template} makes of an event.
     *
     * @param importId null if the event is about the connection; then its time tells one from the next
     */
    public static MailId of(
            BusinessId businessId, @Nullable ImportId importId, Instant occurredAt, MailTemplate template) {
        var subject = importId == null || template == MailTemplate.IMPORT_ACTIVATED
                ? businessId.value() + '@' + occurredAt.toEpochMilli()
                : importId.value();
        return new MailId(subject + '/' + template.id());
    }

    /** The identity of the mail about an event whose own id is the same whenever it is published again. */
    public static MailId ofEvent(String eventId, MailTemplate template) {
        return new MailId(eventId + '/' + template.id());
    }

    /**
     * The Message-ID of this mail's letter to one recipient, the same however often it is sent, so that a mail program
     * shows a letter once that a crash made us send twice.
     *
     * @param recipient what stands for the recipient's address
     * @param domain the sender's domain
     */
    public String messageId(String recipient, String domain) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((value + '\n' + recipient).getBytes(StandardCharsets.UTF_8));
            return '<' + HexFormat.of().formatHex(digest, 0, MESSAGE_ID_BYTES) + '@' + domain + '>';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
