package com.pickatime.contacts.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.Projection;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("stores")
class RecountIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RosterSummary WRONG = new RosterSummary(Map.of("STUDENT", 7L), 7, 0, 0, 0, 0, 0, 0, 0);
    private static final RosterSummary RIGHT = new RosterSummary(Map.of(), 0, 0, 0, 0, 0, 0, 0, 0);

    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database;
    private final Summaries summaries;

    RecountIT(TestStore store) {
        this.database = TestDatabases.on(store);
        this.summaries = instance();
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @BeforeEach
    void changedByHand() {
        summaries.save(BUSINESS, 3, WRONG).block(LIMIT);
        summaries.outdate(BUSINESS).block(LIMIT);
    }

    @Test
    void countsOnce() {
        recount();
        assertThat(counted()).isEqualTo(RIGHT);

        summaries.save(BUSINESS, 3, WRONG).block(LIMIT);
        recount();
        assertThat(counted()).as("as nobody noted a change").isEqualTo(WRONG);
    }

    @Test
    void countsWhatAnInstanceHadTakenOnThatDied() {
        summaries.outdated().concatMap(instance()::claim).blockLast(LIMIT);
        recount();
        assertThat(counted()).as("while the one that died may be counting").isEqualTo(WRONG);

        clock.advance(Duration.ofMinutes(10));
        recount();

        assertThat(counted()).isEqualTo(RIGHT);
    }

    @Test
    void countsAgainWhatChangedWhileItWasCounted() {
        var counting = instance();
        var mine = Objects.requireNonNull(
                counting.outdated().concatMap(counting::claim).blockFirst(LIMIT));
        summaries.outdate(BUSINESS).block(LIMIT);
        counting.counted(mine).then(counting.release(mine)).block(LIMIT);

        recount();

        assertThat(counted()).isEqualTo(RIGHT);
    }

    @Test
    void countsAtOnceWhatAnInstanceGaveBack() {
        var stopped = instance();
        stopped.outdated()
                .concatMap(outdated -> stopped.claim(outdated).flatMap(stopped::release))
                .blockLast(LIMIT);

        recount();

        assertThat(counted()).isEqualTo(RIGHT);
    }

    private void recount() {
        new Recount(instance(), new RosterCounter(database, Projection.CURRENT), new Standstill(clock))
                .recount()
                .block(LIMIT);
    }

    private RosterSummary counted() {
        return Objects.requireNonNull(summaries.last(BUSINESS).block(LIMIT)).summary();
    }

    private Summaries instance() {
        return new Summaries(database, clock);
    }
}
