package com.pickatime.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ImportProgressViewTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void printsALineForEachTenthWhereThereIsNoTerminal() {
        try (var view = new ImportProgressView(out, false)) {
            for (int published = 0; published <= 1000; published++) {
                show(view, "PUBLISHING", published, 1000);
            }
        }

        assertThat(shown().lines()).hasSize(11).last().asString().contains("Publishing: 1,000 of 1,000 records");
    }

    @Test
    void namesEachPhase() {
        try (var view = new ImportProgressView(out, false)) {
            show(view, "QUEUED", 0, 0);
            show(view, "WAITING_FOR_CONTACT_SERVICE", 0, 0);
            show(view, "COMPARING", 0, 0);
        }

        assertThat(shown().lines())
                .containsExactly("  Queued", "  Waiting for the contact service", "  Comparing with what is held");
    }

    @Test
    void drawsBarsOnATerminal() {
        try (var view = new ImportProgressView(out, true)) {
            show(view, "PUBLISHING", 500, 1000);
            show(view, "PUBLISHING", 1000, 1000);
        }

        assertThat(shown()).contains("Publishing").contains("100%").contains("1000/1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50, 80, 0})
    void drawsNoBarWiderThanTheTerminal(int columns) {
        try (var view = new ImportProgressView(out, true, columns)) {
            show(view, "PUBLISHING", 500, 1000);
            show(view, "PUBLISHING", 1000, 1000);
        }

        assertThat(shown().replaceAll("\\u001b\\[[0-9;]*[A-Za-z]", "").split("[\\r\\n]+"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(columns == 0 ? 80 : columns));
        assertThat(shown()).contains("Publishing");
    }

    @Test
    void showsOneCollectionAfterTheOther() {
        try (var view = new ImportProgressView(out, false)) {
            fetched(view, "{'type': 'ORG', 'rows': 2, 'total': 2}");
            fetched(view, "{'type': 'ORG', 'rows': 2, 'total': 2}, {'type': 'PERSON', 'rows': 500, 'total': 1000}");
            fetched(view, "{'type': 'ORG', 'rows': 2, 'total': 2}, {'type': 'PERSON', 'rows': 1000, 'total': 1000}");
        }

        assertThat(shown().lines())
                .containsExactly(
                        "  Fetching schools and districts: 2 of 2 rows",
                        "  Fetching people: 500 of 1,000 rows",
                        "  Fetching people: 1,000 of 1,000 rows");
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static void show(ImportProgressView view, String step, long published, long toPublish) {
        view.show(JsonMapper.shared().readTree("""
                        {"progress": {"step": "%s", "fetched": [], "published": %d, "toPublish": %d, "applied": 0}}
                        """.formatted(step, published, toPublish)));
    }

    private static void fetched(ImportProgressView view, String collections) {
        view.show(JsonMapper.shared()
                .readTree("{\"progress\": {\"step\": \"FETCHING\", \"fetched\": [%s]}}"
                        .formatted(collections.replace('\'', '"'))));
    }
}
