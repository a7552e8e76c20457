package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.web.importer.Run.Progress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void isNotKnownAtTheFirstLook() {
        var first = Pace.begin(applying(500), NOON);

        assertThat(first.rate()).isNull();
        assertThat(first.minutesLeft()).isNull();
        assertThat(first.news()).isTrue();
    }

    @Test
    void countsWhatWasDoneSinceTheFirstLook() {
        var second = Pace.begin(applying(500), NOON).next(applying(700), NOON.plusSeconds(2));

        assertThat(second.rate()).isEqualTo(100);
        assertThat(second.minutesLeft()).isEqualTo(5);
        assertThat(second.news()).isFalse();
    }

    @Test
    void beginsAnewWithEachStep() {
        var publishing = run("PUBLISHING", new Progress("PUBLISHING", List.of(), 30_700, 30_700, 0));

        var next = Pace.begin(publishing, NOON).next(applying(100), NOON.plusSeconds(5));

        assertThat(next.rate()).isNull();
        assertThat(next.news()).isTrue();
    }

    @Test
    void promisesNoEndOfAReadOfWhichNobodyKnowsTheWhole() {
        var later = Pace.begin(reading(10), NOON).next(reading(30), NOON.plusSeconds(2));

        assertThat(later.rate()).isEqualTo(10);
        assertThat(later.minutesLeft()).isNull();
    }

    private static Run reading(long rows) {
        return run("FETCHING", new Progress("FETCHING", List.of(new Run.Fetched("PERSON", rows, 100)), 0, 0, 0));
    }

    private static Run applying(long applied) {
        return run("APPLYING", new Progress("APPLYING", List.of(), 30_700, 30_700, applied));
    }

    private static Run run(String state, Progress progress) {
        return new Run(
                "1", "FULL", "MANUAL", state, NOON, NOON, null, progress, null, List.of(), null, null, null, null,
                null);
    }
}
