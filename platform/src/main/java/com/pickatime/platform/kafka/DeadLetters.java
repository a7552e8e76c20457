package com.pickatime.platform.kafka;

import com.pickatime.schemas.topics.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.serializer.DelegatingByTypeSerializer;

/**
 * Puts records that cannot be processed on the dead-letter topic, as they came.
 *
 * <p>The class of the error goes along in headers, its text does not: it may quote the record.
 */
final class DeadLetters implements DisposableBean {

    private final DefaultKafkaProducerFactory<Object, Object> producers;

    DeadLetters(Map<String, Object> producerConfig, Serializer<Object> avro) {
        this.producers = new DefaultKafkaProducerFactory<>(
                producerConfig,
                byType(Map.of(byte[].class, new ByteArraySerializer(), String.class, new StringSerializer())),
                byType(Map.of(byte[].class, new ByteArraySerializer(), SpecificRecord.class, avro)),
                false);
    }

    DeadLetterPublishingRecoverer recoverer(ProducerListener<Object, Object> discreet) {
        var template = new KafkaTemplate<>(producers);
        template.setProducerListener(discreet);
        var recoverer = new DeadLetterPublishingRecoverer(template, DeadLetters::destination);
        recoverer.excludeHeader(HeadersToAdd.EX_MSG, HeadersToAdd.EX_STACKTRACE);
        recoverer.setLogRecoveryRecord(false);
        return recoverer;
    }

    @Override
    public void destroy() {
        producers.destroy();
    }

    private static TopicPartition destination(ConsumerRecord<?, ?> record, Exception failure) {
        return new TopicPartition(Topics.deadLetters(record.topic()), -1);
    }

    private static Serializer<Object> byType(Map<Class<?>, Serializer<?>> serializers) {
        return new DelegatingByTypeSerializer(serializers, true);
    }
}
