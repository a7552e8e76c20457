package com.pickatime.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoTimeoutException;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.platform.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Status;

class WaitingRecordsTest {

    private final MovableClock clock = new MovableClock();
    private final Standstill standstill = new Standstill(clock);
    private final WaitingRecords waiting = new WaitingRecords(standstill);
    private final ConsumerRecord<Object, Object> record =
            new ConsumerRecord<>("roster.records", 3, 17, "oak:S-1", "value");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("com.pickatime.platform");

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void theHealthNamesThePartitionThatWaitsUntilItGoesOn() {
        assertThat(standstill.health().getStatus()).isEqualTo(Status.UP);

        waiting.failedDelivery(record, new MongoTimeoutException("x"), 1);
        assertThat(standstill.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(standstill.health().getDetails().entrySet())
                .singleElement()
                .satisfies(detail -> assertThat(detail.toString())
                        .startsWith("roster.records-3=waits since 2026-11-24T08:00:00Z: com.mongodb.MongoTimeout"));

        waiting.success(record, new MockConsumer<>(AutoOffsetResetStrategy.NONE.name()));
        assertThat(standstill.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aPartitionThatWentToAnotherInstanceIsForgotten() {
        waiting.failedDelivery(record, new MongoTimeoutException("x"), 1);
        clock.pass(Duration.ofMinutes(6));

        assertThat(standstill.health()).extracting(health -> health.getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aFailureOfTheRecordsOwnIsNoStandstill() {
        waiting.failedDelivery(record, new IllegalStateException("bad"), 1);

        assertThat(standstill.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aWaitIsToldOnceAMinute() {
        for (int attempt = 1; attempt <= 12; attempt++) {
            waiting.failedDelivery(record, new MongoTimeoutException("x"), attempt);
            clock.pass(Duration.ofSeconds(10));
        }

        assertThat(texts())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("roster.records-3 waits since 2026-11-24T08:00:00Z, nothing is lost"));
    }

    @Test
    void aDeadLetterIsOneLineThatSaysWhatToDoAndQuotesNothing() {
        waiting.recovered(record, new IllegalStateException("ada@example.org"));

        assertThat(texts())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("roster.records-3 offset=17 business=oak is in roster.records-dlt now")
                        .contains(
                                "java.lang.IllegalStateException at com.pickatime",
                                "publish it to roster.records again")
                        .doesNotContain("S-1", "ada@example.org"));
        assertThat(lines.list.get(0).getThrowableProxy()).isNull();
    }

    @Test
    void aKeyThatIsNotOursIsNotQuoted() {
        waiting.recovered(
                new ConsumerRecord<>("roster.records", 3, 17, "ada@example.org", "value"),
                new IllegalStateException("bad"));

        assertThat(texts()).singleElement().satisfies(line -> assertThat(line).contains("business=unknown"));
    }

    private List<String> texts() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
