package com.pickatime.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.pickatime.local.testing.TestStore;
import com.pickatime.notifications.testing.HookedSender;
import com.pickatime.notifications.testing.LifecycleEvents;
import com.pickatime.platform.crypto.Keysets;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class CrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The lease is longer than a sweep takes on a busy machine; who stops does not wait for the letter under way. */
    private static final Map<String, String> SETTINGS = Map.of(
            "notifications.mail.lease", "5s",
            "spring.lifecycle.timeout-per-shutdown-phase", "1s",
            "spring.kafka.consumer.group-id", "crash-" + UUID.randomUUID());

    private final Keysets keys = Keysets.generate();
    private final String database = TestStore.freshDatabaseName();
    private final GreenMail inbox = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @TestConfiguration(proxyBeanMethods = false)
    static class DiesAfterSending {

        @Bean
        static BeanPostProcessor dyingSender() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof JavaMailSenderImpl sender
                            ? new HookedSender(sender, HookedSender::waitForEver)
                            : bean;
                }
            };
        }
    }

    @Test
    void sendsUnderTheSameMessageIdWhatACrashKeptFromBeingEntered(@TempDir Path keysets) throws Exception {
        keys.write(keysets);
        inbox.start();
        var events = new LifecycleEvents("business-" + UUID.randomUUID(), keys.fieldCipher());

        try (var dying = start(keysets, DiesAfterSending.class)) {
            dying.publish(events.activated("admin@district.example"));
            await().atMost(PATIENCE).until(() -> inbox.getReceivedMessages().length == 1);
        }
        try (var next = start(keysets)) {
            await().atMost(PATIENCE).until(() -> inbox.getReceivedMessages().length == 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> next.authorized()
                            .get()
                            .uri("/businesses/{b}/mails", events.businessId())
                            .exchange()
                            .expectBody()
                            .jsonPath("$.items[0].state")
                            .isEqualTo("SENT"));
            assertThat(Stream.of(inbox.getReceivedMessages())
                            .map(CrashIT::messageId)
                            .distinct())
                    .hasSize(1);
        } finally {
            inbox.stop();
        }
    }

    private RunningService start(Path keysets, Class<?>... beans) {
        return RunningService.start(database, inbox, keysets, SETTINGS, beans);
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
