package com.pickatime.conferences.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.conferences.checks.Checks.Check;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ChecksIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BusinessId OAK = new BusinessId("oak");
    private static final ImportId IMPORT = new ImportId("i1");
    private static final Duration A_BIT = Duration.ofMillis(1);

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    private Checks instance(MongoDatabase database) {
        var checks = new Checks(database, clock);
        checks.createIndexes().block(LIMIT);
        return checks;
    }

    private static List<Check> due(Checks checks) {
        return Objects.requireNonNull(checks.due(9).collectList().block(LIMIT));
    }

    private static void look(Checks checks) {
        due(checks).forEach(check -> checks.during(check, Mono.empty()).block(LIMIT));
    }

    private void isDueAgainAfter(Checks checks, Duration later) {
        assertThat(due(checks)).isEmpty();
        clock.advance(later.minus(A_BIT));
        assertThat(due(checks)).isEmpty();
        clock.advance(A_BIT);
        assertThat(due(checks)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areDoneTwiceAndThenEveryDay(MongoDatabase database) {
        var checks = instance(database);
        assertThat(due(checks)).isEmpty();

        checks.ask(OAK).block(LIMIT);
        look(checks);
        isDueAgainAfter(checks, Checks.SECOND_LOOK);
        look(checks);
        isDueAgainAfter(checks, Checks.REGULAR_LOOK);
        look(checks);
        isDueAgainAfter(checks, Checks.REGULAR_LOOK);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void loseNothingThatIsAskedForMeanwhile(MongoDatabase database) {
        var checks = instance(database);
        checks.ask(OAK).block(LIMIT);

        var first = due(checks).get(0);
        checks.during(first, checks.askAll(OAK)).block(LIMIT);

        assertThat(due(checks)).singleElement().satisfies(again -> {
            assertThat(again.all()).isTrue();
            assertThat(again.looks()).isEqualTo(2);
        });
        look(checks);
        clock.advance(Checks.SECOND_LOOK);
        assertThat(due(checks)).singleElement().extracting(Check::all).isEqualTo(false);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areDoneByOneInstanceAtATimeAndByAnotherOnceItDied(MongoDatabase database) {
        var one = instance(database);
        var other = instance(database);
        one.ask(OAK).block(LIMIT);
        var check = due(one).get(0);

        one.during(
                        check,
                        Mono.defer(() -> {
                                    assertThat(Objects.requireNonNull(other.alone(OAK, Mono.empty())
                                                    .block(LIMIT)))
                                            .isFalse();
                                    return Mono.<Void>empty();
                                })
                                .subscribeOn(Schedulers.boundedElastic()))
                .block(LIMIT);
        assertThat(other.alone(OAK, Mono.empty()).block(LIMIT)).isTrue();

        clock.advance(Checks.SECOND_LOOK);
        var dying = one.during(check, Mono.never()).subscribe();
        await().atMost(LIMIT).until(() -> due(other).isEmpty());
        dying.dispose();
        clock.advance(Duration.ofSeconds(31));
        assertThat(due(other)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areDueAgainWhereTheyFailed(MongoDatabase database) {
        var checks = instance(database);
        checks.ask(OAK, IMPORT).block(LIMIT);

        assertThatThrownBy(() -> checks.during(due(checks).get(0), Mono.error(new IllegalStateException("away")))
                        .block(LIMIT))
                .hasMessage("away");

        assertThat(checks.isChecked(OAK, IMPORT).block(LIMIT)).isFalse();
        assertThat(due(checks)).hasSize(1);
        look(checks);
        assertThat(checks.isChecked(OAK, IMPORT).block(LIMIT)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void rememberTheLatestImports(MongoDatabase database) {
        var checks = instance(database);
        checks.nothingChanged(OAK, IMPORT).block(LIMIT);
        assertThat(due(checks)).isEmpty();
        assertThat(checks.isChecked(OAK, IMPORT).block(LIMIT)).isTrue();
        assertThat(checks.isChecked(new BusinessId("elm"), IMPORT).block(LIMIT)).isFalse();

        IntStream.range(0, 100)
                .forEach(number -> checks.nothingChanged(OAK, new ImportId("later" + number))
                        .block(LIMIT));
        assertThat(checks.isChecked(OAK, IMPORT).block(LIMIT)).isFalse();
        assertThat(checks.isChecked(OAK, new ImportId("later0")).block(LIMIT)).isTrue();
    }
}
