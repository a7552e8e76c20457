package com.pickatime.local.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What a one-node cluster on a developer's machine needs that differs from Kafka's defaults. */
record BrokerSettings(Path dataDir, int brokerPort, int controllerPort) {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";
    private static final String ONE = "1";

    Path logDir() {
        return dataDir.resolve("topics").toAbsolutePath();
    }

    /** Present once the directory is formatted. */
    Path formatMarker() {
        return logDir().resolve("meta.properties");
    }

    String bootstrapServers() {
        return HOST + ":" + brokerPort;
    }

    Properties toProperties() {
        var properties = new Properties();
        properties.putAll(network());
        properties.putAll(singleNode());
        properties.putAll(smallMachine());
        properties.putAll(quickStart());
        properties.setProperty("log.dirs", logDir().toString());
        return properties;
    }

    private Map<String, String> network() {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "listeners",
                "PLAINTEXT://" + bootstrapServers() + "," + CONTROLLER_LISTENER + "://" + controller(),
                "advertised.listeners",
                "PLAINTEXT://" + bootstrapServers(),
                "inter.broker.listener.name",
                "PLAINTEXT",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.voters",
                NODE_ID + "@" + controller());
    }

    private String controller() {
        return HOST + ":" + controllerPort;
    }

    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", ONE,
                "transaction.state.log.replication.factor", ONE,
                "transaction.state.log.min.isr", ONE,
                "share.coordinator.state.topic.replication.factor", ONE,
                "share.coordinator.state.topic.min.isr", ONE,
                // a misspelt topic must fail here as it does in production
                "auto.create.topics.enable", "false");
    }

    private static Map<String, String> smallMachine() {
        return Map.of(
                "offsets.topic.num.partitions", "8",
                "transaction.state.log.num.partitions", "8",
                "share.coordinator.state.topic.num.partitions", "4",
                // the default takes 128 MiB of heap
                "log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20),
                "num.io.threads", "4",
                "num.network.threads", "2",
                "background.threads", "2");
    }

    private static Map<String, String> quickStart() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // after kill -9 the node cannot register again until its old session has ended
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500");
    }
}
