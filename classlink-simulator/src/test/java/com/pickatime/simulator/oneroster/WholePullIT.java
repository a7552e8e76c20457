package com.pickatime.simulator.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.DistrictFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a client that reads everything ends up with is what the facts say. */
@SimulatorTest
class WholePullIT {

    private static final int LIMIT = 33;
    /** As OneRoster has it, or month first where nothing else is possible. */
    private static final String READABLE_DATE =
            "\\d{4}-\\d\\d-\\d\\d|\\d\\d/(1[3-9]|[23]\\d)/\\d{4}|(\\d\\d)/\\2/\\d{4}";

    private static final Set<String> GUARDIAN_ROLES = Set.of("parent", "guardian", "relative");

    private final SimulatorClient client;
    private final DistrictFacts facts;

    WholePullIT(@LocalServerPort int port, @Autowired District district) {
        client = new SimulatorClient(port);
        facts = district.facts();
    }

    @Test
    void findsEveryRelationshipInTheUnionOfBothDirections() {
        var pairs = new HashSet<String>();
        for (var user : active("users")) {
            var self = user.get("sourcedId").asString();
            for (var agent : user.get("agents")) {
                var other = agent.get("sourcedId").asString();
                pairs.add(isGuardian(user) ? other + " " + self : self + " " + other);
            }
        }

        assertThat(pairs).hasSize(facts.relationships());
    }

    @Test
    void findsFewerRelationshipsInEitherDirectionAlone() {
        var users = active("users");
        var fromStudents = users.stream()
                .filter(user -> !isGuardian(user))
                .mapToInt(WholePullIT::agents)
                .sum();
        var fromGuardians = users.stream()
                .filter(WholePullIT::isGuardian)
                .mapToInt(WholePullIT::agents)
                .sum();

        assertThat(fromStudents).isBetween(1, facts.relationships() - 1);
        assertThat(fromGuardians).isBetween(1, facts.relationships() - 1);
    }

    @Test
    void findsEverybodyByRole() {
        var users = active("users");

        assertThat(users)
                .filteredOn(user -> user.get("role").asString().equals("student"))
                .hasSize(facts.count("students"));
        assertThat(users)
                .filteredOn(user -> user.get("role").asString().equals("teacher"))
                .hasSize(facts.count("teachers"));
        assertThat(users).filteredOn(WholePullIT::isGuardian).hasSize(facts.count("guardians"));
    }

    @Test
    void findsTheBlankBirthDates() {
        assertThat(active("demographics"))
                .filteredOn(row -> !row.get("birthDate").asString().strip().matches(READABLE_DATE))
                .hasSize(facts.studentsWithoutBirthDate());
    }

    @Test
    void findsTheClassRostersOfEachTeacher() {
        assertThat(active("enrollments"))
                .filteredOn(row -> row.get("role").asString().equals("teacher"))
                .hasSize(facts.count("teacherEnrollments"));
    }

    @Test
    void findsTheSameInEachOfManyPullsAtOnce() throws Exception {
        var first = all("enrollments");
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<JsonNode>> pull = () -> all("enrollments");
            for (var result : threads.invokeAll(List.of(pull, pull, pull, pull))) {
                assertThat(result.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void findsWhatARealExportHolds() {
        var today = LocalDate.now().toString();

        assertThat(active("classes")).anyMatch(row -> row.get("grades").size() > 1);
        assertThat(all("enrollments")).anyMatch(row -> isToBeDeleted(row));
        assertThat(active("enrollments"))
                .anyMatch(row -> isBetween("2", row.get("endDate").asString(), today));
        assertThat(active("enrollments"))
                .anyMatch(row -> isBetween(today, row.get("beginDate").asString(), "9"));
        assertThat(all("users")).anyMatch(row -> isToBeDeleted(row));
        assertThat(active("users"))
                .anyMatch(row -> row.get("enabledUser").asString().equals("false"))
                .anyMatch(row -> row.get("givenName").asString().endsWith(" "))
                .anyMatch(row -> row.get("email").asString().startsWith(" "))
                .anyMatch(row -> row.get("orgs").size() > 1)
                .anyMatch(row -> row.has("metadata"))
                .filteredOn(WholePullIT::isGuardian)
                .allMatch(row -> row.get("username").asString().isEmpty());
        assertThat(active("demographics"))
                .anyMatch(row -> row.get("birthDate").asString().matches("\\d\\d/\\d\\d/\\d{4}"))
                .anyMatch(row -> row.get("birthDate").asString().endsWith(" "));
        assertThat(active("orgs"))
                .filteredOn(row -> row.get("type").asString().equals("school"))
                .hasSize(3);
    }

    private static boolean isBetween(String after, String date, String before) {
        return date.compareTo(after) > 0 && date.compareTo(before) < 0;
    }

    private static boolean isToBeDeleted(JsonNode row) {
        return row.get("status").asString().equals("tobedeleted");
    }

    private List<JsonNode> active(String collection) {
        return all(collection).stream().filter(row -> !isToBeDeleted(row)).toList();
    }

    private List<JsonNode> all(String collection) {
        var all = new ArrayList<JsonNode>();
        List<JsonNode> page;
        do {
            page = client.records(collection + "?sort=sourcedId&limit=" + LIMIT + "&offset=" + all.size());
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private static boolean isGuardian(JsonNode user) {
        return GUARDIAN_ROLES.contains(user.get("role").asString());
    }

    private static int agents(JsonNode user) {
        return user.get("agents").size();
    }
}
