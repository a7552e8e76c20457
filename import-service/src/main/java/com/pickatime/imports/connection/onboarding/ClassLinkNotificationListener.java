package com.pickatime.imports.connection.onboarding;

import com.pickatime.events.ClassLinkNotification;
import com.pickatime.events.NotificationOrigin;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Acts on notifications, one after the other for each tenant.
 *
 * <p>Waits on Kafka's own thread: a notification that cannot be acted on, because ClassLink does not answer, is tried again
 * and ends in the dead letters instead of being lost.
 */
@Component
class ClassLinkNotificationListener {

    private static final Logger log = LoggerFactory.getLogger(ClassLinkNotificationListener.class);

    /** Below the five minutes after which Kafka takes a consumer for dead. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ReviewTenant reviewTenant;

    ClassLinkNotificationListener(ReviewTenant reviewTenant) {
        this.reviewTenant = reviewTenant;
    }

    @KafkaListener(id = "classlink-notifications", topics = Topics.CLASSLINK_NOTIFICATIONS, idIsGroup = false)
    void on(ClassLinkNotification notification) {
        log.info(
                "notification={} tenant={} kind={}",
                notification.getNotificationId(),
                notification.getTenantId(),
                notification.getKind());
        reviewTenant
                .execute(notification.getTenantId(), rosterMayHaveChanged(notification))
                .block(PATIENCE);
    }

    /** The poll compares applications and not rosters; whoever calls us may mean either. */
    private static boolean rosterMayHaveChanged(ClassLinkNotification notification) {
        return notification.getOrigin() != NotificationOrigin.POLL;
    }
}
