package com.pickatime.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ServiceApplicationTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ServiceAutoConfiguration.class));

    @Test
    void refusesAClassThatIsNoServiceAndSaysWhatToWrite() {
        assertThatThrownBy(() -> ServiceApplication.of(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("@PickatimeService");
    }

    @Test
    void tellsTheTimeOfTheWorld() {
        runner.run(context -> assertThat(context.getBean(Clock.class)).isEqualTo(Clock.systemUTC()));
    }

    @Test
    void leavesATestItsOwnClock() {
        var still = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        runner.withBean(Clock.class, () -> still)
                .run(context -> assertThat(context.getBean(Clock.class)).isSameAs(still));
    }
}
