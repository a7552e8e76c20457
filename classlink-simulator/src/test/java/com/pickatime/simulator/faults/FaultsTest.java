package com.pickatime.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.district.Edits;
import com.pickatime.simulator.tables.Collection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final Faults faults = new Faults(Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void findsWhatIsSwitchedOn() {
        faults.switchOn(new Fault.ClampedLimit(50));

        assertThat(faults.find(Fault.ClampedLimit.class)).contains(new Fault.ClampedLimit(50));
        assertThat(faults.find(Fault.TenantDisabled.class)).isEmpty();
    }

    @Test
    void prefersTheLatest() {
        faults.switchOn(new Fault.ClampedLimit(50));
        faults.switchOn(new Fault.ClampedLimit(10));

        assertThat(faults.find(Fault.ClampedLimit.class)).contains(new Fault.ClampedLimit(10));
    }

    @Test
    void keepsCollectionsApart() {
        faults.switchOn(new Fault.IgnoredOffset(Collection.USERS));

        assertThat(faults.find(Fault.IgnoredOffset.class, Collection.USERS)).isPresent();
        assertThat(faults.find(Fault.IgnoredOffset.class, Collection.ORGS)).isEmpty();
    }

    @Test
    void usesUpCountedFaults() {
        faults.switchOn(new Fault.BrokenBody(Collection.USERS, 2));

        assertThat(faults.take(Fault.BrokenBody.class, Collection.ORGS)).isEmpty();
        assertThat(faults.take(Fault.BrokenBody.class, Collection.USERS)).isPresent();
        assertThat(faults.active()).hasSize(1);
        assertThat(faults.take(Fault.BrokenBody.class, Collection.USERS)).isPresent();
        assertThat(faults.take(Fault.BrokenBody.class, Collection.USERS)).isEmpty();
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void meetsExactlyAsManyRequestsAsItIsMeantTo() throws Exception {
        faults.switchOn(new Fault.BrokenBody(Collection.USERS, 100));
        var threads = Executors.newFixedThreadPool(4);
        Callable<Long> greedy = () -> IntStream.range(0, 1000)
                .filter(request ->
                        faults.take(Fault.BrokenBody.class, Collection.USERS).isPresent())
                .count();

        var met = 0L;
        for (var result : threads.invokeAll(List.of(greedy, greedy, greedy, greedy))) {
            met += result.get();
        }
        threads.shutdownNow();
        assertThat(met).isEqualTo(100);
    }

    @Test
    void switchesOffById() {
        var first = faults.switchOn(new Fault.ClampedLimit(50));
        var second = faults.switchOn(new Fault.SlowPages(5));

        assertThat(faults.switchOff(first.id())).isTrue();
        assertThat(faults.switchOff(first.id())).isFalse();
        assertThat(faults.active()).containsExactly(second);
    }

    @Test
    void changesTheRevisionWithTheRoster() {
        var before = faults.revisionOfNextPage();
        var empty = faults.switchOn(new Fault.EmptyCollection(Collection.USERS));
        var during = faults.revisionOfNextPage();
        faults.switchOff(empty.id());

        assertThat(during).isGreaterThan(before);
        assertThat(faults.revisionOfNextPage()).isGreaterThan(during);
    }

    @Test
    void keepsTheRevisionWhenOnlyTheServerMisbehaves() {
        var before = faults.revisionOfNextPage();
        faults.switchOn(new Fault.SlowPages(5));
        faults.switchAllOff();

        assertThat(faults.revisionOfNextPage()).isEqualTo(before);
    }

    @Test
    void changesTheRevisionInTheMiddleOfAPull() {
        var before = faults.revisionOfNextPage();
        faults.switchOn(new Fault.RevisionChange(2));

        assertThat(new long[] {
                    faults.revisionOfNextPage(),
                    faults.revisionOfNextPage(),
                    faults.revisionOfNextPage(),
                    faults.revisionOfNextPage()
                })
                .containsExactly(before, before, before + 1, before + 1);
    }

    @Test
    void undoesEditsThatAreSwitchedOff() {
        faults.switchOn(new Fault.PersonRemoved("1000001"));
        assertThat(faults.edits().byPerson()).containsKey("1000001");

        faults.switchAllOff();
        assertThat(faults.edits()).isEqualTo(Edits.NONE);
    }
}
