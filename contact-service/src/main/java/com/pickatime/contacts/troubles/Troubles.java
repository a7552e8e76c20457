package com.pickatime.contacts.troubles;

import com.pickatime.schemas.serde.SchemaRegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Parts of the service that wait for something outside of it: each is told at once, then once a minute, and when it is over.
 *
 * <p>Errors are named by their classes alone, because their texts may quote a document; only the schema registry's say what
 * to do and hold no payload.
 */
@Component
public class Troubles implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(Troubles.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final int MOST_CAUSES = 10;

    private final Clock clock;
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    public Troubles(Clock clock) {
        this.clock = clock;
    }

    private record Trouble(Instant since, Instant told, String cause) {}

    /** Notes that a part failed and will try again. */
    public void met(String part, Throwable failure) {
        var now = clock.instant();
        troubles.compute(part, (name, known) -> {
            var cause = describe(failure);
            if (known != null && now.isBefore(known.told().plus(SILENCE))) {
                return new Trouble(known.since(), known.told(), cause);
            }
            var since = known == null ? now : known.since();
            log.warn("{} waits since {} and tries again without end: {}", name, since, cause);
            return new Trouble(since, now, cause);
        });
    }

    /** Notes that a part works; costs nothing where it did before. */
    public void over(String part) {
        var trouble = troubles.isEmpty() ? null : troubles.remove(part);
        if (trouble != null) {
            log.info("{} goes on after {}", part, Duration.between(trouble.since(), clock.instant()));
        }
    }

    @Override
    public Health health() {
        var waiting = Map.copyOf(troubles);
        var health = waiting.isEmpty() ? Health.up() : Health.down();
        waiting.forEach((part, trouble) -> health.withDetail(part, trouble.cause() + ", since " + trouble.since()));
        return health.build();
    }

    private static String describe(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && causes.size() < MOST_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes.stream()
                .filter(SchemaRegistryException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .findFirst()
                .orElseGet(() -> causes.stream()
                        .map(cause -> cause.getClass().getSimpleName())
                        .collect(Collectors.joining(" < ")));
    }
}
