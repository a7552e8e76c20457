package com.pickatime.platform.kafka;

import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.serde.EventClasses;
import com.pickatime.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.ClassUtils;

/** The topics of the catalogue, and what happens to a record that a listener cannot process. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(TopicSettings.class)
public class KafkaDefaultsAutoConfiguration {

    private static final int RETRIES = 6;
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Our serializers trust our events by themselves; Confluent's, where they are configured, do not. */
    KafkaDefaultsAutoConfiguration() {
        EventClasses.trust();
    }

    @Bean
    KafkaAdmin.NewTopics catalogueTopics(TopicSettings settings) {
        return new KafkaAdmin.NewTopics(
                TopicCatalogue.topics(settings.replicationFactor(), settings.partitions(), settings.retention())
                        .toArray(NewTopic[]::new));
    }

    /** Spring's own writes the record that could not be sent into the log. */
    @Bean
    @ConditionalOnMissingBean(ProducerListener.class)
    LoggingProducerListener<Object, Object> producerListener() {
        var listener = new LoggingProducerListener<>();
        listener.setIncludeContents(false);
        return listener;
    }

    @Bean
    @ConditionalOnMissingBean
    EventPublisher eventPublisher(KafkaTemplate<String, SpecificRecord> kafka) {
        return new EventPublisher(kafka);
    }

    /** Where topics are made at start, a broker must be there. */
    @Bean
    @ConditionalOnBooleanProperty(name = "spring.kafka.admin.auto-create", matchIfMissing = true)
    BrokersAtStart brokersAtStart(KafkaAdmin admin) {
        return new BrokersAtStart(admin.getConfigurationProperties());
    }

    @Bean
    WaitingRecords waitingRecords(Standstill standstill) {
        return new WaitingRecords(standstill);
    }

    @Bean
    DeadLetters deadLetters(ProducerFactory<?, ?> producers) {
        var config = producers.getConfigurationProperties();
        return new DeadLetters(config, avroSerializer(config));
    }

    /**
     * Retries a failed record for about half a minute, then gives it to the dead letters and goes on.
     *
     * <p>A record that cannot be read goes there at once. One that lacks what is away, refuses us or is too slow is a good
     * one, and waits for as long as that takes: see {@link Patience}.
     */
    @Bean
    @ConditionalOnMissingBean(CommonErrorHandler.class)
    DefaultErrorHandler errorHandler(
            DeadLetters deadLetters, ProducerListener<Object, Object> discreet, WaitingRecords waiting) {
        var bounded = new ExponentialBackOffWithMaxRetries(RETRIES);
        bounded.setInitialInterval(FIRST_RETRY.toMillis());
        bounded.setMaxInterval(LONGEST_WAIT.toMillis());
        var handler = new DefaultErrorHandler(deadLetters.recoverer(discreet), bounded);
        handler.removeClassification(DeserializationException.class);
        handler.setBackOffFunction((record, failure) -> Patience.with(failure));
        handler.setRetryListeners(waiting);
        // a stack trace for every attempt would hide the lines that say what to do
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    /** The producer's own value serializer, whichever of the compatible ones is configured. */
    @SuppressWarnings("unchecked")
    private static Serializer<Object> avroSerializer(Map<String, Object> config) {
        var configured = config.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        var type = configured instanceof Class<?> known
                ? known
                : ClassUtils.resolveClassName(String.valueOf(configured), null);
        var serializer = (Serializer<Object>) BeanUtils.instantiateClass(type);
        serializer.configure(config, false);
        return serializer;
    }
}
