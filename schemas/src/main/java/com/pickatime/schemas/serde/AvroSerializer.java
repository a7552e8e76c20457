package com.pickatime.schemas.serde;

import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the Confluent wire format, byte for byte as Confluent's {@code KafkaAvroSerializer} does.
 *
 * <p>It takes the same settings, so a deployment may swap the two by name. The subject is the topic's name with
 * {@code -key} or {@code -value}. The first record of a schema on a topic waits for the registry; all others need none.
 */
public final class AvroSerializer implements Serializer<Object> {

    static {
        EventClasses.trust();
    }

    private @Nullable RecordWriters writers;

    /**
     * Takes the settings of a producer.
     *
     * @throws org.apache.kafka.common.config.ConfigException if one is missing or wrong
     */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        writers = new RecordWriters(SerdeSettings.from(configs), isKey);
    }

    /**
     * The bytes of {@code data}; null for null, the tombstone.
     *
     * @throws SchemaRegistryException if the registry gives no id for the record's schema
     * @throws SerializationException if {@code data} is no Avro record, or a field holds what its type does not allow
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object data) {
        if (data == null) {
            return null;
        }
        if (!(data instanceof GenericContainer record)) {
            throw new SerializationException("only Avro records can be written to topic %s, not %s"
                    .formatted(topic, data.getClass().getName()));
        }
        return Objects.requireNonNull(writers, "configure was not called")
                .forRecord(record, topic)
                .write(record, topic);
    }
}
