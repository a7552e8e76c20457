package com.pickatime.platform.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoTimeoutException;
import com.pickatime.platform.testing.MovableClock;
import java.nio.file.FileSystemException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class OutageLogTest {

    private final MovableClock clock = new MovableClock();
    private final LoggerContext logback = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = logback.getLogger("com.pickatime.Sweep");

    @BeforeEach
    void listen() {
        lines.start();
        logback.getLogger("ROOT").addAppender(lines);
        logback.addTurboFilter(new OutageLog(clock));
    }

    @Test
    void anOutageOfTwentySecondsIsOneLineWithoutAStackTrace() {
        for (int second = 0; second < 20; second++) {
            log.error("business={} cannot be swept", "b1", new IllegalStateException(new MongoTimeoutException("x")));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .startsWith(
                            "business=b1 cannot be swept - IllegalStateException < com.mongodb.MongoTimeoutException at com.pickatime");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void aLongerOutageIsALineAMinuteThatSaysHowOftenItHappened() {
        for (int second = 0; second < 121; second++) {
            log.error("cannot be swept", new MongoTimeoutException("x"));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(lines.list)
                .hasSize(3)
                .last()
                .satisfies(line -> assertThat(line.getFormattedMessage()).contains("59 more like it"));
    }

    @Test
    void whatIsSaidOfAnotherBusinessIsAnotherLine() {
        log.error("business={} cannot be swept", "oak", new MongoTimeoutException("x"));
        log.error("business={} cannot be swept", "elm", new MongoTimeoutException("x"));

        assertThat(lines.list).hasSize(2);
    }

    @Test
    void aFaultOfOursKeepsItsStackTraceEachTime() {
        log.error("broken", new IllegalStateException("a fault"));
        log.error("broken", new IllegalStateException("a fault"));
        log.error("broken", new FileSystemException("/data", null, "No space left on device"));

        assertThat(lines.list)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNotNull());
    }

    @Test
    void theClientsRepeatThemselvesOnceAMinute() {
        var client = logback.getLogger("org.apache.kafka.clients.NetworkClient");
        client.warn("Connection to node {} could not be established", -1);
        client.warn("Connection to node {} could not be established", -2);
        clock.pass(Duration.ofMinutes(1));
        client.warn("Connection to node {} could not be established", -1);

        assertThat(lines.list).hasSize(2);
    }
}
