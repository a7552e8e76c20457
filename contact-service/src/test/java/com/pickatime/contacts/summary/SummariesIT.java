package com.pickatime.contacts.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SummariesIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepTheCountOfTheLatestImportWhateverTheOrder(MongoDatabase database) {
        var summaries = new Summaries(database, clock);

        summaries.save(BUSINESS, 3, people(30)).block(LIMIT);
        clock.advance(Duration.ofMinutes(1));
        summaries.save(BUSINESS, 2, people(20)).block(LIMIT);

        assertThat(summaries.last(BUSINESS).block(LIMIT))
                .isEqualTo(new Summaries.Dated(people(30), clock.instant().minus(Duration.ofMinutes(1))));
        summaries.save(BUSINESS, 3, people(31)).block(LIMIT);
        assertThat(summaries.last(BUSINESS).block(LIMIT)).isEqualTo(new Summaries.Dated(people(31), clock.instant()));
        assertThat(summaries.last(new BusinessId("c")).blockOptional(LIMIT)).isEmpty();
    }

    private static RosterSummary people(long people) {
        return new RosterSummary(Map.of("STUDENT", people), people, 1, 2, 3, 4, 5, 6, 0);
    }
}
