package com.pickatime.platform.kafka;

import com.pickatime.platform.outage.Causes;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.topics.Topics;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.RetryListener;

/** Tells which partitions stand still because a record waits for something that is away, and what went to the dead letters. */
final class WaitingRecords implements RetryListener, RecordInterceptor<Object, Object> {

    private static final Logger log = LoggerFactory.getLogger(WaitingRecords.class);
    private static final Pattern OURS = Pattern.compile("[\\w.~-]{1,100}(:.*)?", Pattern.DOTALL);

    private final Standstill standstill;

    WaitingRecords(Standstill standstill) {
        this.standstill = standstill;
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
        if (failure != null && Patience.waits(failure)) {
            standstill.waits(partition(record), failure);
        } else {
            log.warn("{} is tried again: {}", partition(record), Causes.inOneLine(failure));
        }
    }

    /** The record is in the dead letters: somebody has to look, and is told what at. */
    @Override
    public void recovered(ConsumerRecord<?, ?> record, @Nullable Exception failure) {
        log.error(
                "{} offset={} business={} is in {} now, the records behind it go on: {}. Look at its headers there; once"
                        + " the cause is mended, publish it to {} again with the same key.",
                partition(record),
                record.offset(),
                business(record.key()),
                Topics.deadLetters(record.topic()),
                Causes.inOneLine(failure),
                record.topic());
        standstill.goesOn(partition(record));
    }

    @Override
    public ConsumerRecord<Object, Object> intercept(
            ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
        return record;
    }

    @Override
    public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
        standstill.goesOn(partition(record));
    }

    /** Every key of ours begins with the business, and has the source ID, if it has one, behind a colon. */
    private static String business(@Nullable Object key) {
        return key instanceof String text && OURS.matcher(text).matches() ? text.split(":", 2)[0] : "unknown";
    }

    private static String partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition()).toString();
    }
}
