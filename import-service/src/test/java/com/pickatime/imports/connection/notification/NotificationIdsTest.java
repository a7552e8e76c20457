package com.pickatime.imports.connection.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.connection.notification.NotificationIds.Claim;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

@ParameterizedClass
@MethodSource("stores")
class NotificationIdsTest {

    private static final NotificationSettings SETTINGS = new NotificationSettings(
            List.of(), Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofSeconds(30), DataSize.ofKilobytes(64));

    private final MovableClock clock = new MovableClock();

    private final NotificationIds ids;

    NotificationIdsTest(TestStore store) {
        ids = new NotificationIds(TestDatabases.on(store), SETTINGS, clock);
        TestDatabase.createIndexes(ids);
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void givesAnIdToOneOfMany() {
        var claims = Flux.range(0, 64)
                .flatMap(i -> ids.claim("msg_1", "first"), 32)
                .collectList()
                .block(TestDatabase.LIMIT);

        assertThat(claims).filteredOn(Claim.OURS::equals).hasSize(1);
        assertThat(claims).doesNotContain(Claim.USED);
    }

    @Test
    void knowsAnIdThatWasUsed() {
        ids.claim("msg_1", "first").block(TestDatabase.LIMIT);
        ids.used("msg_1").block(TestDatabase.LIMIT);
        clock.advance(Duration.ofDays(1));

        assertThat(ids.claim("msg_1", "first").block(TestDatabase.LIMIT)).isEqualTo(Claim.USED);
    }

    @Test
    void makesAnIdUsableAgainThatCameToNothing() {
        ids.claim("msg_1", "first").block(TestDatabase.LIMIT);
        ids.giveBack("msg_1", "first").block(TestDatabase.LIMIT);

        assertThat(ids.claim("msg_1", "first").block(TestDatabase.LIMIT)).isEqualTo(Claim.OURS);
    }

    @Test
    void neverGivesBackWhatWasUsed() {
        ids.claim("msg_1", "first").block(TestDatabase.LIMIT);
        ids.used("msg_1").block(TestDatabase.LIMIT);
        ids.giveBack("msg_1", "first").block(TestDatabase.LIMIT);

        assertThat(ids.claim("msg_1", "first").block(TestDatabase.LIMIT)).isEqualTo(Claim.USED);
    }

    @Test
    void makesAnIdUsableAgainWhoseProcessDied() {
        ids.claim("msg_1", "first").block(TestDatabase.LIMIT);
        assertThat(ids.claim("msg_1", "first").block(TestDatabase.LIMIT)).isEqualTo(Claim.TAKEN);
        clock.advance(Duration.ofSeconds(31));

        assertThat(ids.claim("msg_1", "first").block(TestDatabase.LIMIT)).isEqualTo(Claim.OURS);
        assertThat(ids.claim("msg_1", "first").block(TestDatabase.LIMIT)).isEqualTo(Claim.TAKEN);
    }

    /** A broker that is away is waited for longer than a claim lasts. */
    @Test
    void leavesAnIdToWhoeverClaimedItSince() {
        ids.claim("msg_1", "first").block(TestDatabase.LIMIT);
        clock.advance(Duration.ofSeconds(31));
        ids.claim("msg_1", "second").block(TestDatabase.LIMIT);

        ids.giveBack("msg_1", "first").block(TestDatabase.LIMIT);

        assertThat(ids.claim("msg_1", "third").block(TestDatabase.LIMIT)).isEqualTo(Claim.TAKEN);
        ids.used("msg_1").block(TestDatabase.LIMIT);
        assertThat(ids.claim("msg_1", "third").block(TestDatabase.LIMIT)).isEqualTo(Claim.USED);
    }
}
