package com.pickatime.platform.kafka;

import com.pickatime.platform.outage.Causes;
import com.pickatime.schemas.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.RetryListener;

/**
 * Shows which partitions wait for something that is away: in the health as long as they do, and in the log when it begins,
 * once a minute, and when it is over.
 *
 * <p>A partition is forgotten when its next record goes through, or when nothing was heard of it for longer than any
 * listener waits: another instance may have it then.
 */
final class Standstill
        implements HealthIndicator, RetryListener, RecordInterceptor<Object, Object>, BatchInterceptor<Object, Object> {

    private static final Logger log = LoggerFactory.getLogger(Standstill.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final Pattern OURS = Pattern.compile("[\\w.~-]{1,100}(:.*)?", Pattern.DOTALL);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    private final Map<TopicPartition, Wait> waiting = new ConcurrentHashMap<>();
    private final Clock clock;

    Standstill(Clock clock) {
        this.clock = clock;
    }

    /** @param told when the log had its last line about it */
    private record Wait(Instant since, Instant lastSeen, Instant told, String cause) {}

    @Override
    public Health health() {
        var forgotten = clock.instant().minus(FORGOTTEN_AFTER);
        waiting.values().removeIf(wait -> wait.lastSeen().isBefore(forgotten));
        if (waiting.isEmpty()) {
            return Health.up().build();
        }
        return Health.down()
                .withDetails(waiting.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().toString(),
                                entry -> "waits since " + entry.getValue().since() + ": "
                                        + entry.getValue().cause())))
                .build();
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
        waits(new TopicPartition(record.topic(), record.partition()), failure);
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> batch, Exception failure, int attempt) {
        batch.partitions().forEach(partition -> waits(partition, failure));
    }

    /** The record is in the dead letters: somebody has to look, and is told what at. */
    @Override
    public void recovered(ConsumerRecord<?, ?> record, @Nullable Exception failure) {
        log.error(
                "{} offset={} business={} is in {} now, the records behind it go on: {}. Look at its headers there; once"
                        + " the cause is mended, publish it to {} again with the same key.",
                new TopicPartition(record.topic(), record.partition()),
                record.offset(),
                business(record.key()),
                Topics.deadLetters(record.topic()),
                Causes.inOneLine(failure),
                record.topic());
        goesOn(new TopicPartition(record.topic(), record.partition()));
    }

    /** For listeners whose error handler is their own. */
    @Override
    public void failure(ConsumerRecords<Object, Object> batch, Exception failure, Consumer<Object, Object> consumer) {
        if (Patience.waits(failure)) {
            batch.partitions().forEach(partition -> waits(partition, failure));
        }
    }

    @Override
    public ConsumerRecord<Object, Object> intercept(
            ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
        return record;
    }

    @Override
    public ConsumerRecords<Object, Object> intercept(
            ConsumerRecords<Object, Object> batch, Consumer<Object, Object> consumer) {
        return batch;
    }

    @Override
    public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
        goesOn(new TopicPartition(record.topic(), record.partition()));
    }

    @Override
    public void success(ConsumerRecords<Object, Object> batch, Consumer<Object, Object> consumer) {
        batch.partitions().forEach(this::goesOn);
    }

    /** Every key of ours begins with the business, and has the source ID, if it has one, behind a colon. */
    private static String business(@Nullable Object key) {
        return key instanceof String text && OURS.matcher(text).matches() ? text.split(":", 2)[0] : "unknown";
    }

    private void waits(TopicPartition partition, @Nullable Exception failure) {
        if (failure == null || !Patience.waits(failure)) {
            log.warn("{} is tried again: {}", partition, Causes.inOneLine(failure));
            return;
        }
        var now = clock.instant();
        var cause = Causes.inOneLine(failure);
        waiting.compute(partition, (same, before) -> {
            if (before != null && Duration.between(before.told(), now).compareTo(BETWEEN_LINES) < 0) {
                return new Wait(before.since(), now, before.told(), cause);
            }
            var since = before == null ? now : before.since();
            log.warn("{} waits since {}, nothing is lost and it goes on by itself: {}", partition, since, cause);
            return new Wait(since, now, now, cause);
        });
    }

    private void goesOn(TopicPartition partition) {
        var over = waiting.remove(partition);
        if (over != null) {
            log.info("{} goes on after waiting since {}", partition, over.since());
        }
    }
}
