package com.pickatime.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

class StoreLimitsTest {

    /** Above every limit of the driver's, and below every listener's. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @Configuration(proxyBeanMethods = false)
    static class WithIndexes {

        @Bean
        Indexed collection(MongoDatabase database) {
            return () -> Mono.from(database.getCollection("things").createIndex(new Document("name", 1)))
                    .then();
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void aStoreThatAcceptsAndNeverAnswersFailsTheOperation() {
        withSilentServer(port -> runner(port)
                .run(context -> assertThatThrownBy(() -> Mono.from(context.getBean(MongoDatabase.class)
                                        .getCollection("things")
                                        .insertOne(new Document()))
                                .block(PATIENCE))
                        .isInstanceOf(com.mongodb.MongoException.class)));
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.SECONDS)
    void aWrongAddressIsToldAtStartWithTheNameOfTheSetting() {
        runner(1)
                .withUserConfiguration(WithIndexes.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StoreUnreachableException.class)
                        .hasMessageContaining("MONGODB_URI")
                        .hasMessageContaining("127.0.0.1:1"));
    }

    @Test
    void theConnectionStringHasTheLastWordAboutTheLimits() {
        runner(1)
                .withPropertyValues("spring.mongodb.uri=mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50")
                .run(context -> {
                    var started = System.nanoTime();
                    assertThatThrownBy(() -> Mono.from(context.getBean(MongoDatabase.class)
                                            .getCollection("things")
                                            .countDocuments())
                                    .block(PATIENCE))
                            .isInstanceOf(com.mongodb.MongoTimeoutException.class);
                    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
                });
    }

    @Test
    void stoppingDoesNotListenForAnswersThatNobodyAwaits() {
        runner(1)
                .withPropertyValues("spring.mongodb.uri=mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50")
                .run(context -> {
                    assertThatThrownBy(() -> Mono.from(context.getBean(MongoDatabase.class)
                                            .getCollection("things")
                                            .countDocuments())
                                    .block(PATIENCE))
                            .isInstanceOf(com.mongodb.MongoTimeoutException.class);
                    var stopped = System.nanoTime();
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                            .close();
                    // what Netty listens for when it is not told otherwise
                    assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(2));
                });
    }

    private static ApplicationContextRunner runner(int port) {
        return new ApplicationContextRunner()
                .withPropertyValues(
                        "spring.mongodb.uri=mongodb://127.0.0.1:" + port, "spring.mongodb.database=platform-test")
                .withConfiguration(AutoConfigurations.of(
                        MongoReactiveAutoConfiguration.class, MongoDefaultsAutoConfiguration.class));
    }

    /** The backlog takes the connections; nobody reads. */
    private static void withSilentServer(java.util.function.IntConsumer test) {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            test.accept(silent.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
