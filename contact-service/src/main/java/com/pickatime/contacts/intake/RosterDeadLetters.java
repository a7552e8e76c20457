package com.pickatime.contacts.intake;

import com.pickatime.contacts.reading.ReadRecord.RefusedRecord;
import com.pickatime.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Puts refused records on the dead-letter topic as they came, with the reason and where they came from in headers.
 *
 * <p>The headers bear the names that Spring Kafka's own dead letters have, so that one tool reads both.
 */
final class RosterDeadLetters {

    /** The header with the name of a {@link com.pickatime.contacts.reading.RefusalReason}. */
    static final String REASON = "pickatime-refusal";

    private static final int IN_FLIGHT = 100;

    private final KafkaTemplate<byte[], byte[]> template;

    RosterDeadLetters(KafkaTemplate<byte[], byte[]> template) {
        this.template = template;
    }

    /** Completes when the broker has acknowledged all of them. */
    Mono<Void> publish(List<RefusedRecord> refusals) {
        return Flux.fromIterable(refusals).flatMap(this::send, IN_FLIGHT).then();
    }

    /** Away from the caller's thread, because a producer without metadata blocks. */
    private Mono<Void> send(RefusedRecord refusal) {
        return Mono.fromFuture(() -> template.send(deadLetter(refusal)))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    static ProducerRecord<byte[], byte[]> deadLetter(RefusedRecord refusal) {
        var origin = refusal.origin();
        var letter = new ProducerRecord<>(Topics.deadLetters(origin.topic()), origin.key(), origin.value());
        origin.headers().forEach(letter.headers()::add);
        letter.headers()
                .add(REASON, bytes(refusal.reason().name()))
                .add(KafkaHeaders.DLT_ORIGINAL_TOPIC, bytes(origin.topic()))
                .add(KafkaHeaders.DLT_ORIGINAL_PARTITION, bytes(origin.partition()))
                .add(KafkaHeaders.DLT_ORIGINAL_OFFSET, bytes(origin.offset()))
                .add(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP, bytes(origin.timestamp()));
        return letter;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
