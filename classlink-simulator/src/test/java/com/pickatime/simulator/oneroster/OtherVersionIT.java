package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.BEARER;
import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The same district in OneRoster 1.2. */
@SimulatorTest
class OtherVersionIT {

    private static final String PATH = "/%2FmApLew00d%43/ims/oneroster/rostering/v1p2/";

    private final SimulatorClient client;

    OtherVersionIT(@LocalServerPort int port) {
        client = new SimulatorClient(port);
    }

    @Test
    void writesPeopleWithRolesAndProfiles() {
        var users = all("users");

        assertThat(users).allSatisfy(user -> {
            assertThat(names(user)).doesNotContain("role", "orgs").contains("roles", "primaryOrg", "userProfiles");
            var types = user.get("roles").findValuesAsString("roleType");
            assertThat(types.get(0)).isEqualTo("primary");
            assertThat(types.subList(1, types.size())).allMatch("secondary"::equals);
            assertThat(user.get("enabledUser").asString()).isIn("true", "false");
        });
        assertThat(users).anyMatch(user -> user.get("roles").size() > 1);
        assertThat(users).anyMatch(user -> user.has("preferredFirstName"));
        assertThat(users)
                .flatExtracting(user -> user.get("roles").findValuesAsString("role"))
                .contains("districtAdministrator", "teacher", "student", "guardian", "ext:coach");
        assertThat(users)
                .anyMatch(
                        user -> !user.get("userProfiles").findValues("password").isEmpty());
    }

    @Test
    void knowsMoreThanTwoSexes() {
        assertThat(all("demographics"))
                .extracting(row -> row.get("sex").asString())
                .contains("male", "female", "other", "unspecified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgs", "academicSessions", "courses", "classes", "enrollments"})
    void writesTheRestAsBefore(String collection) {
        assertThat(all(collection)).isEqualTo(client.all(collection));
    }

    @Test
    void listsTheSamePeople() {
        assertThat(all("users"))
                .extracting(user -> user.get("sourcedId"))
                .isEqualTo(client.all("users").stream()
                        .map(user -> user.get("sourcedId"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"roles.role%3D%27guardian%27, 200", "primaryOrg.sourcedId%3D%27x%27, 200", "role%3D%27guardian%27, 400"
    })
    void filtersByItsOwnFields(String filter, int status) {
        var answer = client.get(PATH + "users?filter=" + filter, BEARER);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (filter.startsWith("roles")) {
            assertThat(header(answer, "x-total-count")).isNotEqualTo("0");
        }
    }

    private List<JsonNode> all(String collection) {
        var all = new ArrayList<JsonNode>();
        List<JsonNode> page;
        do {
            page = new ArrayList<>();
            json(client.get(PATH + collection + "?limit=100&offset=" + all.size(), BEARER))
                    .get(collection)
                    .forEach(page::add);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private static Set<String> names(JsonNode record) {
        return new TreeSet<>(record.propertyNames());
    }
}
