package com.pickatime.contacts.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.schedules.Schedule.Counts;
import com.pickatime.contacts.schedules.Schedule.Crashes;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Imports, adoptions, clearings, links and edits in any order, each cut off anywhere, end as the {@link ReferenceModel} says.
 *
 * <p>A schedule is its seed: {@code -Dschedules.seed=} does one again, {@code -Dschedules=} so many from there on.
 */
class SchedulesIT {

    /** What died says so at each try. */
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("com.pickatime");

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(Level.INFO);
    }

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void endAsTheModelWhereverTheyAreCutOff(MongoDatabase database) {
        long first = Long.getLong("schedules.seed", 1);
        long some = Long.getLong("schedules", Long.getLong("schedules.seed") == null ? 120 : 1);
        run(database, first, some, Crashes.SOME);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void endAsTheModelCutOffAfterEachWrite(MongoDatabase database) {
        run(database, Long.getLong("schedules.seed", 1), Long.getLong("schedules.each", 3), Crashes.ALL);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("databases")
    void thousandsEndAsTheModel(MongoDatabase database) {
        run(database, 1, Long.getLong("schedules", 5_000), Crashes.SOME);
        run(database, 1, 100, Crashes.ALL);
    }

    private static void run(MongoDatabase database, long first, long some, Crashes crashes) {
        var counts = new Counts();
        var begin = Instant.now();
        World.of(database, new BusinessId("schedule")).lasting().clearing().createIndexes();
        LongStream.range(first, first + some).forEach(seed -> {
            var world = World.of(database, new BusinessId("schedule-" + seed));
            world.clear();
            var schedule = new Schedule(world, seed, crashes, counts);
            try {
                schedule.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed %d, crashes %s:%n%s".formatted(seed, crashes, String.join("\n", schedule.log())), e);
            }
        });
        System.out.printf(
                "%d schedules from seed %d on, crashes %s: %s%n  operations %s%n  refused %s%n  crashes %s%n",
                some,
                first,
                crashes,
                Duration.between(begin, Instant.now()),
                counts.operations,
                counts.refused,
                counts.crashes);
        assertThat(counts.crashes).isNotEmpty();
    }
}
