package com.pickatime.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {

    @TempDir
    private Path directory;

    @Test
    void keepsRecordsAndGroupOffsetsAcrossARestart() throws Exception {
        var ports = FreePorts.find();
        try (var broker = LocalBroker.start(directory, ports.broker(), ports.controller())) {
            var topic = new Topic(broker.bootstrapServers(), "kept").create();
            topic.send("first");
            assertThat(topic.readAs("readers")).containsExactly("first");
            topic.send("second");
        }

        try (var broker = LocalBroker.start(directory, ports.broker(), ports.controller())) {
            assertThat(new Topic(broker.bootstrapServers(), "kept").readAs("readers"))
                    .containsExactly("second");
        }
    }

    @Test
    void makesNoTopicThatNobodyCreated() throws Exception {
        var ports = FreePorts.find();
        try (var broker = LocalBroker.start(directory, ports.broker(), ports.controller())) {
            var misspelt = new Topic(broker.bootstrapServers(), "rooster.records");

            assertThatThrownBy(() -> misspelt.send("lost")).hasMessageContaining("not present in metadata");
        }
    }
}
