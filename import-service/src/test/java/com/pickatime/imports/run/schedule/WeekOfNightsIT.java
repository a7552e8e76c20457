package com.pickatime.imports.run.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.Operator;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A district that does not change, over a week whose nights come one after the other as fast as they are imported. */
@ServiceTest
@Import(WeekOfNightsIT.Time.class)
@ExtendWith(OutputCaptureExtension.class)
@Tag("slow")
class WeekOfNightsIT {

    private static final BusinessId WEEK = new BusinessId("week");
    private static final int NIGHTS = 7;

    @Autowired
    private WebTestClient web;

    @Autowired
    private ClassLinkDouble classLink;

    @Autowired
    private ContactsDouble contacts;

    @Autowired
    private ScheduledImports scheduled;

    @Autowired
    private ImportRuns runs;

    @Autowired
    private MovableClock clock;

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.now());
        }
    }

    @Test
    void anUnchangedDistrictPutsNothingOnTheTopicInAWeekAndIsComparedOnceInIt(CapturedOutput output) {
        var operator = new Operator(web);
        classLink.add(new District("7402", 5));
        operator.connect(WEEK.value(), "7402");
        operator.first(WEEK.value());

        for (int night = 1; night <= NIGHTS; night++) {
            clock.advance(Duration.ofDays(1));
            scheduled.requestDue().block(ContactsDouble.SOON);

            int nights = night;
            await().atMost(ContactsDouble.SOON).until(() -> nightly().size() == nights && isOver(nightly()));
        }

        assertThat(nightly())
                .hasSize(NIGHTS)
                .allSatisfy(run -> assertThat(
                                Objects.requireNonNull(run.completion()).unchanged())
                        .isTrue())
                .allSatisfy(run ->
                        assertThat(contacts.records(run.importId().value())).isEmpty());
        assertThat(nightly().stream()
                        .filter(run ->
                                output.toString().contains(run.label() + " read, to the last byte, what import="))
                        .count())
                .as("nights on which nothing was compared")
                .isEqualTo(NIGHTS - 1);
    }

    private static boolean isOver(List<ImportRun> all) {
        return all.stream().allMatch(run -> run.state() == RunState.COMPLETED);
    }

    private List<ImportRun> nightly() {
        return Objects.requireNonNull(runs.latest(WEEK, null, "")
                .filter(run -> run.order().trigger() == ImportTrigger.SCHEDULE)
                .collectList()
                .block(ContactsDouble.SOON));
    }
}
