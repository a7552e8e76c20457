package com.pickatime.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportReportTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final ImportReport report = new ImportReport(out);

    @Test
    void alignsTheNumbersOfAPlan() {
        report.plan(json("""
                {"plan": {"types": [
                  {"type": "PERSON", "added": 1234, "updated": 0, "removed": 5, "unchanged": 6, "refused": 7},
                  {"type": "ORG", "added": 1, "updated": 0, "removed": 0, "unchanged": 0, "refused": 0}],
                 "warnings": [{"code": "X", "count": 42, "message": "Look here."}]}}
                """));

        assertThat(shown().lines())
                .containsExactly(
                        "                         added  updated  removed  unchanged  refused",
                        "  People                 1,234        0        5          6        7",
                        "  Schools and districts      1        0        0          0        0",
                        "  Note (42): Look here.");
    }

    @Test
    void saysThatNothingChanged() {
        report.outcome(json("""
                {"state": "COMPLETED", "completion": {"unchanged": true, "applied": 0, "differences": 0}}
                """));

        assertThat(shown()).contains("Unchanged").contains("0 differences").doesNotContain("ClassLink");
    }

    @Test
    void saysWhyAnImportIsHeld() {
        report.outcome(json("""
                {"state": "HELD", "holdReasons": ["600 of 1,000 people would be removed"]}
                """));

        assertThat(shown()).contains("600 of 1,000 people would be removed");
    }

    @Test
    void saysOfADryRunWhetherItWouldBeHeld() {
        report.outcome(json("""
                {"state": "PLANNED", "holdReasons": ["40 of 100 students would be removed"]}
                """));
        report.outcome(json("""
                {"state": "PLANNED", "holdReasons": []}
                """));

        assertThat(shown().lines())
                .containsExactly(
                        "  Dry run: nothing was changed",
                        "  It would be held:",
                        "    40 of 100 students would be removed",
                        "  Dry run: nothing was changed");
    }

    @Test
    void doesNotBlameTheBrakeWhereSomethingIsToBeDecided() {
        report.outcome(json("""
                {"state": "HELD", "holdCause": "EXISTING_CONTACTS", "holdReasons": ["3 students were made there"]}
                """));

        assertThat(shown()).contains("Held until you decide", "3 students").doesNotContain("brake");
    }

    @Test
    void saysWhyAnImportFailed() {
        report.outcome(json("""
                {"state": "FAILED", "failure": {"code": "X", "message": "Ask the district."}}
                """));

        assertThat(shown()).contains("Ask the district.");
    }

    @Test
    void saysWhyAnImportWasCalledOffIfThereIsAReason() {
        report.outcome(json("""
                {"state": "CANCELLED", "failure": {"code": "X", "message": "The connection was paused."}}
                """));
        report.outcome(json("""
                {"state": "CANCELLED"}
                """));

        assertThat(shown().lines()).containsExactly("  Called off: The connection was paused.", "  Called off");
    }

    @Test
    void addsAllKindsOfParentsUp() {
        report.contacts(json("""
                {"people": 10, "contactsByRole": {"PARENT": 1, "GUARDIAN": 2, "RELATIVE": 3, "STUDENT": 4}}
                """));

        assertThat(shown()).containsPattern("parents +6").containsPattern("students +4");
    }

    @Test
    void showsTheFirstRefusedRowsOnly() {
        report.refusals(json("""
                        {"total": 3, "rows": [
                          {"type": "PERSON", "position": "users.csv:7", "field": "role", "reason": "is not known"},
                          {"type": "PERSON", "position": "users.csv:9", "field": "role", "reason": "is not known"}]}
                        """), 1);

        assertThat(shown())
                .contains("users.csv:7")
                .doesNotContain("users.csv:9")
                .contains("2 more");
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
