package com.pickatime.schemas.serde;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the Confluent wire format, as Confluent's {@code KafkaAvroDeserializer} does.
 *
 * <p>It takes the same settings, so a deployment may swap the two by name. With {@code specific.avro.reader} a record
 * becomes an instance of the generated class, read by that class's schema whatever version wrote it. The first record
 * with an unknown schema id waits for the registry; all others need none.
 */
public final class AvroDeserializer implements Deserializer<Object> {

    static {
        EventClasses.trust();
    }

    private @Nullable RecordReaders readers;

    /**
     * Takes the settings of a consumer.
     *
     * @throws org.apache.kafka.common.config.ConfigException if one is missing or wrong
     */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        readers = new RecordReaders(SerdeSettings.from(configs));
    }

    /**
     * The record in {@code data}; null for null, the tombstone.
     *
     * @throws SchemaRegistryException if the registry gives no schema for the record's id
     * @throws SerializationException if {@code data} is not one record in the wire format, or cannot be read by the
     *     schema of the generated class
     */
    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        return Objects.requireNonNull(readers, "configure was not called")
                .forId(WireFormat.schemaId(data, topic), topic)
                .read(data, topic);
    }
}
