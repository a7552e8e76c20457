package com.pickatime.imports.connection.notification;

import com.pickatime.events.ClassLinkNotification;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.topics.Topics;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts notifications on {@code classlink.notifications}. */
@Component
public class KafkaNotifications {

    private final EventPublisher events;
    private final Clock clock;

    public KafkaNotifications(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Completes when the broker has acknowledged it. */
    public Mono<Void> publish(Notification notification) {
        var event = new ClassLinkNotification(
                notification.id(),
                notification.tenantId(),
                notification.kind(),
                notification.origin(),
                clock.instant());
        return events.publish(Topics.CLASSLINK_NOTIFICATIONS, notification.tenantId(), event);
    }
}
