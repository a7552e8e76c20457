package com.pickatime.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Two ports that nobody listens on. */
record FreePorts(int broker, int controller) {

    static FreePorts find() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var first = new ServerSocket(0, 1, loopback);
                var second = new ServerSocket(0, 1, loopback)) {
            return new FreePorts(first.getLocalPort(), second.getLocalPort());
        }
    }
}
