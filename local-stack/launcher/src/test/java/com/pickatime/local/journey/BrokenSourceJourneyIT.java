package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.ImportRuns;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A source that loses, mistakes or hides its roster takes nobody away, and one that is asked otherwise tells the same. */
@Order(8)
@ExtendWith(SharedDistrict.class)
class BrokenSourceJourneyIT {

    private static District district;

    @BeforeAll
    static void start(District started) {
        district = started;
        district.stack().simulator().delete("/control/faults");
        assertThat(district.importOnNotification("application.added")
                        .path("state")
                        .asString())
                .isEqualTo("COMPLETED");
    }

    @AfterEach
    void repair() {
        district.stack().simulator().delete("/control/faults");
    }

    static Stream<Map<String, Object>> losses() {
        return Stream.of(
                Map.of("type", "everything-purged"),
                Map.of("type", "people-rekeyed"),
                Map.of("type", "school-not-shared", "sourcedId", "1001"),
                Map.of("type", "teachers-not-shared"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void waitsForSomebodyToApproveThatSoManyAreGone(Map<String, Object> fault) {
        var before = counts();
        district.switchOn(fault);

        var run = run("FULL");

        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("HELD");
        assertThat(run.path("holdReasons")).isNotEmpty();
        assertThat(counts()).isEqualTo(before);
    }

    static Stream<Map<String, Object>> noRosters() {
        return Stream.of(
                Map.of("type", "sign-in-page", "collection", "users"),
                Map.of("type", "redirect", "status", 307),
                Map.of("type", "ignored-offset", "collection", "users"));
    }

    @ParameterizedTest
    @MethodSource("noRosters")
    void saysWhatToDoAboutWhatIsNoRoster(Map<String, Object> fault) {
        var before = counts();
        district.switchOn(fault);

        var run = run("FULL");

        assertThat(run.path("state").asString()).isEqualTo("FAILED");
        assertThat(run.path("failure").path("message").asString()).contains("Nothing was changed");
        assertThat(counts()).isEqualTo(before);
    }

    static Stream<Map<String, Object>> oddities() {
        return Stream.of(
                Map.of("type", "ignored-limit", "rows", 70),
                Map.of("type", "no-counts", "collection", "users"),
                Map.of("type", "forced-gzip"));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void readsTheSameRosterInWhateverPagesItComes(Map<String, Object> fault) {
        district.switchOn(fault);

        var run = run("FULL");

        assertThat(run.path("completion").path("unchanged").asBoolean())
                .as(run.toPrettyString())
                .isTrue();
    }

    @Test
    void bringsAChangeOverWithoutTakingAwayWhatChangesDoNotMention() {
        var student = district.activeContact("STUDENT");
        var before = counts();
        district.switchOn(
                Map.of("type", "person-renamed", "sourcedId", student, "givenName", "Zora", "familyName", "Newname"));
        district.switchOn(Map.of("type", "shrunk-collection", "collection", "enrollments", "percent", 10));

        var delta = run("DELTA");

        assertThat(delta.path("mode").asString()).isEqualTo("DELTA");
        assertThat(delta.path("state").asString()).as(delta.toPrettyString()).isEqualTo("COMPLETED");
        assertThat(delta.path("completion").path("differences").asInt()).isZero();
        assertThat(changes(delta)).containsExactly("PERSON 0 1 0");
        assertThat(district.contacts("/contacts/" + district.contactId(student)).toString())
                .contains("Newname");
        assertThat(counts()).isEqualTo(before);

        district.stack().simulator().delete("/control/faults");
        assertThat(changes(run("FULL"))).containsExactly("PERSON 0 1 0");
    }

    @Test
    void importsADistrictThatSpeaksOneRoster12AndGivesTokens() {
        var business = "tokens-and-roles";
        var server = "http://127.0.0.1:" + district.ports().simulator();
        var imports = district.stack().imports();
        imports.put(
                "/connections/" + business,
                Map.ofEntries(
                        Map.entry("businessName", business),
                        Map.entry("source", "CLASSLINK_DIRECT"),
                        Map.entry("baseUrl", server),
                        Map.entry("authentication", "OAUTH2"),
                        Map.entry("tokenUrl", server + "/oauth2/token"),
                        Map.entry("oneRosterVersion", "V1_2"),
                        Map.entry("consumerKey", "maplewood-key"),
                        Map.entry("consumerSecret", "maplewood-secret"),
                        Map.entry("administrators", List.of(business + "@example.org"))));
        district.switchOn(Map.of("type", "tokens-expire", "afterRequests", 5));

        imports.post("/connections/" + business + "/activation", Map.of());
        var first = imports.post("/businesses/" + business + "/imports", Map.of("mode", "DELTA"))
                .path("importId")
                .asString();
        var run = new ImportRuns(imports, business).follow(first, seen -> {});

        assertThat(run.path("mode").asString()).isEqualTo("FULL");
        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("COMPLETED");
        assertThat(district.stack()
                        .contacts()
                        .get("/businesses/" + business + "/summary")
                        .path("people")
                        .asInt())
                .isEqualTo(district.facts().path("people").asInt());
    }

    /** Without when they were counted. */
    private static String counts() {
        return district.summary().toString().replaceAll("\"countedAt\":\"[^\"]*\"", "");
    }

    private static List<String> changes(JsonNode run) {
        return run.path("plan")
                .path("types")
                .valueStream()
                .map(type ->
                        type.path("type").asString() + " " + type.path("added").asInt() + " "
                                + type.path("updated").asInt() + " "
                                + type.path("removed").asInt())
                .filter(line -> !line.endsWith(" 0 0 0"))
                .toList();
    }

    private static JsonNode run(String mode) {
        var imports = district.stack().imports();
        var asked = imports.post("/businesses/" + District.BUSINESS + "/imports", Map.of("mode", mode));
        return new ImportRuns(imports, District.BUSINESS)
                .follow(asked.path("importId").asString(), seen -> {});
    }
}
