package com.pickatime.sso.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SessionSettingsTest {

    @Test
    void endsASessionAfterAnIdleHourAndAfterHalfADay() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("sso.sessions", SessionSettings.class);

        assertThat(settings)
                .isEqualTo(new SessionSettings(Duration.ofHours(1), Duration.ofHours(12), Duration.ofMinutes(1)));
    }

    @Test
    void refusesAnIdleTimeThatNoUseCouldExtend() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SessionSettings(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(1)))
                .withMessageContaining("sso.sessions");
    }

    @Test
    void refusesAnIdleTimeBeyondTheLongest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionSettings(Duration.ofHours(2), Duration.ofHours(1), Duration.ofMinutes(1)));
    }
}
