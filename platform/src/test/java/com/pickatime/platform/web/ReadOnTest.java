package com.pickatime.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

class ReadOnTest {

    private static final int GIVE_UP_MILLIS = 5_000;

    /** The second request waits behind the first, and is answered at once when its turn comes. */
    @RepeatedTest(5)
    void aKeptAliveConnectionIsReadAfterARequestThatHadToWait() throws IOException {
        var server = ReadOn.in(HttpServer.create().host("127.0.0.1").port(0))
                .handle((request, response) -> response.sendString(
                        request.uri().equals("/first")
                                ? Mono.delay(Duration.ofMillis(50)).thenReturn("answer.")
                                : Mono.just("answer.")))
                .bindNow();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(GIVE_UP_MILLIS);
            send(socket, "/first");
            send(socket, "/second");
            readAnswers(socket, 2);

            send(socket, "/third");
            assertThat(readAnswers(socket, 1)).contains("200 OK");
        } finally {
            server.disposeNow();
        }
    }

    private static void send(Socket socket, String path) throws IOException {
        var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Reads until so many bodies came, however they are framed. */
    private static String readAnswers(Socket socket, int count) throws IOException {
        var received = new StringBuilder();
        var buffer = new byte[4_096];
        while (received.toString().split("answer\\.", -1).length <= count) {
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                throw new IOException("the server hung up after: " + received);
            }
            received.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
        }
        return received.toString();
    }
}
