package com.pickatime.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.crypto.CryptoAutoConfiguration;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.kafka.KafkaDefaultsAutoConfiguration;
import com.pickatime.platform.mongo.MongoDefaultsAutoConfiguration;
import com.pickatime.platform.outage.OutageAutoConfiguration;
import com.pickatime.platform.security.SecurityAutoConfiguration;
import com.pickatime.platform.security.TokenAutoConfiguration;
import com.pickatime.platform.web.WebAutoConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.security.web.server.SecurityWebFilterChain;

class PlatformAutoConfigurationTest {

    @TempDir
    private Path keys;

    @Test
    void givesEveryServiceTheSharedSettings() {
        Keysets.generate().write(keys.resolve("k"));
        runner().withPropertyValues("pickatime.keysets=" + keys.resolve("k")).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context)
                    .hasSingleBean(FieldCipher.class)
                    .hasSingleBean(KeyedHash.class)
                    .hasSingleBean(DefaultErrorHandler.class)
                    .hasSingleBean(KafkaAdmin.NewTopics.class)
                    .hasSingleBean(ServiceTokens.class)
                    .hasSingleBean(SecurityWebFilterChain.class);
            assertThat(context.getBean(ProducerFactory.class).getConfigurationProperties())
                    .containsEntry("acks", "all")
                    .containsEntry("enable.idempotence", "true");
        });
    }

    @Test
    void readsAndWritesWithMajority() {
        Keysets.generate().write(keys.resolve("k"));
        runner().withPropertyValues("pickatime.keysets=" + keys.resolve("k")).run(context -> {
            var database = context.getBean(MongoDatabase.class);
            assertThat(database.getName()).isEqualTo("platform-test");
            assertThat(database.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
            assertThat(database.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        });
    }

    @Test
    void saysWhatToDoWhenTheKeysAreMissing() {
        runner().withPropertyValues("pickatime.keysets=" + keys.resolve("nowhere"))
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("nowhere"));
    }

    @Test
    void refusesATopicThatIsNotInTheCatalogue() {
        Keysets.generate().write(keys.resolve("k"));
        runner().withPropertyValues(
                        "pickatime.keysets=" + keys.resolve("k"), "pickatime.topics.partitions.[roster.recods]=3")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("roster.records"));
    }

    private static ReactiveWebApplicationContextRunner runner() {
        return new ReactiveWebApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(
                        "spring.config.import=classpath:platform.yaml",
                        "spring.mongodb.database=platform-test",
                        "spring.kafka.admin.auto-create=false")
                .withConfiguration(AutoConfigurations.of(
                        CryptoAutoConfiguration.class,
                        KafkaAutoConfiguration.class,
                        KafkaDefaultsAutoConfiguration.class,
                        MongoReactiveAutoConfiguration.class,
                        MongoDefaultsAutoConfiguration.class,
                        OutageAutoConfiguration.class,
                        WebAutoConfiguration.class,
                        SecurityAutoConfiguration.class,
                        TokenAutoConfiguration.class));
    }
}
