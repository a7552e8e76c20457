package com.pickatime.contacts.troubles;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TroublesTest {

    private final MovableClock clock = new MovableClock();
    private final Troubles troubles = new Troubles(clock);

    @Test
    void tellAnOutageOnceAMinuteAndWhenItIsOver(CapturedOutput output) {
        for (int i = 0; i < 63; i++) {
            troubles.met("the intake", new IllegalStateException("quotes a document", new RuntimeException()));
            clock.advance(Duration.ofSeconds(1));
        }
        troubles.over("the intake");
        troubles.over("the intake");

        assertThat(output.getOut().lines().filter(line -> line.contains("the intake waits since")))
                .hasSize(2);
        assertThat(output.getOut().lines().filter(line -> line.contains("the intake goes on after")))
                .hasSize(1);
        assertThat(output).contains("IllegalStateException < RuntimeException").doesNotContain("quotes");
    }

    @Test
    void showInTheHealthForAsLongAsTheyLast() {
        assertThat(troubles.health().getStatus()).isEqualTo(Status.UP);

        troubles.met("the intake", new IllegalStateException());
        assertThat(troubles.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(troubles.health().getDetails()).containsOnlyKeys("the intake");

        troubles.over("the intake");
        assertThat(troubles.health().getStatus()).isEqualTo(Status.UP);
    }
}
