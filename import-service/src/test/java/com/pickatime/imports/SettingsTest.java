package com.pickatime.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Every setting's default, as the README's table tells them. */
class SettingsTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(AllSettings.class);

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("com.pickatime.imports")
    static class AllSettings {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            imports                 | ImportsSettings[dataDirectory=data/import-service, allowInsecureSources=false]
            imports.notification    | NotificationSettings[0 secrets]
            imports.classlink       | ClassLinkSettings[https://oneroster-proxy.apis.classlink.com]
            imports.poll            | PollSettings[initialDelay=PT0S, interval=PT15M, lease=PT10M]
            imports.onboarding      | OnboardingSettings[MANUAL]
            imports.runs            | RunSettings[concurrency=2, pollInterval=PT2S, lease=PT30S, tries=3, retryDelay=PT10S, timeLimit=PT6H, recoveries=3, confirmationPatience=PT1H, confirmationLimit=PT24H, history=PT9600H]
            imports.source.snapshots       | SnapshotSettings[history=PT2160H, most=200]
            imports.delta           | DeltaSettings[overlap=PT15M]
            imports.brake           | BrakeLimits[percent=5, count=20, smallPercent=50, updatedPercent=75, updatedCount=100]
            imports.contacts        | ContactServiceSettings[baseUrl=http://127.0.0.1:8102, patience=PT30M, firstWait=PT0.2S, longestWait=PT5S, silence=PT1M]
            imports.publishing      | PublishSettings[batch=1000, inFlight=20000, patience=PT3M]
            imports.staging         | StagingSettings[memory=268435456B, mostRefused=250000]
            imports.schedule        | ScheduleSettings[enabled=true, time=01:00, zone=America/New_York, spread=PT1H]
            imports.upload          | UploadSettings[largest=536870912B, heldFor=PT720H]
            imports.progress        | ProgressSettings[look=PT0.5S, heartbeat=PT15S]
            """)
    void haveDefaults(String prefix, String defaults) {
        service.run(context -> assertThat(settings(context, prefix).toString()).isEqualTo(defaults));
    }

    @Test
    void areAllListedHere() {
        service.run(context -> assertThat(context.getBeansWithAnnotation(ConfigurationProperties.class))
                .hasSize(15));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imports.notification.secrets=not-a-secret",
                "imports.onboarding.policy=AUTOMATIC",
                "imports.onboarding.administrators=nobody",
                "imports.runs.concurrency=-1",
                "imports.runs.tries=0",
                "imports.brake.percent=101",
                "imports.publishing.batch=0"
            })
    void areRefusedAtStartWhenTheyCannotBe(String property) {
        service.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void neverTellSecrets() {
        service.withPropertyValues(
                        "imports.classlink.partner-key=very-secret",
                        "imports.notification.secrets=whsec_dmVyeS1zZWNyZXQtdmVyeS1zZWNyZXQ=",
                        "imports.onboarding.administrators=admin@example.org")
                .run(context -> assertThat(context.getBeansWithAnnotation(ConfigurationProperties.class)
                                .values())
                        .allSatisfy(settings -> assertThat(settings.toString())
                                .doesNotContain("very-secret", "dmVye", "admin@example.org")));
    }

    private static Object settings(ApplicationContext context, String prefix) {
        return context.getBeansWithAnnotation(ConfigurationProperties.class).entrySet().stream()
                .filter(bean -> bean.getKey().startsWith(prefix + "-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no settings of " + prefix + " among " + Arrays.toString(context.getBeanDefinitionNames())))
                .getValue();
    }
}
