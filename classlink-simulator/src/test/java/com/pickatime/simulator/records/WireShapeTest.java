package com.pickatime.simulator.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.Districts;
import com.pickatime.simulator.tables.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Users and classes have exactly the fields seen on the live interface, everything else those of OneRoster 1.1. */
class WireShapeTest {

    private static final Set<String> BASE = Set.of("sourcedId", "status", "dateLastModified");

    private static final Map<Collection, Set<String>> FIELDS = Map.of(
            Collection.ORGS, Set.of("name", "type", "identifier", "parent", "children"),
            Collection.ACADEMIC_SESSIONS,
                    Set.of("title", "type", "startDate", "endDate", "schoolYear", "parent", "children"),
            Collection.COURSES,
                    Set.of(
                            "title",
                            "courseCode",
                            "grades",
                            "subjects",
                            "subjectCodes",
                            "schoolYear",
                            "org",
                            "resources"),
            Collection.CLASSES,
                    Set.of(
                            "title",
                            "classCode",
                            "classType",
                            "location",
                            "grades",
                            "subjects",
                            "course",
                            "school",
                            "terms",
                            "subjectCodes",
                            "periods",
                            "resources"),
            Collection.USERS,
                    Set.of(
                            "username",
                            "userIds",
                            "enabledUser",
                            "givenName",
                            "familyName",
                            "middleName",
                            "role",
                            "identifier",
                            "email",
                            "sms",
                            "phone",
                            "agents",
                            "orgs",
                            "grades",
                            "password"),
            Collection.ENROLLMENTS, Set.of("user", "class", "school", "role", "primary", "beginDate", "endDate"),
            Collection.DEMOGRAPHICS,
                    Set.of(
                            "birthDate",
                            "sex",
                            "americanIndianOrAlaskaNative",
                            "asian",
                            "blackOrAfricanAmerican",
                            "nativeHawaiianOrOtherPacificIslander",
                            "white",
                            "demographicRaceTwoOrMoreRaces",
                            "hispanicOrLatinoEthnicity",
                            "countryOfBirthCode",
                            "stateOfBirthAbbreviation",
                            "cityOfBirth",
                            "publicSchoolResidenceStatus"));

    private final District district = Districts.of(500);

    @ParameterizedTest
    @EnumSource(Collection.class)
    void hasTheFieldsOfTheInterface(Collection collection) {
        var expected = new TreeSet<>(BASE);
        expected.addAll(FIELDS.getOrDefault(collection, Set.of()));

        var last = IntStream.range(0, district.table(collection).size())
                .filter(district.table(collection)::isActive)
                .max()
                .orElseThrow();

        assertThat(row(collection, last).propertyNames())
                .filteredOn(name -> !name.equals("metadata"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void leavesOutTheParentOfWhatHasNone() {
        assertThat(row(Collection.ORGS, 0).has("parent")).isFalse();
        assertThat(row(Collection.ACADEMIC_SESSIONS, 0).has("parent")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Collection.class)
    void listsSomeThatAreToBeDeleted(Collection collection) {
        var table = district.table(collection);

        assertThat(IntStream.range(0, table.size()))
                .allSatisfy(
                        index -> assertThat(row(collection, index).get("status").asString())
                                .isEqualTo(table.isActive(index) ? "active" : "tobedeleted"));
        assertThat(IntStream.range(0, table.size()).filter(index -> !table.isActive(index)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Collection.class,
            names = {"ORGS", "CLASSES", "USERS", "DEMOGRAPHICS"})
    void addsMetadataToSome(Collection collection) {
        assertThat(IntStream.range(0, district.table(collection).size())
                        .mapToObj(index -> row(collection, index).path("metadata")))
                .anyMatch(JsonNode::isMissingNode)
                .anyMatch(metadata -> metadata.isObject() && !metadata.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Collection.class)
    void startsWithTheSameThreeFields(Collection collection) {
        assertThat(IntStream.range(0, district.table(collection).size()).mapToObj(index -> row(collection, index)))
                .allSatisfy(row -> {
                    assertThat(row.get("sourcedId").asString()).isNotBlank().hasSizeLessThan(256);
                    assertThat(row.get("status").asString()).isIn("active", "tobedeleted");
                    assertThat(row.get("dateLastModified").asString())
                            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
                });
    }

    @Test
    void refersByAddressIdAndType() {
        assertThat(json(GuidRef.user("7|1 A"))).isEqualTo(JsonMapper.shared().readTree("""
                                        {"href": "https://district-ex-v2.rosterserver.example/ims/oneroster/v1p1/users/7%7C1%20A",
                                         "sourcedId": "7|1 A", "type": "user"}
                                        """));
    }

    private JsonNode row(Collection collection, int index) {
        return json(district.table(collection).row(index));
    }

    private static JsonNode json(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }
}
