package com.pickatime.imports.connection.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.events.ClassLinkNotification;
import com.pickatime.events.NotificationKind;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.Surroundings;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.Sender;
import com.pickatime.imports.doubles.TopicReader;
import com.pickatime.schemas.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@ServiceTest
class NotificationIT {

    private static final String BODY = "{\"type\":\"roster.changed\",\"tenantId\":9301}";

    @Autowired
    private WebTestClient web;

    private TopicReader<ClassLinkNotification> topic;

    @BeforeEach
    void readTopic() {
        topic = TopicReader.start(Topics.CLASSLINK_NOTIFICATIONS);
    }

    @AfterEach
    void stopReading() {
        topic.close();
    }

    @Test
    void putsASignedNotificationOnItsTopicOnce() {
        var id = "msg_" + UUID.randomUUID();

        send(id, BODY, Surroundings.SIGNING_SECRET).expectStatus().isAccepted();
        send(id, BODY, Surroundings.SIGNING_SECRET).expectStatus().isOk();

        var after = "msg_" + UUID.randomUUID();
        send(after, BODY, Surroundings.SIGNING_SECRET).expectStatus().isAccepted();
        await().atMost(ContactsDouble.SOON).until(() -> !onTopic(after).isEmpty());
        assertThat(onTopic(id)).singleElement().satisfies(event -> {
            assertThat(event.getTenantId()).isEqualTo("9301");
            assertThat(event.getKind()).isEqualTo(NotificationKind.ROSTER_CHANGED);
        });
    }

    @Test
    void saysWhatToDoAboutAWrongSignature() {
        send("msg_wrong", BODY, "whsec_Zm9yZWlnbi1zZWNyZXQtb2Ytc29tZWJvZHk=")
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("imports.notification.secrets"));
    }

    @Test
    void saysWhichFieldItCannotRead() {
        send("msg_" + UUID.randomUUID(), "{\"type\":\"roster.changed\"}", Surroundings.SIGNING_SECRET)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("tenantId");
    }

    @Test
    void readsNoBodyThatIsTooLarge() {
        var large = "{\"type\":\"roster.changed\",\"tenantId\":\"9301\",\"x\":\"" + "x".repeat(70_000) + "\"}";

        send("msg_" + UUID.randomUUID(), large, Surroundings.SIGNING_SECRET)
                .expectStatus()
                .isEqualTo(413);
    }

    private ResponseSpec send(String id, String body, String secret) {
        long now = Instant.now().getEpochSecond();
        // whoever speaks for ClassLink has no token of ours
        return web.mutate()
                .defaultHeaders(headers -> headers.remove("Authorization"))
                .build()
                .post()
                .uri("/classlink/notifications")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(now))
                .header("webhook-signature", new Sender(secret).sign(id, now, body))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private List<ClassLinkNotification> onTopic(String id) {
        return topic.values().stream()
                .filter(event -> event.getNotificationId().equals(id))
                .toList();
    }
}
