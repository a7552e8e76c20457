package com.pickatime.notifications.events;

import com.pickatime.events.DistrictAdded;
import com.pickatime.notifications.news.DistrictNews;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.notifications.outbox.Outbox;
import com.pickatime.notifications.recipients.RecipientLists;
import com.pickatime.notifications.recipients.WantedMails;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Tells the onboarding team of districts that added pickAtime; waits as its neighbours do. */
@Component
class DistrictAddedListener {

    /** Longer than the MongoDB driver waits for a store, twice over, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String TEAM = "the onboarding team";

    private final RecipientLists recipients;
    private final Outbox outbox;

    DistrictAddedListener(RecipientLists recipients, Outbox outbox) {
        this.recipients = recipients;
        this.outbox = outbox;
    }

    @KafkaListener(topics = Topics.DISTRICTS_ADDED)
    void on(DistrictAdded event) {
        if (event.getTeamCiphertexts().isEmpty()) {
            return;
        }
        var news =
                new DistrictNews(new BusinessId(event.getBusinessId()), event.getBusinessName(), event.getAutomatic());
        var mail = new Mail(
                MailId.ofEvent(event.getEventId(), news.template()),
                BusinessId.ONBOARDING_TEAM,
                event.getOccurredAt(),
                news);
        recipients
                .learn(
                        BusinessId.ONBOARDING_TEAM,
                        TEAM,
                        event.getTeamCiphertexts(),
                        null,
                        WantedMails.CHANGES_AND_PROBLEMS,
                        event.getOccurredAt())
                .then(outbox.take(mail))
                .block(PATIENCE);
    }
}
