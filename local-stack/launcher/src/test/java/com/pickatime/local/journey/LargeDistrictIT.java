package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A district of a million people, from ClassLink's pages to the contacts, and once more without a change. */
@Tag("slow")
class LargeDistrictIT {

    private static final int STUDENTS = 476_200;

    @TempDir
    private Path data;

    @Test
    void aMillionPeopleArriveAndComingAgainCostNothing() {
        try (var district = District.start(data, STUDENTS)) {
            var began = Instant.now();

            var first = district.importOnNotification("application.added");

            assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("COMPLETED");
            assertThat(first.path("completion").path("differences").asInt()).isZero();
            assertThat(district.summary().path("people").asInt()).isGreaterThanOrEqualTo(1_000_000);
            report("first", first, began);

            var before = RosterTopic.endOffsets(district.ports());
            began = Instant.now();
            var again = district.importOnNotification("roster.changed");

            assertThat(again.path("completion").path("unchanged").asBoolean())
                    .as(again.toString())
                    .isTrue();
            assertThat(RosterTopic.endOffsets(district.ports())).isEqualTo(before);
            report("again", again, began);
        }
    }

    private static void report(String which, JsonNode run, Instant began) {
        long seconds = Math.max(1, Duration.between(began, Instant.now()).toSeconds());
        long published = run.path("progress").path("published").asLong();
        System.out.printf(
                "SPEED large district, %s: %,d s, %,d records, %,d records/s, heap %,d MB%n",
                which,
                seconds,
                published,
                published / seconds,
                Runtime.getRuntime().totalMemory() / 1_000_000);
    }
}
