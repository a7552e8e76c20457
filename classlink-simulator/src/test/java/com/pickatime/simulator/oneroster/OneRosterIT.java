package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.BEARER;
import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.auth.TestSigner;
import com.pickatime.simulator.district.District;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SimulatorTest
class OneRosterIT {

    private static final String DIRECT = "/ims/oneroster/v1p1/";

    private final SimulatorClient client;
    private final District district;
    private final TestSigner signer = new TestSigner("maplewood-key", "maplewood-secret");

    OneRosterIT(@LocalServerPort int port, @Autowired District district) {
        client = new SimulatorClient(port);
        this.district = district;
    }

    @ParameterizedTest
    @CsvSource({
        "orgs, 1",
        "academicSessions, 3",
        "courses, 7",
        "classes, 13",
        "users, 97",
        "users, 51",
        "enrollments, 99",
        "demographics, 77"
    })
    void givesEveryRecordOnceInPagesOfAnySize(String collection, int limit) {
        var ids = new ArrayList<String>();
        List<JsonNode> page;
        do {
            page = client.records(collection + "?limit=" + limit + "&offset=" + ids.size() + "&sort=sourcedId");
            page.forEach(row -> ids.add(row.get("sourcedId").asString()));
        } while (!page.isEmpty());

        assertThat(ids)
                .hasSize(district.facts().listed(collection))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void countsInLowerCaseHeaders() {
        var response = client.roster("users?limit=7&offset=14");

        assertThat(header(response, "x-count")).isEqualTo("7");
        assertThat(header(response, "x-total-count"))
                .isEqualTo(Integer.toString(district.facts().listed("users")));
        assertThat(header(response, "x-perm-rev")).matches("\\d+");
        assertThat(header(response, "content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "schools, orgs, type, school",
        "terms, academicSessions, type, semester",
        "gradingPeriods, academicSessions, type, gradingPeriod",
        "students, users, role, student",
        "teachers, users, role, teacher"
    })
    void givesPartsOfACollectionUnderTheirOwnName(String path, String key, String field, String kind) {
        var body = json(client.roster(path));

        assertThat(body.get(key))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(field).asString()).isEqualTo(kind));
    }

    @Test
    void turnsTheOrderRound() {
        var ascending = ids(client.all("classes"));
        var descending = ids(client.all("classes?orderBy=desc"));

        Collections.reverse(descending);
        assertThat(descending).isEqualTo(ascending);
    }

    @Test
    void clampsTheLimit() {
        assertThat(client.roster("users?limit=1000000").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "demographics", "classes", "enrollments", "courses", "orgs", "academicSessions"})
    void givesSingleRecords(String collection) {
        var listed = client.all(collection);
        for (var record : List.of(listed.get(0), listed.get(listed.size() - 1))) {
            var path = collection + "/" + escaped(record.get("sourcedId").asString());

            assertThat(json(client.roster(path)).values().iterator().next()).isEqualTo(record);
        }
    }

    @Test
    void findsSourcedIdsThatNeedEscapes() {
        var difficult = client.all("students").stream()
                .map(row -> row.get("sourcedId").asString())
                .filter(id -> id.contains("|") || id.contains(" "))
                .toList();

        assertThat(difficult)
                .isNotEmpty()
                .allSatisfy(
                        id -> assertThat(client.roster("users/" + escaped(id)).statusCode())
                                .isEqualTo(200));
    }

    @Test
    void filtersAndCountsWhatMatches() {
        var response = client.roster("users?limit=3&filter=" + escaped("role='student' AND status='active'"));

        assertThat(header(response, "x-total-count")).isEqualTo("500");
        assertThat(json(response).get("users")).hasSize(3);
    }

    @Test
    void givesNothingThatChangedSinceYesterday() {
        var filter = escaped("dateLastModified>'" + Instant.now().minusSeconds(86_400) + "'");

        assertThat(client.records("users?filter=" + filter)).isEmpty();
    }

    @Test
    void pointsAtAnotherHost() {
        var ref = client.records("enrollments?limit=1").get(0).get("user");

        assertThat(ref.get("href").asString()).startsWith("https://district-ex-v2.rosterserver.example/ims/oneroster/");
        assertThat(ref.get("type").asString()).isEqualTo("user");
    }

    @Test
    void writesBooleansAsStrings() {
        assertThat(client.records("users?limit=1").get(0).get("enabledUser").isString())
                .isTrue();
        assertThat(client.records("enrollments?limit=1").get(0).get("primary").isString())
                .isTrue();
    }

    @Test
    void sendsSomePasswordsThatClientsMustDrop() {
        assertThat(client.records("students?limit=100"))
                .anyMatch(row -> row.get("password").asString().isEmpty())
                .anyMatch(row -> !row.get("password").asString().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "users?limit=0, 400, invaliddata",
        "users?offset=-1, 400, invaliddata",
        "users?sort=shoeSize, 400, invalid_sort_field",
        "users?filter=role, 400, invalid_filter_field",
        "users?filter=shoe%3D%27x%27, 400, invalid_filter_field",
        "users/nobody, 404, unknownobject",
        "students/T0001, 404, unknownobject",
        "pupils, 404, unknownobject"
    })
    void explainsErrorsInItsEnvelope(String path, int status, String minor) {
        var response = client.roster(path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response)
                        .at("/imsx_CodeMinor/imsx_codeMinorField/0/imsx_codeMinorFieldValue")
                        .asString())
                .isEqualTo(minor);
        assertThat(json(response).get("imsx_codeMajor").asString()).isEqualTo("failure");
    }

    @ParameterizedTest
    @CsvSource({
        "/%2FmApLew00d%43/ims/oneroster/v1p1/orgs, 200",
        "/proxy/v1p0/%2FmApLew00d%43/ims/oneroster/v1p1/orgs, 200",
        "/%2FmApLew00dC/ims/oneroster/v1p1/orgs, 404",
        "/%252FmApLew00d%2543/ims/oneroster/v1p1/orgs, 404",
        "/proxy/v1p0/2222/ims/oneroster/v1p1/orgs, 404"
    })
    void takesTheApplicationIdAsItIs(String path, int status) {
        assertThat(client.get(path, BEARER).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Basic abc", "Bearer partner-key"})
    void refusesAWrongToken(String authorization) {
        var response = client.get(SimulatorClient.PROXY + "users", authorization);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("unauthorisedrequest").doesNotContain("sourcedId");
    }

    @Test
    void letsSignedRequestsReadTheDirectPath() {
        var path = DIRECT + "users?limit=10000&filter=" + escaped("familyName='O''Brien' OR givenName='a, b c'");
        var response = client.get(path, signer.header(client.uri(path), Instant.now()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("users"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("familyName").asString()).isEqualTo("O'Brien"));
    }

    @Test
    void refusesUnsignedAndReplayedRequestsOnTheDirectPath() {
        var header = signer.header(client.uri(DIRECT + "orgs"), Instant.now());

        assertThat(client.get(DIRECT + "orgs", BEARER).statusCode()).isEqualTo(401);
        assertThat(client.get(DIRECT + "orgs", header).statusCode()).isEqualTo(200);
        assertThat(client.get(DIRECT + "orgs", header).statusCode()).isEqualTo(401);
    }

    private static List<String> ids(List<JsonNode> rows) {
        return new ArrayList<>(
                rows.stream().map(row -> row.get("sourcedId").asString()).toList());
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
