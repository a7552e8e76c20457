package com.pickatime.contacts.links;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

class SupportCodesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BusinessId OAK = new BusinessId("oak");

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areFoundAsSomebodyWroteThemDownUntilTheyEnd(MongoDatabase database) {
        var codes = new SupportCodes(database, clock);
        codes.createIndexes().block(LIMIT);
        var reason = new SupportCodes.Reason(
                clock.instant(),
                Cause.LOCKED,
                new ContactId("p"),
                new ContactId("s"),
                Budget.VALUE,
                clock.instant().plusSeconds(9));
        codes.keep(OAK, "01ABC-1DE0F", reason).block(LIMIT);
        codes.keep(
                        OAK,
                        "ZZZZZ-ZZZZZ",
                        new SupportCodes.Reason(
                                clock.instant(),
                                Cause.UNKNOWN_STUDENT,
                                new ContactId("p"),
                                null,
                                null,
                                clock.instant()))
                .block(LIMIT);

        for (var written : List.of("01ABC-1DE0F", "01abc1de0f", "oLAbc - ldEOf")) {
            assertThat(codes.find(OAK, written).block(LIMIT)).as(written).isEqualTo(reason);
        }
        assertThat(codes.find(new BusinessId("elm"), "01ABC-1DE0F").blockOptional(LIMIT))
                .as("another business")
                .isEmpty();
        assertThat(codes.find(OAK, "01ABC-1DE0G").blockOptional(LIMIT)).isEmpty();
        clock.advance(SupportCodes.KEPT.minusMillis(1));
        assertThat(codes.find(OAK, "01ABC-1DE0F").blockOptional(LIMIT)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(codes.find(OAK, "01ABC-1DE0F").blockOptional(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areOfOneLengthAndNoTwoTheSame(MongoDatabase database) {
        var codes = new SupportCodes(database, clock);

        var some = new HashSet<>(Objects.requireNonNull(Flux.range(0, 10_000)
                .concatMap(i -> codes.fresh())
                .collectList()
                .block(LIMIT)));

        assertThat(some).hasSize(10_000).allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"));
    }
}
