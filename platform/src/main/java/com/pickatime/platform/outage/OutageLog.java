package com.pickatime.platform.outage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.MessageFormatter;
import reactor.netty.channel.AbortedException;

/**
 * Keeps an outage from filling the log: what repeats is told once a minute, in one line instead of a stack trace, with how
 * often it happened in between.
 *
 * <p>What an outage is, {@link Outages} says; everything else passes as it is. The clients of Kafka and MongoDB repeat
 * themselves without an exception too.
 */
final class OutageLog extends TurboFilter {

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 1_000;
    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Marker REDUCED = MarkerFactory.getDetachedMarker("REDUCED");

    private final Map<String, Line> known = new ConcurrentHashMap<>();
    private final Clock clock;

    OutageLog(Clock clock) {
        this.clock = clock;
        setName(OutageLog.class.getName());
    }

    /** @param swallowed how often it happened since without a line */
    private record Line(Instant told, long swallowed) {}

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (format == null || marker == REDUCED || !level.isGreaterOrEqual(Level.INFO)) {
            return FilterReply.NEUTRAL;
        }
        var message = MessageFormatter.arrayFormat(format, arguments);
        var failure = thrown == null ? message.getThrowable() : thrown;
        if (failure == null) {
            return repeatsItself(logger, level)
                            && !isDue(keyOf(logger, message.getMessage())).isTold()
                    ? FilterReply.DENY
                    : FilterReply.NEUTRAL;
        }
        if (isLeftOver(logger, failure)) {
            return FilterReply.DENY;
        }
        // a full disk is no outage that passes by itself, and its message names the file
        if (!Outages.isCauseOf(failure) || Causes.include(failure, FileSystemException.class)) {
            return FilterReply.NEUTRAL;
        }
        var due = isDue(keyOf(logger, message.getMessage()) + failure.getClass().getName());
        if (due.isTold()) {
            logger.log(
                    REDUCED,
                    OutageLog.class.getName(),
                    Level.toLocationAwareLoggerInteger(level),
                    message.getMessage() + " - " + Causes.inOneLine(failure) + due.more(),
                    null,
                    null);
        }
        return FilterReply.DENY;
    }

    /** Whether something is to be told now, and how often it was not since it was told last. */
    private record Due(boolean isTold, long swallowed) {

        String more() {
            return swallowed == 0 ? "" : " (" + swallowed + " more like it since the last such line)";
        }
    }

    private Due isDue(String key) {
        var now = clock.instant();
        forgetWhatIsOver(now);
        var due = new Due[] {new Due(false, 0)};
        known.compute(key, (same, line) -> {
            if (line == null || Duration.between(line.told(), now).compareTo(BETWEEN_LINES) >= 0) {
                due[0] = new Due(true, line == null ? 0 : line.swallowed());
                return new Line(now, 0);
            }
            return new Line(line.told(), line.swallowed() + 1);
        });
        return due[0];
    }

    private void forgetWhatIsOver(Instant now) {
        if (known.size() > MOST_KNOWN) {
            known.values().removeIf(line -> Duration.between(line.told(), now).compareTo(BETWEEN_LINES) >= 0);
        }
    }

    private static boolean repeatsItself(Logger logger, Level level) {
        var name = logger.getName();
        return name.equals("org.apache.kafka.clients.NetworkClient")
                || (level.isGreaterOrEqual(Level.WARN)
                        && (name.startsWith("org.apache.kafka.") || name.startsWith("org.mongodb.driver.")));
    }

    /** What a broken connection says to a pipeline that has ended already: whoever ended it has told it. */
    private static boolean isLeftOver(Logger logger, Throwable failure) {
        return logger.getName().equals("reactor.core.publisher.Operators")
                && (failure instanceof IOException
                        || failure instanceof AbortedException
                        || failure instanceof TimeoutException);
    }

    /** Nodes, attempts and correlation ids are numbers; the words are the same. */
    private static String keyOf(Logger logger, String message) {
        return logger.getName() + NUMBERS.matcher(message).replaceAll("#");
    }
}
