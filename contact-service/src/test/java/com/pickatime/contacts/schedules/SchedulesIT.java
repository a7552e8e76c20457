package com.pickatime.contacts.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.schedules.Schedule.Counts;
import com.pickatime.contacts.schedules.Schedule.Crashes;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Imports, adoptions, clearings, links and edits in any order, each cut off anywhere, end as the {@link ReferenceModel} says.
 *
 * <p>A schedule is its seed: {@code -Dschedules.seed=} does one again.
 */
class SchedulesIT {

    /** What died says so at each try. */
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("com.pickatime");

    private static final @Nullable Long SEED = Long.getLong("schedules.seed");
    private static final long FIRST = SEED == null ? 1 : SEED;

    /** A schedule waits for the store most of the time. */
    private static final int WORKERS = 4;

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(Level.INFO);
    }

    static List<TestStore> stores() {
        return TestStore.all().toList();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void endAsTheModelWhereverTheyAreCutOff(TestStore store) {
        run(store, FIRST, SEED == null ? 10 : 1, Crashes.SOME);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void endAsTheModelCutOffAfterEachWrite(TestStore store) {
        run(store, FIRST, Long.getLong("schedules.each", 1), Crashes.ALL);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("stores")
    void thousandsEndAsTheModel(TestStore store) {
        run(store, FIRST, Long.getLong("schedules", 5_000), Crashes.SOME);
        run(store, FIRST, 20, Crashes.ALL);
    }

    private static void run(TestStore store, long first, long some, Crashes crashes) {
        var counts = new Counts();
        var begin = Instant.now();
        var seeds = new AtomicLong(first);
        var failed = new ConcurrentSkipListMap<Long, Throwable>();
        var workers = IntStream.range(0, WORKERS)
                .mapToObj(worker -> CompletableFuture.runAsync(
                        () -> {
                            var database = TestDatabases.on(store);
                            World.of(database, new BusinessId("schedule"))
                                    .lasting()
                                    .clearing()
                                    .createIndexes();
                            for (long seed = seeds.getAndIncrement();
                                    seed < first + some && failed.isEmpty();
                                    seed = seeds.getAndIncrement()) {
                                var failure = run(database, seed, crashes, counts);
                                if (failure != null) {
                                    failed.put(seed, failure);
                                }
                            }
                        },
                        task -> new Thread(task, "schedules").start()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(workers).join();
        System.out.printf(
                "%d schedules from seed %d on, crashes %s, on %s: %s%n  operations %s%n  refused %s%n  crashes %s%n",
                some,
                first,
                crashes,
                store,
                Duration.between(begin, Instant.now()),
                counts.operations,
                counts.refused,
                counts.crashes);
        failed.values().stream().findFirst().ifPresent(failure -> fail(failure.getMessage(), failure.getCause()));
        assertThat(counts.crashes).isNotEmpty();
    }

    /** Null for none. */
    private static @Nullable Throwable run(MongoDatabase database, long seed, Crashes crashes, Counts counts) {
        var world = World.of(database, new BusinessId("schedule-" + seed));
        world.clear();
        var schedule = new Schedule(world, seed, crashes, counts);
        try {
            schedule.run();
            return null;
        } catch (RuntimeException | AssertionError e) {
            return new AssertionError(
                    "seed %d, crashes %s:%n%s%n%s"
                            .formatted(
                                    seed, crashes, String.join(System.lineSeparator(), schedule.log()), e.getMessage()),
                    e);
        }
    }
}
