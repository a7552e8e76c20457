package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.district.District;
import com.pickatime.simulator.tables.Collection;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Every fault, as a client gets to feel it. */
@SimulatorTest
class FaultyRosterIT {

    private final SimulatorClient client;
    private final int people;

    /** Somebody whose sourcedId is a plain number. */
    private final String student;

    FaultyRosterIT(@LocalServerPort int port, @Autowired District district) {
        client = new SimulatorClient(port);
        people = district.facts().people();
        var users = district.table(Collection.USERS);
        student = IntStream.range(0, 500)
                .mapToObj(users::id)
                .filter(id -> id.matches("\\d+"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void repair() {
        client.delete("/control/faults");
    }

    @ParameterizedTest
    @CsvSource({"forbidden, 403", "not-found, 404"})
    void refusesDemographics(String appearance, int status) {
        client.switchOn("{'type':'demographics-not-shared','appearance':'" + appearance + "'}");

        assertThat(client.roster("demographics").statusCode()).isEqualTo(status);
        assertThat(client.roster("demographics/" + student).statusCode()).isEqualTo(status);
        assertThat(client.roster("users").statusCode()).isEqualTo(200);
    }

    @Test
    void givesNoDemographics() {
        client.switchOn("{'type':'demographics-not-shared','appearance':'empty'}");

        assertThat(client.roster("demographics").body()).isEqualTo("{\"demographics\":[]}");
        assertThat(client.roster("demographics/" + student).statusCode()).isEqualTo(404);
    }

    @Test
    void blanksBirthDates() {
        client.switchOn("{'type':'demographics-not-shared','appearance':'blank-birth-dates'}");

        assertThat(client.records("demographics?limit=10000"))
                .hasSize(500)
                .allSatisfy(row -> assertThat(row.get("birthDate").asString()).isEmpty());
    }

    @Test
    void keepsGuardiansBackButNamesThem() {
        client.switchOn("{'type':'guardians-not-shared'}");

        var users = client.records("users?limit=10000");
        assertThat(users)
                .noneMatch(row -> List.of("parent", "guardian", "relative")
                        .contains(row.get("role").asString()));
        assertThat(users).anyMatch(row -> !row.get("agents").isEmpty());
        assertThat(client.roster("users/G3000000").statusCode()).isEqualTo(404);
    }

    @Test
    void closesADisabledTenant() {
        client.switchOn("{'type':'tenant-disabled'}");

        assertThat(client.roster("users").statusCode()).isEqualTo(403);
    }

    @Test
    void changesTheRevisionInTheMiddleOfAPull() {
        client.switchOn("{'type':'revision-change','afterPages':2}");

        var revisions = IntStream.range(0, 4)
                .mapToObj(page -> header(client.roster("users?offset=" + page * 100), "x-perm-rev"))
                .toList();
        assertThat(revisions.get(1)).isEqualTo(revisions.get(0));
        assertThat(revisions.get(2)).isNotEqualTo(revisions.get(1));
        assertThat(revisions.get(3)).isEqualTo(revisions.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502})
    void failsTheNextRequests(int status) {
        client.switchOn("{'type':'failing-requests','collection':'users','status':" + status
                + ",'times':2,'retryAfterSeconds':3}");

        assertThat(client.roster("orgs").statusCode()).isEqualTo(200);
        var failure = client.roster("users");
        assertThat(failure.statusCode()).isEqualTo(status);
        assertThat(header(failure, "retry-after")).isEqualTo("3");
        assertThat(client.roster("students").statusCode()).isEqualTo(status);
        assertThat(client.roster("users").statusCode()).isEqualTo(200);
    }

    @Test
    void failsWithoutRetryAfter() {
        client.switchOn(
                "{'type':'failing-requests','collection':'users','status':502,'times':1,'retryAfterSeconds':0}");

        assertThat(client.roster("users").headers().firstValue("retry-after")).isEmpty();
    }

    @Test
    void hidesAnErrorInASuccess() {
        client.switchOn("{'type':'error-envelope','collection':'users','times':1}");

        var response = client.roster("users");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).has("users")).isFalse();
        assertThat(json(response).has("imsx_codeMajor")).isTrue();
        assertThat(json(client.roster("users")).has("users")).isTrue();
    }

    @Test
    void truncatesAPage() {
        client.switchOn("{'type':'truncated-page','collection':'users','times':1}");

        var response = client.roster("users?limit=40");
        assertThat(header(response, "x-count")).isEqualTo("40");
        assertThat(json(response).get("users")).hasSize(20);
        assertThat(client.records("users?limit=40")).hasSize(40);
    }

    @Test
    void breaksABodyOff() {
        client.switchOn("{'type':'broken-body','collection':'users','times':1}");

        var response = client.roster("users?limit=1000");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> json(response)).isInstanceOf(JacksonException.class);
        assertThat(client.records("users?limit=1000")).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void miscountsTheTotal(int difference) {
        client.switchOn("{'type':'wrong-total','collection':'users','difference':" + difference + "}");

        assertThat(header(client.roster("users"), "x-total-count")).isEqualTo(Integer.toString(people + difference));
    }

    @Test
    void ignoresTheOffset() {
        client.switchOn("{'type':'ignored-offset','collection':'users'}");

        assertThat(client.records("users?limit=5&offset=100")).isEqualTo(client.records("users?limit=5"));
        assertThat(client.records("classes?limit=5&offset=5")).isNotEqualTo(client.records("classes?limit=5"));
    }

    @Test
    void clampsTheLimitSilently() {
        client.switchOn("{'type':'clamped-limit','limit':50}");

        var response = client.roster("users?limit=1000&offset=10");
        assertThat(json(response).get("users")).hasSize(50);
        assertThat(header(response, "x-count")).isEqualTo("50");
        assertThat(header(response, "x-total-count")).isEqualTo(Integer.toString(people));
    }

    @Test
    void takesItsTime() {
        client.switchOn("{'type':'slow-pages','milliseconds':300}");

        var start = System.nanoTime();
        client.roster("orgs");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void emptiesACollection() {
        client.switchOn("{'type':'empty-collection','collection':'enrollments'}");

        var response = client.roster("enrollments");
        assertThat(response.body()).isEqualTo("{\"enrollments\":[]}");
        assertThat(header(response, "x-total-count")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "50, 250", "90, 450", "99, 495"})
    void shrinksACollection(int percent, int left) {
        client.switchOn("{'type':'shrunk-collection','collection':'demographics','percent':" + percent + "}");

        assertThat(client.records("demographics?limit=10000")).hasSize(left);
        assertThat(header(client.roster("demographics"), "x-total-count")).isEqualTo(Integer.toString(left));
    }

    @Test
    void removesAPerson() {
        client.switchOn("{'type':'person-removed','sourcedId':'" + student + "'}");

        assertThat(client.roster("users/" + student).statusCode()).isEqualTo(404);
        assertThat(client.roster("demographics/" + student).statusCode()).isEqualTo(404);
        assertThat(header(client.roster("users"), "x-total-count")).isEqualTo(Integer.toString(people - 1));
        assertThat(client.records("enrollments?limit=10000"))
                .noneMatch(row -> row.at("/user/sourcedId").asString().equals(student));
    }

    @Test
    void renamesAPersonAndShowsItAsModified() {
        var before = Instant.now().minusSeconds(60);
        client.switchOn("{'type':'person-renamed','sourcedId':'" + student + "','givenName':'Zo','familyName':'Xu'}");

        var filter = URLEncoder.encode("dateLastModified>'" + before + "'", StandardCharsets.UTF_8);
        assertThat(client.records("users?filter=" + filter))
                .singleElement()
                .satisfies(row -> assertThat(row.get("sourcedId").asString()).isEqualTo(student))
                .satisfies(row -> assertThat(row.get("familyName").asString()).isEqualTo("Xu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-02-29", "29/02/2012", ""})
    void changesABirthDate(String birthDate) {
        client.switchOn("{'type':'birth-date-changed','sourcedId':'" + student + "','birthDate':'" + birthDate + "'}");

        var demographics = json(client.roster("demographics/" + student)).get("demographics");
        assertThat(demographics.get("birthDate").asString()).isEqualTo(birthDate);
    }

    @Test
    void isWholeAgainWhenFaultsAreSwitchedOff() {
        HttpResponse<String> before = client.roster("users?limit=10000");
        client.switchOn("{'type':'empty-collection','collection':'users'}");
        client.switchOn("{'type':'tenant-disabled'}");
        client.delete("/control/faults");

        JsonNode after = json(client.roster("users?limit=10000"));
        assertThat(after).isEqualTo(json(before));
    }
}
