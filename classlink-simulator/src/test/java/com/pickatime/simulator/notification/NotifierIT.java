package com.pickatime.simulator.notification;

import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.ClassLinkSimulator;
import com.pickatime.simulator.SimulatorClient;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(Lifecycle.PER_CLASS)
class NotifierIT {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private record Received(Headers headers, String body) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private HttpServer receiver;
    private ConfigurableApplicationContext simulator;
    private SimulatorClient client;
    private volatile int answer = 202;

    @BeforeAll
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        receiver.start();
        simulator = new SpringApplicationBuilder(ClassLinkSimulator.class)
                .properties("spring.config.name=classlink-simulator")
                .run(
                        "--server.port=0",
                        "--simulator.students=30",
                        "--simulator.notification-url=http://localhost:"
                                + receiver.getAddress().getPort() + "/hook",
                        "--simulator.notification-secret=whsec_"
                                + Base64.getEncoder().encodeToString(KEY));
        client =
                new SimulatorClient(simulator.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    void stop() {
        simulator.close();
        receiver.stop(0);
    }

    @Test
    void tellsWhoAddedTheApplication() {
        client.post("/control/notify", "");

        var body = JsonMapper.shared().readTree(received.remove().body());
        assertThat(body.get("type").asString()).isEqualTo("application.added");
        assertThat(body.get("tenantId").asString()).isEqualTo("2222");
        assertThat(body.get("tenantName").asString()).isEqualTo("Maplewood Unified School District");
        assertThat(Instant.parse(body.get("occurredAt").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void signsWhatItSends() throws Exception {
        client.post("/control/notify", "");

        var message = received.remove();
        var id = message.headers().getFirst("webhook-id");
        var timestamp = message.headers().getFirst("webhook-timestamp");
        assertThat(Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(message.headers().getFirst("webhook-signature"))
                .isEqualTo("v1," + hmac(id + "." + timestamp + "." + message.body()));
    }

    @Test
    void usesAnIdOnlyOnce() {
        client.post("/control/notify", "");
        client.post("/control/notify", "");

        assertThat(received.remove().headers().getFirst("webhook-id"))
                .isNotEqualTo(received.remove().headers().getFirst("webhook-id"));
    }

    @Test
    void reportsTheReceiversAnswer() {
        answer = 401;
        var delivery = json(client.post("/control/notify?type=application.removed", ""));
        answer = 202;

        var message = received.remove();
        assertThat(delivery.get("status").asInt()).isEqualTo(401);
        assertThat(delivery.get("webhookId").asString())
                .isEqualTo(message.headers().getFirst("webhook-id"));
        assertThat(message.body()).contains("application.removed");
    }

    private static String hmac(String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
