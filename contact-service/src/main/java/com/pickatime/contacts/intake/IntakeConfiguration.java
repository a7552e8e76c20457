package com.pickatime.contacts.intake;

import com.pickatime.contacts.reading.RosterRecordDecoder;
import com.pickatime.schemas.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Consumers and producers of raw bytes for the roster topic.
 *
 * <p>Records are decoded in the batch, not in the consumer, so that a bad one is still at hand as it came.
 */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    static final String CONTAINERS = "rosterContainers";
    static final String RAW = "rawTemplate";

    @Bean(CONTAINERS)
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> rosterContainers(
            ConsumerFactory<?, ?> configured, IntakeSettings settings, MeterRegistry meters) {
        var consumers = new DefaultKafkaConsumerFactory<>(
                with(configured.getConfigurationProperties(), settings),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumers.addListener(new MicrometerConsumerListener<>(meters));
        var containers = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
        containers.setConsumerFactory(consumers);
        containers.setConcurrency(settings.concurrency());
        containers.setBatchListener(true);
        containers.setCommonErrorHandler(Redelivery.handler(settings));
        containers
                .getContainerProperties()
                .setIdleEventInterval(settings.idleCheck().toMillis());
        return containers;
    }

    /** Not a candidate where any template is wanted: the one for events is. */
    @Bean(name = RAW, defaultCandidate = false)
    KafkaTemplate<byte[], byte[]> rawTemplate(ProducerFactory<byte[], byte[]> producers) {
        return new KafkaTemplate<>(
                producers,
                Map.of(
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
    }

    @Bean
    RosterDeadLetters rosterDeadLetters(@Qualifier(RAW) KafkaTemplate<byte[], byte[]> template) {
        return new RosterDeadLetters(template);
    }

    @Bean
    RosterRecordDecoder rosterRecordDecoder(
            ConsumerFactory<?, ?> configured,
            @Value("${pickatime.kafka.value-deserializer}") Class<? extends Deserializer<?>> type) {
        var deserializer = BeanUtils.instantiateClass(type);
        deserializer.configure(configured.getConfigurationProperties(), false);
        return new RosterRecordDecoder(deserializer, Topics.ROSTER_RECORDS);
    }

    private static Map<String, Object> with(Map<String, Object> configured, IntakeSettings settings) {
        var config = new HashMap<>(configured);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxPollRecords());
        return config;
    }
}
