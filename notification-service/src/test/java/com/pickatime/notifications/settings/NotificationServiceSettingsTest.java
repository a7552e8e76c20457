package com.pickatime.notifications.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class NotificationServiceSettingsTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(NotificationServiceSettings.class)
    static class Settings {}

    @Test
    void hasDefaults() {
        context.run(started -> assertThat(started.getBean(NotificationServiceSettings.class))
                .isEqualTo(new NotificationServiceSettings(
                        null,
                        new MailSettings(
                                "pickAtime <no-reply@pickatime.example>",
                                24,
                                Duration.ofSeconds(10),
                                Duration.ofHours(2),
                                Duration.ofMinutes(3),
                                Duration.ofMinutes(5),
                                Duration.ofDays(400),
                                4,
                                ZoneId.of("America/New_York"),
                                false),
                        new ServiceSettings("", Duration.ofSeconds(5)),
                        new ServiceSettings("", Duration.ofSeconds(5)),
                        Duration.ofMinutes(10))));
    }

    @Test
    void takesEveryValueFromTheConfiguration() {
        context.withPropertyValues(
                        "notifications.admin-ui-url=https://admin.example.org/pickatime",
                        "notifications.contacts.base-url=http://contacts.example.org",
                        "notifications.contacts.timeout=1s",
                        "notifications.conferences.base-url=http://conferences.example.org",
                        "notifications.conferences.timeout=2s",
                        "notifications.attention-within=3m",
                        "notifications.mail.from=Rosters <rosters@mail.example.org>",
                        "notifications.mail.max-attempts=5",
                        "notifications.mail.first-delay=1s",
                        "notifications.mail.max-delay=1m",
                        "notifications.mail.lease=4m",
                        "notifications.mail.recheck=30s",
                        "notifications.mail.keep=100d",
                        "notifications.mail.workers=8",
                        "notifications.mail.zone=Pacific/Honolulu",
                        "notifications.mail.unchanged=true")
                .run(started -> assertThat(started.getBean(NotificationServiceSettings.class))
                        .isEqualTo(new NotificationServiceSettings(
                                URI.create("https://admin.example.org/pickatime"),
                                new MailSettings(
                                        "Rosters <rosters@mail.example.org>",
                                        5,
                                        Duration.ofSeconds(1),
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(4),
                                        Duration.ofSeconds(30),
                                        Duration.ofDays(100),
                                        8,
                                        ZoneId.of("Pacific/Honolulu"),
                                        true),
                                new ServiceSettings("http://contacts.example.org", Duration.ofSeconds(1)),
                                new ServiceSettings("http://conferences.example.org", Duration.ofSeconds(2)),
                                Duration.ofMinutes(3))));
    }

    @Test
    void takesAnEmptyAdminUiUrlForNone() {
        context.withPropertyValues("notifications.admin-ui-url=")
                .run(started -> assertThat(started.getBean(NotificationServiceSettings.class)
                                .adminUiUrl())
                        .isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notifications.admin-ui-url=admin.example.org",
                "notifications.admin-ui-url=javascript:alert(1)",
                "notifications.mail.from=nobody",
                "notifications.mail.from=two@example.org, more@example.org",
                "notifications.mail.max-attempts=0",
                "notifications.mail.first-delay=0s",
                "notifications.mail.lease=999ms",
                "notifications.mail.keep=90d",
                "notifications.mail.workers=0",
                "notifications.mail.zone=Springfield"
            })
    void refusesToStartWith(String setting) {
        context.withPropertyValues(setting).run(started -> assertThat(started).hasFailed());
    }

    @ParameterizedTest
    @CsvSource({"1, PT10S", "2, PT20S", "4, PT80S", "10, PT1H25M20S", "11, PT2H", "24, PT2H", "1000, PT2H"})
    void doublesTheDelayUpToALimit(int failures, Duration delay) {
        context.run(started -> assertThat(started.getBean(NotificationServiceSettings.class)
                        .mail()
                        .delayAfter(failures))
                .isEqualTo(delay));
    }

    @Test
    void takesTheDomainFromTheSender() {
        context.run(started -> assertThat(started.getBean(NotificationServiceSettings.class)
                        .mail()
                        .domain())
                .isEqualTo("pickatime.example"));
    }
}
