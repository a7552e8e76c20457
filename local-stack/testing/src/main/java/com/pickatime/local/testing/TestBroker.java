package com.pickatime.local.testing;

import com.pickatime.local.broker.LocalBroker;
import com.pickatime.local.infrastructure.ports.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The Kafka broker that all tests of this JVM share, started by the first that asks.
 *
 * <p>{@code -Dtest.broker=docker|embedded|auto} chooses; auto, the default, takes Docker when it is there.
 */
public final class TestBroker {

    private static final String IMAGE = "apache/kafka:4.2.0";
    private static final int EMBEDDED_TRIES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private TestBroker() {}

    /** The address for {@code bootstrap.servers}. */
    public static String bootstrapServers() {
        return Shared.BOOTSTRAP_SERVERS;
    }

    /** Creates topics and waits until they are there; fails when one of them exists already. */
    public static void createTopics(NewTopic... topics) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.createTopics(List.of(topics)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Cannot create the topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topics", e);
        }
    }

    private static String start() {
        return switch (System.getProperty("test.broker", "auto")) {
            case "docker" -> startContainer();
            case "embedded" -> startEmbedded();
            case "auto" -> Docker.isThere() ? startContainer() : startEmbedded();
            default -> throw new IllegalArgumentException("test.broker must be docker, embedded or auto");
        };
    }

    /** Testcontainers removes it when the JVM ends. */
    @SuppressWarnings("resource")
    private static String startContainer() {
        // the image fails to start now and then with "text file busy"
        var container = new KafkaContainer(IMAGE).withStartupAttempts(3);
        container.start();
        return container.getBootstrapServers();
    }

    private static String startEmbedded() {
        return startEmbedded(EMBEDDED_TRIES);
    }

    /** Modules are tested side by side: between the look and the start another one may take a port that was free. */
    private static String startEmbedded(int tries) {
        var ports = Ports.free(2);
        var directory = TemporaryDirectory.create("test-broker");
        try {
            var broker = LocalBroker.start(directory.path(), ports.get(0), ports.get(1));
            AtExit.close(broker, directory);
            return broker.bootstrapServers();
        } catch (RuntimeException e) {
            if (tries == 1) {
                throw e;
            }
            return startEmbedded(tries - 1);
        }
    }

    private static final class Shared {
        private static final String BOOTSTRAP_SERVERS = start();
    }
}
