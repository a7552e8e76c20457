package com.pickatime.imports.connection.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ClassLinkNotification;
import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.doubles.Sender;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;
import reactor.test.StepVerifier;

class ReceiveNotificationTest {

    private static final String SECRET = "whsec_c2VjcmV0LW9mLXRoZS10ZXN0cw==";
    private static final String BODY = "{\"type\":\"roster.changed\",\"tenantId\":\"2222\"}";

    private final MovableClock clock = new MovableClock();
    private final Broker broker = new Broker();
    private ReceiveNotification receive;

    @BeforeEach
    void emptyStore() {
        var settings = new NotificationSettings(
                List.of(SECRET),
                Duration.ofMinutes(5),
                Duration.ofDays(7),
                Duration.ofSeconds(30),
                DataSize.ofKilobytes(64));
        receive = new ReceiveNotification(
                new NotificationCheck(settings, clock),
                new NotificationIds(TestDatabases.embedded(), settings, clock),
                new KafkaNotifications(broker.events(), clock));
    }

    @Test
    void publishesOnce() {
        StepVerifier.create(receive.execute(inbound())).expectNext(true).verifyComplete();
        StepVerifier.create(receive.execute(inbound())).expectNext(false).verifyComplete();

        assertThat(broker.written(ClassLinkNotification.class)).hasSize(1);
    }

    @Test
    void canBeSentAgainWhenTheBrokerDidNotTakeIt() {
        broker.failNext();
        StepVerifier.create(receive.execute(inbound()))
                .verifyErrorSatisfies(failure -> assertThat(((ErrorResponseException) failure)
                                .getStatusCode()
                                .value())
                        .isEqualTo(503));

        StepVerifier.create(receive.execute(inbound())).expectNext(true).verifyComplete();
        assertThat(broker.written(ClassLinkNotification.class)).hasSize(1);
    }

    private InboundNotification inbound() {
        long now = clock.instant().getEpochSecond();
        return new InboundNotification(
                "msg_1",
                String.valueOf(now),
                new Sender(SECRET).sign("msg_1", now, BODY),
                BODY.getBytes(StandardCharsets.UTF_8));
    }
}
