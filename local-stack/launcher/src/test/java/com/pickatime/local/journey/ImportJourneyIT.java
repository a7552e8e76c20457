package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** One district's first weeks, step after step on the same stack: each test begins where the one before ended. */
@Order(1)
@ExtendWith(SharedDistrict.class)
@SharedDistrict.OnANewStack
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportJourneyIT {

    private static final int STUDENTS = SharedDistrict.STUDENTS;

    private static District district;

    @BeforeAll
    static void start(District started) {
        district = started;
    }

    @Test
    @Order(1)
    void theFirstNotificationBringsTheWholeDistrictButBirthDatesThatAreNotShared() {
        district.switchOn(Map.of("type", "demographics-not-shared", "appearance", "forbidden"));

        var run = district.importOnNotification("application.added");

        assertCompleted(run);
        assertThat(warnings(run)).contains("DEMOGRAPHICS_NOT_SHARED");
        var facts = district.facts();
        var summary = district.summary();
        assertThat(summary.path("people").asInt())
                .isEqualTo(facts.path("people").asInt());
        assertThat(summary.path("relationships").asInt())
                .isEqualTo(facts.path("relationships").asInt());
        assertThat(summary.path("studentsWithoutBirthDate").asInt()).isEqualTo(STUDENTS);
        assertThat(summary.path("duplicateContacts").asInt()).isZero();
    }

    @Test
    @Order(2)
    void theAdministratorIsMailedWhatToClick() {
        var mail = district.mailAbout(latest());

        assertThat(mail.path("recipients").toString()).contains("administrator@");
        assertThat(mail.path("text").asString())
                .contains("0 differences")
                .contains("Enable Demographics")
                .contains(STUDENTS + " students");
        assertThat(mail.path("html").asString()).contains("0 differences");
    }

    @Test
    @Order(3)
    void importingAgainAfterTheSwitchFillsTheBirthDatesIn() {
        district.stack().simulator().delete("/control/faults");

        var run = district.importOnNotification("roster.changed");

        assertCompleted(run);
        assertThat(district.summary().path("studentsWithoutBirthDate").asInt())
                .isEqualTo(district.facts().path("studentsWithoutBirthDate").asInt())
                .isLessThan(STUDENTS);
        assertThat(type(run, "PERSON").path("added").asInt()).isZero();
    }

    @Test
    @Order(4)
    void anUnchangedDistrictCostsNoEventAndAMailThatSaysSo() {
        var before = RosterTopic.endOffsets(district.ports());

        var run = district.importOnNotification("roster.changed");

        assertThat(run.path("completion").path("unchanged").asBoolean()).isTrue();
        assertThat(RosterTopic.endOffsets(district.ports())).isEqualTo(before);
        assertThat(district.mailAbout(run).path("subject").asString()).contains("nothing changed");
    }

    @Test
    @Order(5)
    void aLostPermissionNeverTakesKnownBirthDatesAway() {
        var known = district.summary().path("studentsWithoutBirthDate").asInt();
        district.switchOn(Map.of("type", "demographics-not-shared", "appearance", "blank-birth-dates"));

        assertCompleted(district.importOnNotification("roster.changed"));

        assertThat(district.summary().path("studentsWithoutBirthDate").asInt()).isEqualTo(known);
    }

    @Test
    @Order(6)
    void aPersonWhoLeavesBecomesInactiveAndLosesTheRelationships() {
        var parent =
                district.contacts("/contacts?role=PARENT&limit=1").path("items").path(0);
        var sourceId = parent.path("sourceId").asString();
        var before = district.summary();
        district.switchOn(Map.of("type", "person-removed", "sourcedId", sourceId));

        assertCompleted(district.importOnNotification("roster.changed"));

        assertThat(district.summary().path("people").asInt())
                .isEqualTo(before.path("people").asInt() - 1);
        assertThat(district.summary().path("inactive").asInt()).isEqualTo(1);
        assertThat(district.summary().path("relationships").asInt())
                .isEqualTo(district.facts().path("relationships").asInt());
    }

    @Test
    @Order(7)
    void anEmptyCollectionIsHeldAndChangesNothing() {
        var before = district.summary();
        district.switchOn(Map.of("type", "empty-collection", "collection", "enrollments"));

        var run = district.importOnNotification("roster.changed");

        assertThat(run.path("state").asString()).isIn("HELD", "FAILED");
        assertThat(district.summary()).isEqualTo(before);
    }

    @Test
    @Order(8)
    void aRosterWhoseOrderShiftsBetweenPagesTakesNobodyAway() {
        district.stack().simulator().delete("/control/faults");
        assertCompleted(district.importOnNotification("roster.changed"));
        var before = district.summary();

        district.switchOn(Map.of("type", "shifting-order", "collection", "users"));
        district.importOnNotification("roster.changed");

        assertThat(district.summary()).isEqualTo(before);
    }

    @Test
    @Order(9)
    void aShortPageInTheMiddleOfAnUncountedCollectionTakesNobodyAway() {
        district.stack().simulator().delete("/control/faults");
        var before = district.summary();

        district.switchOn(Map.of("type", "link-only", "collection", "users"));
        district.switchOn(Map.of("type", "short-page", "collection", "users", "page", 3, "rows", 40));
        assertCompleted(district.importOnNotification("roster.changed"));

        assertThat(district.summary()).isEqualTo(before);
    }

    @Test
    @Order(10)
    void nobodyWhoWatchesTheTopicReadsABirthDateOrAnAddress() {
        var bytes = RosterTopic.everything(district.ports());

        assertThat(bytes).hasSizeGreaterThan(100);
        assertThat(bytes)
                .noneMatch(value -> value.matches(
                        "(?s).*(@example\\.org|(19|20)\\d\\d-[01]\\d-[0-3]\\d|[01]\\d/[0-3]\\d/(19|20)\\d\\d).*"));
    }

    private static void assertCompleted(JsonNode run) {
        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("COMPLETED");
        assertThat(run.path("completion").path("differences").asInt()).isZero();
    }

    private static JsonNode latest() {
        return district.stack()
                .imports()
                .get("/businesses/" + District.BUSINESS + "/imports")
                .path("items")
                .path(0);
    }

    private static JsonNode type(JsonNode run, String type) {
        return run.path("plan")
                .path("types")
                .valueStream()
                .filter(line -> line.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> warnings(JsonNode run) {
        return run.path("plan")
                .path("warnings")
                .valueStream()
                .map(warning -> warning.path("code").asString())
                .toList();
    }
}
