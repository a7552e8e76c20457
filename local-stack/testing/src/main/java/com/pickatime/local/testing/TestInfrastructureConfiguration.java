package com.pickatime.local.testing;

import java.util.List;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Points a test's Spring context at the shared broker and registry, and at a database of its own. */
@TestConfiguration(proxyBeanMethods = false)
public class TestInfrastructureConfiguration {

    /** Wins over {@code spring.kafka.bootstrap-servers}. */
    @Bean
    KafkaConnectionDetails kafkaConnectionDetails() {
        return () -> List.of(TestBroker.bootstrapServers());
    }

    @Bean
    DynamicPropertyRegistrar storeAndRegistry() {
        var uri = TestStore.embedded() + "/" + TestStore.freshDatabaseName();
        return properties -> {
            properties.add("spring.mongodb.uri", () -> uri);
            properties.add("spring.kafka.properties.schema.registry.url", TestRegistry::url);
        };
    }
}
