package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.web.importer.Run.Plan;
import com.pickatime.web.importer.Run.Progress;
import com.pickatime.web.importer.Run.TypeLine;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void drawsTheLatestTwentyThatWereCarriedOutWithTheOldestFirst() {
        var runs = IntStream.range(0, 30)
                .mapToObj(at -> run("run-" + at, at == 3 ? "FAILED" : "COMPLETED", at == 4 ? "DRY_RUN" : "FULL", 1, 1))
                .toList();

        assertThat(Chart.of(runs).bars())
                .hasSize(20)
                .extracting(bar -> bar.run().importId())
                .startsWith("run-21")
                .endsWith("run-5", "run-2", "run-1", "run-0");
    }

    @Test
    void fitsTheLargestIntoTheDrawingAndKeepsTheSmallestInSight() {
        var chart = Chart.of(List.of(
                run("small", "COMPLETED", "FULL", 100, 0),
                run("tiny", "COMPLETED", "FULL", 1, 0),
                run("large", "COMPLETED", "FULL", 9_000, 1_000)));

        assertThat(chart.mostChanges()).isEqualTo(10_000);
        var large = chart.bars().get(0);
        assertThat(large.parts()).extracting(Chart.Part::kind).containsExactly("added", "removed");
        assertThat(large.parts().get(0).height()).isEqualTo(90);
        assertThat(large.parts().get(1).y()).isZero();
        assertThat(chart.bars().get(2).parts())
                .singleElement()
                .extracting(Chart.Part::height)
                .isEqualTo(10d);
        var tiny = chart.bars().get(1);
        assertThat(tiny.parts()).singleElement().satisfies(part -> {
            assertThat(part.height()).isEqualTo(2);
            assertThat(part.y()).isEqualTo(98);
        });
    }

    @Test
    void isNotDrawnOfOneImport() {
        assertThat(Chart.of(List.of(run("one", "COMPLETED", "FULL", 1, 1))).isDrawn())
                .isFalse();
        assertThat(Chart.of(List.of()).isDrawn()).isFalse();
    }

    private static Run run(String id, String state, String mode, long added, long removed) {
        return new Run(
                id,
                mode,
                "MANUAL",
                state,
                NOON,
                NOON,
                NOON.plusSeconds(30),
                new Progress("APPLYING", List.of(), 0, 0, 0),
                new Plan("d", added + removed, List.of(new TypeLine("PERSON", added, 0, removed, 0, 0, 0)), List.of()),
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }
}
