package com.pickatime.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

class SettingsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Scan.class);

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("com.pickatime.contacts")
    static class Scan {}

    @Test
    void haveTheDefaultsThatTheReadmeNames() {
        runner.run(context -> {
            assertThat(settings(context, "contacts.intake"))
                    .isEqualTo("IntakeSettings[concurrency=2, maxPollRecords=2000, limit=PT1M30S, idleCheck=PT5S,"
                            + " firstRedelivery=PT0.5S, longestRedelivery=PT10S, setAside=[]]");
            assertThat(settings(context, "contacts.store"))
                    .isEqualTo("StoreSettings[chunkSize=1000, parallelism=4, retries=3, firstRetry=PT0.2S]");
            assertThat(settings(context, "contacts.completion"))
                    .isEqualTo("CompletionSettings[sweep=PT1S, lease=PT15S, limit=PT5M, retryAfter=PT5S,"
                            + " eventPatience=PT30S]");
            assertThat(settings(context, "contacts.ledger")).isEqualTo("LedgerSettings[history=PT2160H]");
            assertThat(settings(context, "contacts.summary")).isEqualTo("SummarySettings[recount=PT1M]");
            assertThat(settings(context, "contacts.files"))
                    .isEqualTo(
                            "FileLoadSettings[largest=268435456B, sweep=PT1S, lease=PT15S, limit=PT2H, retryAfter=PT5S,"
                                    + " chunkSize=1000]");
            assertThat(settings(context, "contacts.progress")).isEqualTo("ImportProgressSettings[interval=PT1S]");
        });
    }

    @Test
    void refuseWhatCannotWork() {
        for (var setting : new String[] {
            "contacts.intake.concurrency=0",
            "contacts.intake.max-poll-records=0",
            "contacts.intake.limit=5m",
            "contacts.intake.set-aside=1042",
            "contacts.store.chunk-size=0",
            "contacts.completion.lease=0s",
            "contacts.completion.limit=0s",
            "contacts.completion.event-patience=0s",
            "contacts.ledger.history=1h",
            "contacts.summary.recount=0s",
            "contacts.progress.interval=0s",
            "contacts.files.chunk-size=0",
            "contacts.files.limit=13h"
        }) {
            runner.withPropertyValues(setting)
                    .run(context -> assertThat(context).as(setting).hasFailed());
        }
    }

    private static String settings(ApplicationContext context, String prefix) {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(name -> name.startsWith(prefix + "-"))
                .map(name -> context.getBean(name).toString())
                .findFirst()
                .orElseThrow();
    }
}
