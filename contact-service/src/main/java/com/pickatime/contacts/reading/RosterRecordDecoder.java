package com.pickatime.contacts.reading;

import com.pickatime.events.RosterRecord;
import com.pickatime.schemas.serde.EventClasses;
import com.pickatime.schemas.serde.SchemaRegistryException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Turns bytes of the roster topic into records, and tells a bad record from a registry that is away. */
public final class RosterRecordDecoder {

    static {
        // ours does it by itself, but the deserializer is a setting
        EventClasses.trust();
    }

    /** What Confluent's deserializer, which is no dependency, gives as the cause when its registry refuses. */
    private static final String CONFLUENTS = "RestClientException";

    private final Deserializer<?> deserializer;
    private final String topic;

    public RosterRecordDecoder(Deserializer<?> deserializer, String topic) {
        this.deserializer = deserializer;
        this.topic = topic;
    }

    RosterRecord decode(ConsumerRecord<byte[], byte[]> origin) {
        try {
            if (deserializer.deserialize(topic, origin.value()) instanceof RosterRecord record) {
                return record;
            }
        } catch (SerializationException e) {
            if (isRetriable(e)) {
                throw e;
            }
        }
        throw new RefusedException(RefusalReason.UNDECODABLE);
    }

    /**
     * Whether a registry that was reached does not have the schema, as far as the deserializer tells: of Confluent's, any
     * refusal counts.
     */
    public static boolean isOfAnUnknownSchema(SerializationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException registry) {
                return registry.reason() == SchemaRegistryException.Reason.UNKNOWN;
            }
            if (cause.getClass().getSimpleName().equals(CONFLUENTS)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whatever a registry says, it says nothing of the record: wrong credentials, a wrong address and an id that a restored
     * registry has lost pass when that is mended.
     */
    private static boolean isRetriable(SerializationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException
                    || cause instanceof RetriableException
                    || cause.getClass().getSimpleName().equals(CONFLUENTS)) {
                return true;
            }
        }
        return false;
    }
}
