package com.pickatime.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.pickatime.local.testing.TestStore;
import com.pickatime.notifications.testing.FreezableProxy;
import com.pickatime.notifications.testing.LifecycleEvents;
import com.pickatime.platform.crypto.Keysets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that accepts connections and never answers. */
class HangingStoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Keysets keys = Keysets.generate();
    private final GreenMail inbox = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @Test
    void keepsEventsUntilItAnswersAgain(@TempDir Path keysets) throws Exception {
        keys.write(keysets);
        inbox.start();
        var events = new LifecycleEvents("business-" + UUID.randomUUID(), keys.fieldCipher());
        try (var proxy = FreezableProxy.to(TestStore.embedded());
                var service = RunningService.start(
                        TestStore.freshDatabaseName(),
                        inbox,
                        keysets,
                        Map.of(
                                "spring.mongodb.uri",
                                proxy.uri(),
                                "pickatime.mongodb.look",
                                "300ms",
                                "pickatime.mongodb.answer",
                                "300ms",
                                "spring.kafka.consumer.group-id",
                                "hanging-" + UUID.randomUUID()))) {
            proxy.freeze();
            service.publish(events.activated("admin@district.example"));
            await().atMost(PATIENCE).until(service::standsStill);

            proxy.thaw();

            await().atMost(PATIENCE).until(() -> inbox.getReceivedMessages().length == 1);
            await().atMost(PATIENCE).until(() -> !service.standsStill());
        } finally {
            inbox.stop();
        }
        assertThat(EventTopic.deadLetters())
                .noneMatch(letter -> new String(letter.key(), StandardCharsets.UTF_8).equals(events.businessId()));
    }
}
