package com.pickatime.simulator.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.DistrictFacts;
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

    private static final int LIMIT = 333;
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
        for (var user : all("users")) {
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
        var users = all("users");
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
        var users = all("users");

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
        assertThat(all("demographics"))
                .filteredOn(row -> row.get("birthDate").asString().isEmpty())
                .hasSize(facts.studentsWithoutBirthDate());
    }

    @Test
    void findsTheClassRostersOfEachTeacher() {
        assertThat(all("enrollments"))
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
