package com.pickatime.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Serializers and deserializers set up the way a Kafka client does it. */
final class Serdes {

    static final String TOPIC = "roster.records";

    private Serdes() {}

    /** Settings for one or more registries, patient enough for a test. */
    static Map<String, Object> settings(String urls) {
        return new HashMap<>(Map.of(
                SerdeSettings.REGISTRY_URL, urls,
                SerdeSettings.SPECIFIC_READER, "true",
                SerdeSettings.RETRY_WAIT, "1"));
    }

    static Map<String, Object> settings(FakeRegistry registry, String key, Object value) {
        var settings = settings(registry.url());
        settings.put(key, value);
        return settings;
    }

    static Serializer<Object> serializer(Map<String, ?> settings) {
        return configured(new AvroSerializer(), settings);
    }

    static Deserializer<Object> deserializer(Map<String, ?> settings) {
        return configured(new AvroDeserializer(), settings);
    }

    static Serializer<Object> serializer(FakeRegistry registry) {
        return serializer(settings(registry.url()));
    }

    static Deserializer<Object> deserializer(FakeRegistry registry) {
        return deserializer(settings(registry.url()));
    }

    static Serializer<Object> configured(Serializer<Object> serializer, Map<String, ?> settings) {
        serializer.configure(settings, false);
        return serializer;
    }

    static Deserializer<Object> configured(Deserializer<Object> deserializer, Map<String, ?> settings) {
        deserializer.configure(settings, false);
        return deserializer;
    }
}
