package com.pickatime.local.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A single Kafka node, broker and KRaft controller in one, whose topics and group offsets outlive it in a directory.
 *
 * <p>Kafka halts the JVM when its data directory fails, so a program that must survive that runs it as a child process.
 */
public final class LocalBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private LocalBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the node and waits until it accepts clients; an empty or missing directory is formatted first.
     *
     * @throws RuntimeException what Kafka throws when a port is taken or the directory is not its own
     */
    public static LocalBroker start(Path dataDir, int brokerPort, int controllerPort) {
        var settings = new BrokerSettings(dataDir, brokerPort, controllerPort);
        if (Files.notExists(settings.formatMarker())) {
            DataDirectory.format(settings);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings.toProperties()), Time.SYSTEM);
        server.startup();
        return new LocalBroker(server, settings.bootstrapServers());
    }

    /** The address for {@code bootstrap.servers}, host and port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
