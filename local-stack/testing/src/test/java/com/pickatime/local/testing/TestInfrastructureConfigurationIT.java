package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.pickatime.platform.kafka.KafkaDefaultsAutoConfiguration;
import com.pickatime.platform.mongo.MongoDefaultsAutoConfiguration;
import com.pickatime.platform.security.SecurityAutoConfiguration;
import com.pickatime.platform.security.TokenAutoConfiguration;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;

@SpringBootTest(
        properties = {
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "spring.mongodb.uri=mongodb://127.0.0.1:1/unreachable",
            "spring.kafka.producer.properties.max.block.ms=10000"
        })
@Import(TestInfrastructureConfiguration.class)
class TestInfrastructureConfigurationIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Configuration(proxyBeanMethods = false)
    // a service of somebody who does not use the platform
    @EnableAutoConfiguration(
            exclude = {
                KafkaDefaultsAutoConfiguration.class,
                MongoDefaultsAutoConfiguration.class,
                SecurityAutoConfiguration.class,
                TokenAutoConfiguration.class
            })
    static class EmptyService {}

    @Test
    void producesToTheSharedBroker(@Autowired KafkaTemplate<String, String> kafka) throws Exception {
        var topic = "testing-" + System.nanoTime();
        TestBroker.createTopics(new NewTopic(topic, 1, (short) 1));

        var sent = kafka.send(topic, "key", "value").get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(sent.getRecordMetadata().offset()).isZero();
    }

    @Test
    void writesToADatabaseOfItsOwn(@Autowired MongoClient client, @Autowired MongoConnectionDetails connection) {
        var database = connection.getConnectionString().getDatabase();

        var inserted = Mono.from(client.getDatabase(String.valueOf(database))
                        .getCollection("things")
                        .insertOne(new Document("_id", "one")))
                .block(LIMIT);

        assertThat(database).startsWith("test_");
        assertThat(inserted).isNotNull();
    }

    @Test
    void pointsSerializersAtTheSharedRegistry(@Autowired KafkaProperties kafka) {
        assertThat(kafka.buildProducerProperties()).containsEntry("schema.registry.url", TestRegistry.url());
    }
}
