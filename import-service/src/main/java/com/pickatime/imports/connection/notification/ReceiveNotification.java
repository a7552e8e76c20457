package com.pickatime.imports.connection.notification;

import com.pickatime.platform.web.Problems;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts a genuine notification on its topic, once for each id. */
@Component
class ReceiveNotification {

    private static final Logger log = LoggerFactory.getLogger(ReceiveNotification.class);

    private final NotificationCheck check;
    private final NotificationIds ids;
    private final KafkaNotifications topic;

    ReceiveNotification(NotificationCheck check, NotificationIds ids, KafkaNotifications topic) {
        this.check = check;
        this.ids = ids;
        this.topic = topic;
    }

    /** True when it is on the topic now, false when it was before. */
    Mono<Boolean> execute(InboundNotification inbound) {
        return Mono.fromCallable(() -> check.read(inbound))
                .flatMap(notification -> takeIn(notification, UUID.randomUUID().toString()));
    }

    private Mono<Boolean> takeIn(Notification notification, String claimant) {
        return ids.claim(notification.id(), claimant).flatMap(claim -> switch (claim) {
            case OURS -> publish(notification, claimant).thenReturn(true);
            case USED -> Mono.just(false);
            case TAKEN ->
                Mono.error(Problems.conflict(
                        "This notification is being taken in at this moment. Send it again in a minute."));
        });
    }

    private Mono<Void> publish(Notification notification, String claimant) {
        return topic.publish(notification)
                .onErrorResume(failure -> {
                    log.warn("notification={} did not reach the topic", notification.id(), failure);
                    return ids.giveBack(notification.id(), claimant)
                            .then(Mono.error(Problems.of(
                                    HttpStatus.SERVICE_UNAVAILABLE,
                                    "The notification could not be kept. Send it again, with the same id.")));
                })
                .then(ids.used(notification.id()));
    }
}
