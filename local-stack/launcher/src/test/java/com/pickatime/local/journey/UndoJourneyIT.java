package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.ImportRuns;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A district of thirty schools of which somebody stops to share one, then all teachers; over all services. */
@Tag("slow")
class UndoJourneyIT {

    private static final int STUDENTS = 18_000;
    private static final int SCHOOLS = 30;
    private static final String SCHOOL = "1001";

    @TempDir
    private static Path data;

    private static District district;
    private static String before;

    @BeforeAll
    static void start() {
        district = District.start(data, STUDENTS);
        var first = district.importOnNotification("application.added");
        assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("COMPLETED");
        assertThat(district.facts().path("counts").path("schools").asInt()).isEqualTo(SCHOOLS);
        before = counts();
    }

    @AfterEach
    void repair() {
        district.stack().simulator().delete("/control/faults");
    }

    @AfterAll
    static void stop() {
        district.close();
    }

    @Test
    void holdsTheImportThatLosesASchoolRemovesItWhenApprovedAndPutsItBack() {
        district.switchOn(Map.of("type", "school-not-shared", "sourcedId", SCHOOL));
        var offsets = RosterTopic.endOffsets(district.ports());

        var held = run(imports("", Map.of("mode", "FULL")));
        assertThat(held.path("state").asString()).isEqualTo("HELD");
        assertThat(held.path("holdReasons").toString())
                .containsPattern("of its [\\d,]+ people would be left|would be removed");
        assertThat(RosterTopic.endOffsets(district.ports())).isEqualTo(offsets);
        assertThat(counts()).isEqualTo(before);

        var applied = run(imports(
                "/" + id(held) + "/approval",
                Map.of("planDigest", held.path("plan").path("planDigest").asString())));
        assertThat(applied.path("state").asString()).as(applied.toString()).isEqualTo("COMPLETED");
        assertThat(applied.path("completion").path("differences").asInt()).isZero();
        assertThat(counts()).isNotEqualTo(before);

        var undone = run(imports("/" + id(applied) + "/undo", Map.of("mode", "FULL")));
        assertThat(undone.path("state").asString()).as(undone.toString()).isEqualTo("COMPLETED");
        assertThat(undone.path("completion").path("differences").asInt()).isZero();
        assertThat(counts()).isEqualTo(before);

        district.stack().simulator().delete("/control/faults");
        var asBefore = run(imports("", Map.of("mode", "DRY_RUN")));
        assertThat(asBefore.path("plan").path("changes").asInt())
                .as("what is stored is what the source had, by its digest")
                .isZero();
    }

    @Test
    void holdsTheImportThatLosesAllTeachers() {
        district.switchOn(Map.of("type", "teachers-not-shared"));

        var run = run(imports("", Map.of("mode", "FULL")));

        assertThat(run.path("state").asString()).isEqualTo("HELD");
        assertThat(run.path("holdReasons").toString()).contains("The roster has no teachers any more");
        assertThat(counts()).isEqualTo(before);
    }

    private static String imports(String path, Map<String, String> body) {
        return district.stack()
                .imports()
                .post("/businesses/" + District.BUSINESS + "/imports" + path, body)
                .path("importId")
                .asString();
    }

    private static JsonNode run(String importId) {
        return new ImportRuns(district.stack().imports(), District.BUSINESS).follow(importId, seen -> {});
    }

    private static String id(JsonNode run) {
        return run.path("importId").asString();
    }

    /** Without when they were counted. */
    private static String counts() {
        return district.summary().toString().replaceAll("\"countedAt\":\"[^\"]*\"", "");
    }
}
