package com.pickatime.local.infrastructure.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void namesEveryTakenPortAndTheWayOut() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var broker = new ServerSocket(0, 1, loopback);
                var store = new ServerSocket(0, 1, loopback)) {
            var free = Ports.free(1).get(0);
            var purposes =
                    Map.of(broker.getLocalPort(), "Kafka broker", store.getLocalPort(), "store", free, "mail inbox");

            assertThatThrownBy(() -> Ports.requireFree(purposes))
                    .isInstanceOf(PortsInUseException.class)
                    .hasMessageContaining(
                            "port " + broker.getLocalPort() + " (Kafka broker) is in use by another program")
                    .hasMessageContaining("port " + store.getLocalPort() + " (store) is in use by another program")
                    .hasMessageNotContaining("mail inbox")
                    .hasMessageEndingWith("; choose another base with --port-base");
        }
    }

    @Test
    void isContentWithFreePorts() {
        var ports = Ports.free(2);

        assertThat(ports).doesNotHaveDuplicates();
        assertThatCode(() -> Ports.requireFree(Map.of(ports.get(0), "one", ports.get(1), "other")))
                .doesNotThrowAnyException();
    }
}
