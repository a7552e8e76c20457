package com.pickatime.local.infrastructure.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {

    private final HttpClient http = HttpClient.newHttpClient();

    private int statusOf(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static LoopbackServer start(int port) {
        return LoopbackServer.start(port, "test-server", exchange -> {
            exchange.sendResponseHeaders(Thread.currentThread().isDaemon() ? 204 : 500, -1);
            exchange.close();
        });
    }

    @Test
    void answersEveryPathOnThreadsThatDoNotKeepTheJvmAlive() throws Exception {
        try (var server = start(0)) {
            assertThat(statusOf(server.url() + "/any/path")).isEqualTo(204);
        }
    }

    @Test
    void answersNobodyOnceClosed() {
        var server = start(0);
        server.close();

        assertThatThrownBy(() -> statusOf(server.url())).isInstanceOf(ConnectException.class);
    }

    @Test
    void failsOnATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort())).isInstanceOf(UncheckedIOException.class);
        }
    }
}
