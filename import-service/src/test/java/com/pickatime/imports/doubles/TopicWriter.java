package com.pickatime.imports.doubles;

import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.schemas.serde.AvroSerializer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to a topic as another service would. */
public final class TopicWriter<V extends SpecificRecord> implements AutoCloseable {

    private final String topic;
    private final KafkaProducer<String, V> producer;

    public TopicWriter(String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                (Object) TestBroker.bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                AvroSerializer.class,
                "schema.registry.url",
                TestRegistry.url()));
    }

    public void write(String key, V value) {
        producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
