package com.pickatime.notifications.events;

import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.notifications.news.PasswordLinkNews;
import com.pickatime.notifications.news.PasswordLinkNews.Occasion;
import com.pickatime.notifications.outbox.Outbox;
import com.pickatime.notifications.recipients.LinkHolders;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Puts letters to people who want to choose a password into the outbox; waits as its neighbours do. */
@Component
class PasswordLinkListener {

    /** Longer than the MongoDB driver waits for a store, twice over, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Outbox outbox;
    private final LinkHolders holders;

    PasswordLinkListener(Outbox outbox, LinkHolders holders) {
        this.outbox = outbox;
        this.holders = holders;
    }

    @KafkaListener(topics = Topics.PASSWORD_LINKS)
    void on(PasswordLinkIssued event) {
        var businessId = new BusinessId(event.getBusinessId());
        var news = new PasswordLinkNews(
                new ContactId(event.getContact()),
                base64(event.getAddressCiphertext()),
                base64(event.getLinkCiphertext()),
                event.getEndsAt(),
                event.getLanguage(),
                Occasion.valueOf(event.getOccasion().name()));
        // what does not open now never will
        holders.recipient(businessId, news);
        holders.link(businessId, news);
        var id = MailId.ofEvent(event.getEventId(), news.template());
        outbox.take(new Mail(id, businessId, event.getOccurredAt(), news)).block(PATIENCE);
    }

    private static String base64(ByteBuffer ciphertext) {
        var encoded = Base64.getEncoder().encode(ciphertext.duplicate());
        return StandardCharsets.US_ASCII.decode(encoded).toString();
    }
}
