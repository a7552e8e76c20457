package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.infrastructure.broker.BrokerCommand;
import com.pickatime.local.infrastructure.broker.BrokerFailedException;
import com.pickatime.local.infrastructure.broker.BrokerProcess;
import com.pickatime.local.infrastructure.ports.Ports;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker as the launcher runs it; only this module has both halves on its class path. */
class RealBrokerProcessIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private BrokerCommand command(int brokerPort) {
        var classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return new BrokerCommand(classPath, directory, brokerPort, Ports.free(1).get(0), 256);
    }

    @Test
    void takesClientsOnceItIsReadyAndComplainsOfNothing() throws Exception {
        try (var broker = BrokerProcess.start(command(Ports.free(1).get(0)), LIMIT);
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var nodes = admin.describeCluster().nodes().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(nodes).hasSize(1);
        }

        // on any release of Java: not even a warning
        assertThat(directory.resolve("broker-errors.log")).isEmptyFile();
    }

    @Test
    void tellsWhyItDidNotStart() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var command = command(taken.getLocalPort());

            assertThatThrownBy(() -> BrokerProcess.start(command, LIMIT))
                    .isInstanceOf(BrokerFailedException.class)
                    .hasMessageContaining("ended with code 1")
                    .hasMessageContaining("Address already in use");
        }
    }
}
