package com.pickatime.platform.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Shows which parts of a service wait for something outside of it: in the health as long as they do, and in the log when it
 * begins, once a minute, and when it is over.
 *
 * <p>A part is forgotten when nothing was heard of it for longer than any of them takes to try again: another instance may
 * have it then.
 */
public final class Standstill implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(Standstill.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final Map<String, Wait> waiting = new ConcurrentHashMap<>();
    private final Clock clock;

    public Standstill(Clock clock) {
        this.clock = clock;
    }

    /** @param told when the log had its last line about it */
    private record Wait(Instant since, Instant lastSeen, Instant told, String cause) {}

    /**
     * Notes that a part failed and will try again without end.
     *
     * @param part its name in the log and in the health, such as a partition's; never personal data
     */
    public void waits(String part, @Nullable Throwable failure) {
        var now = clock.instant();
        var cause = Causes.inOneLine(failure);
        waiting.compute(part, (same, before) -> {
            if (before != null && Duration.between(before.told(), now).compareTo(BETWEEN_LINES) < 0) {
                return new Wait(before.since(), now, before.told(), cause);
            }
            var since = before == null ? now : before.since();
            log.warn("{} waits since {}, nothing is lost and it goes on by itself: {}", part, since, cause);
            return new Wait(since, now, now, cause);
        });
    }

    /** Notes that a part works; nothing happens where it did before. */
    public void goesOn(String part) {
        var over = waiting.remove(part);
        if (over != null) {
            log.info("{} goes on after {}", part, Duration.between(over.since(), clock.instant()));
        }
    }

    /** Notes how the work of a part ends, and lets a failure be nothing: the part tries again by itself. */
    public <T> Mono<T> watch(String part, Mono<T> work) {
        return work.doOnSuccess(done -> goesOn(part)).onErrorResume(failure -> {
            waits(part, failure);
            return Mono.empty();
        });
    }

    @Override
    public Health health() {
        var forgotten = clock.instant().minus(FORGOTTEN_AFTER);
        waiting.values().removeIf(wait -> wait.lastSeen().isBefore(forgotten));
        var now = Map.copyOf(waiting);
        return now.isEmpty()
                ? Health.up().build()
                : Health.down()
                        .withDetails(now.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> "waits since "
                                                + entry.getValue().since() + ": "
                                                + entry.getValue().cause())))
                        .build();
    }
}
