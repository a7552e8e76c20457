package com.pickatime.platform.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class StandstillTest {

    private final MovableClock clock = new MovableClock();
    private final Standstill standstill = new Standstill(clock);

    @Test
    void aWaitIsToldAtOnceThenOnceAMinuteAndWhenItIsOver(CapturedOutput output) {
        for (int i = 0; i < 63; i++) {
            standstill.waits("the intake", new IllegalStateException("quotes a document", new RuntimeException()));
            clock.pass(Duration.ofSeconds(1));
        }
        standstill.goesOn("the intake");
        standstill.goesOn("the intake");

        assertThat(output.getOut().lines().filter(line -> line.contains("the intake waits since")))
                .hasSize(2);
        assertThat(output.getOut().lines().filter(line -> line.contains("the intake goes on after")))
                .hasSize(1);
        assertThat(output)
                .contains("IllegalStateException < java.lang.RuntimeException")
                .doesNotContain("quotes");
    }

    @Test
    void whatWaitsIsInTheHealthForAsLongAsItDoes() {
        assertThat(standstill.health().getStatus()).isEqualTo(Status.UP);

        standstill.waits("the intake", new IllegalStateException());
        assertThat(standstill.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(standstill.health().getDetails()).containsOnlyKeys("the intake");

        standstill.goesOn("the intake");
        assertThat(standstill.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void watchedWorkThatFailsIsNothingUntilItGoesOn() {
        var limit = Duration.ofSeconds(10);
        assertThat(standstill
                        .watch("the intake", Mono.error(new IllegalStateException()))
                        .blockOptional(limit))
                .isEmpty();
        assertThat(standstill.health().getDetails()).containsOnlyKeys("the intake");

        assertThat(standstill.watch("the intake", Mono.just(1)).block(limit)).isEqualTo(1);
        assertThat(standstill.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void onePartsGoingOnEndsNoOthersWait(CapturedOutput output) {
        standstill.waits("roster.records-3", new IllegalStateException());
        for (int i = 0; i < 5; i++) {
            standstill.goesOn("roster.records-4");
            standstill.waits("roster.records-3", new IllegalStateException());
        }

        assertThat(standstill.health().getDetails()).containsOnlyKeys("roster.records-3");
        assertThat(output.getOut().lines().filter(line -> line.contains("waits since")))
                .hasSize(1);
    }
}
