package com.pickatime.imports.connection.onboarding;

import com.pickatime.events.NotificationOrigin;
import com.pickatime.imports.connection.classlink.ClassLink;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import com.pickatime.imports.connection.notification.KafkaNotifications;
import com.pickatime.imports.connection.notification.Notification;
import com.pickatime.imports.store.Isolated;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks ClassLink again and again which districts there are, because it is not known to call by itself, and tells each
 * change as a notification.
 *
 * <p>A change is told before it is noted, under an id that follows from it: after a crash it is told again, the same. What
 * the list lacks, or a list that cannot be read, changes nothing.
 */
@Component
class ClassLinkPoll {

    /** Longer than a whole list of districts takes, and an end for an answer that never comes. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final ClassLink classLink;
    private final Tenants tenants;
    private final KafkaNotifications notifications;
    private final PollLease lease;

    ClassLinkPoll(ClassLink classLink, Tenants tenants, KafkaNotifications notifications, PollLease lease) {
        this.classLink = classLink;
        this.tenants = tenants;
        this.notifications = notifications;
        this.lease = lease;
    }

    @Scheduled(
            initialDelayString = "${imports.poll.initial-delay:" + PollSettings.INITIAL_DELAY + "}",
            fixedDelayString = "${imports.poll.interval:" + PollSettings.INTERVAL + "}")
    Mono<Void> poll() {
        return Mono.defer(() -> lease.exclusively(Mono.defer(this::compareAll))).timeout(LIMIT);
    }

    private Mono<Void> compareAll() {
        return classLink
                .applications()
                .zipWith(tenants.byId())
                .flatMapMany(both -> Flux.fromIterable(both.getT1())
                        .concatMap(now -> Isolated.work(
                                "tenant=" + now.tenantId(),
                                () -> compare(now, both.getT2().get(now.tenantId())))))
                .then();
    }

    private Mono<Void> compare(ClassLinkApplication now, @Nullable Tenant before) {
        var seen = Tenant.seen(now, before);
        if (seen.equals(before)) {
            return Mono.empty();
        }
        var change = Tenant.change(now, before);
        if (change == null) {
            return tenants.save(seen);
        }
        var id = "poll/" + seen.tenantId() + '/' + seen.changes();
        return notifications
                .publish(new Notification(id, seen.tenantId(), change, NotificationOrigin.POLL))
                .then(Mono.defer(() -> tenants.save(seen)));
    }
}
