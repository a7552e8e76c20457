package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.district.District;
import com.pickatime.simulator.tables.Collection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Every fault, as a client gets to feel it. */
@SimulatorTest
class FaultyRosterIT {

    private final SimulatorClient client;
    private final District district;

    /** All that are listed, those to be deleted among them. */
    private final int people;

    /** Somebody whose sourcedId is a plain number. */
    private final String student;

    FaultyRosterIT(@LocalServerPort int port, @Autowired District district) {
        client = new SimulatorClient(port);
        people = district.facts().listed("users");
        this.district = district;
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
    @CsvSource({"unauthorised, 401", "forbidden, 403", "not-found, 404", "bad-request, 400"})
    void refusesDemographics(String appearance, int status) {
        client.switchOn("{'type':'demographics-not-shared','appearance':'" + appearance + "'}");

        var refusal = client.roster("demographics");
        assertThat(refusal.statusCode()).isEqualTo(status);
        assertThat(json(refusal).get("imsx_codeMajor").asString()).isEqualTo("failure");
        assertThat(client.roster("demographics/" + student).statusCode()).isEqualTo(status);
        assertThat(client.roster("users").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesDemographicsInsideASuccess() {
        client.switchOn("{'type':'demographics-not-shared','appearance':'error-in-success'}");

        var response = client.roster("demographics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).has("demographics")).isFalse();
        assertThat(json(response).get("imsx_codeMajor").asString()).isEqualTo("failure");
    }

    @ParameterizedTest
    @CsvSource({"no-content, 204", "no-body, 200"})
    void saysNothingAtAllOfDemographics(String appearance, int status) {
        client.switchOn("{'type':'demographics-not-shared','appearance':'" + appearance + "'}");

        var response = client.roster("demographics");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEmpty();
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

        assertThat(client.all("demographics"))
                .hasSize(district.facts().listed("demographics"))
                .allSatisfy(row -> assertThat(row.get("birthDate").asString()).isEmpty());
    }

    @Test
    void keepsGuardiansBackButNamesThem() {
        client.switchOn("{'type':'guardians-not-shared'}");

        var users = client.all("users");
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

        var response = client.roster("users?limit=100");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> json(response)).isInstanceOf(JacksonException.class);
        assertThat(client.records("users?limit=100")).hasSize(100);
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
    @CsvSource({"1, 5", "50, 256", "90, 460", "99, 506"})
    void shrinksACollection(int percent, int left) {
        client.switchOn("{'type':'shrunk-collection','collection':'demographics','percent':" + percent + "}");

        assertThat(client.all("demographics")).hasSize(left);
        assertThat(header(client.roster("demographics"), "x-total-count")).isEqualTo(Integer.toString(left));
    }

    @Test
    void removesAPerson() {
        client.switchOn("{'type':'person-removed','sourcedId':'" + student + "'}");

        assertThat(client.roster("users/" + student).statusCode()).isEqualTo(404);
        assertThat(client.roster("demographics/" + student).statusCode()).isEqualTo(404);
        assertThat(header(client.roster("users"), "x-total-count")).isEqualTo(Integer.toString(people - 1));
        assertThat(client.all("enrollments"))
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
    void turnsTheOrderRoundWithEveryPage() {
        var all = ids(client.all("users"));
        client.switchOn("{'type':'shifting-order','collection':'users'}");

        var ids = new ArrayList<String>();
        for (int offset = 0; offset < people; offset += 100) {
            var page = client.roster("users?offset=" + offset);
            assertThat(header(page, "x-total-count")).isEqualTo(Integer.toString(people));
            ids.addAll(ids(List.copyOf(json(page).get("users").values())));
        }
        assertThat(ids).hasSize(people);
        assertThat(all).containsAll(ids);
        assertThat(ids.stream().distinct()).hasSizeLessThan(people);
        assertThat(ids(client.all("classes"))).doesNotHaveDuplicates();
    }

    @Test
    void tellsNoCounts() {
        client.switchOn("{'type':'no-counts','collection':'users'}");

        var response = client.roster("users");
        assertThat(json(response).get("users")).hasSize(100);
        assertThat(response.headers().map()).doesNotContainKeys("x-count", "x-total-count", "link");
        assertThat(client.roster("classes").headers().map()).containsKeys("x-count", "x-total-count", "link");
    }

    @Test
    void tellsOnlyWhichPageIsNext() {
        client.switchOn("{'type':'link-only','collection':'users'}");

        var response = client.roster("users");
        assertThat(response.headers().map()).doesNotContainKeys("x-count", "x-total-count");
        assertThat(header(response, "link")).contains("rel=\"next\"").doesNotContain("rel=\"last\"");
        var last = client.roster("users?offset=" + (people - 1));
        assertThat(header(last, "link")).doesNotContain("rel=\"next\"");
    }

    @Test
    void givesAShortPageInTheMiddle() {
        client.switchOn("{'type':'short-page','collection':'users','page':2,'rows':40}");

        assertThat(client.records("users")).hasSize(100);
        var second = client.roster("users?offset=100");
        assertThat(json(second).get("users")).hasSize(40);
        assertThat(header(second, "x-count")).isEqualTo("40");
        assertThat(header(second, "link")).contains("offset=140>").doesNotContain("offset=200>");
        assertThat(client.records("users?offset=140")).hasSize(100);
    }

    @Test
    void losesRowsWhileItIsRead() {
        var before = ids(client.records("users?offset=100&limit=10"));
        var revision = header(client.roster("users"), "x-perm-rev");
        client.switchOn("{'type':'rows-purged','collection':'users','afterPages':1,'rows':3}");

        assertThat(header(client.roster("users"), "x-total-count")).isEqualTo(Integer.toString(people));
        var second = client.roster("users?offset=100&limit=10");
        assertThat(ids(List.copyOf(json(second).get("users").values())).subList(0, 7))
                .isEqualTo(before.subList(3, 10));
        assertThat(header(second, "x-total-count")).isEqualTo(Integer.toString(people - 3));
        assertThat(header(second, "x-perm-rev")).isEqualTo(revision);
    }

    @Test
    void refusesALargeLimit() {
        client.switchOn("{'type':'limit-refused','limit':50}");

        var refusal = client.roster("users?limit=51");
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body()).contains("invaliddata").contains("50");
        assertThat(client.records("users?limit=50")).hasSize(50);
    }

    @Test
    void compressesForThoseWhoDidNotAsk() throws IOException {
        var plain = client.roster("users").body();
        client.switchOn("{'type':'forced-gzip'}");

        var response = client.roster("users", "Accept-Encoding", "identity");
        assertThat(header(response, "content-encoding")).isEqualTo("gzip");
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 308})
    void sendsRequestsOn(int status) {
        var plain = client.roster("users?limit=3").body();
        client.switchOn("{'type':'redirect','status':" + status + "}");

        var response = client.roster("users?limit=3");
        assertThat(response.statusCode()).isEqualTo(status);
        var target = URI.create(header(response, "location"));
        assertThat(target.getRawPath()).startsWith(SimulatorClient.PROXY).endsWith("users/");
        assertThat(client.get(target.getRawPath() + "?" + target.getRawQuery(), SimulatorClient.BEARER)
                        .body())
                .isEqualTo(plain);
    }

    @Test
    void stallsInTheMiddleOfAPage() {
        client.switchOn("{'type':'stalled-response','collection':'users','times':1,'seconds':1}");

        var start = System.nanoTime();
        var response = client.roster("users");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> json(response)).isInstanceOf(JacksonException.class);
        assertThat(client.records("users")).hasSize(100);
    }

    private static List<String> ids(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("sourcedId").asString()).toList();
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

    @ParameterizedTest
    @EnumSource
    void emptiesEverything(Collection collection) {
        client.switchOn("{'type':'everything-purged'}");

        var response = client.roster(collection.plural());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"" + collection.plural() + "\":[]}");
        assertThat(header(response, "x-total-count")).isEqualTo("0");
    }

    @Test
    void givesEverybodyAnotherSourcedIdThatAllRecordsAgreeIn() {
        var before = sourcedIds("users");
        client.switchOn("{'type':'people-rekeyed'}");

        var users = client.all("users");
        var now = sourcedIds("users");
        assertThat(now)
                .hasSameSizeAs(before)
                .doesNotContainAnyElementsOf(before)
                .isSorted();
        assertThat(sourcedIds("users")).isEqualTo(now);
        assertThat(now).containsAll(sourcedIds("demographics"));
        assertThat(users)
                .flatExtracting(user -> user.get("agents").findValuesAsString("sourcedId"))
                .isNotEmpty()
                .isSubsetOf(now);
        assertThat(client.all("enrollments"))
                .extracting(
                        enrollment -> enrollment.get("user").get("sourcedId").asString())
                .isSubsetOf(now);
        var one = users.get(0).get("sourcedId").asString();
        assertThat(json(client.roster("users/" + one)).get("user")).isEqualTo(users.get(0));
        assertThat(client.roster("users/" + student).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsOneSchoolBackWithAllThatIsThereForItAlone() {
        var school = client.records("schools").get(0).get("sourcedId").asString();
        var before = client.all("users").size();
        client.switchOn("{'type':'school-not-shared','sourcedId':'" + school + "'}");

        assertThat(sourcedIds("orgs")).doesNotContain(school).isNotEmpty();
        assertThat(client.all("classes")).isNotEmpty().noneMatch(row -> names(row.get("school"), school));
        assertThat(client.all("enrollments")).isNotEmpty().noneMatch(row -> names(row.get("school"), school));
        assertThat(client.all("users"))
                .hasSizeBetween(1, before - 1)
                .allMatch(row ->
                        row.get("orgs").size() > 1 || !names(row.get("orgs").get(0), school));
        assertThat(sourcedIds("demographics")).isNotEmpty().isSubsetOf(sourcedIds("users"));
        assertThat(client.post("/control/faults", "{\"type\":\"school-not-shared\",\"sourcedId\":\"no-school\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void keepsAllTeachersBackAndThatTheyTeach() {
        client.switchOn("{'type':'teachers-not-shared'}");

        assertThat(client.all("users")).isNotEmpty().noneMatch(row -> is(row, "teacher"));
        assertThat(client.all("enrollments")).isNotEmpty().noneMatch(row -> is(row, "teacher"));
        assertThat(client.records("teachers")).isEmpty();
    }

    @Test
    void ignoresTheLimit() {
        client.switchOn("{'type':'ignored-limit','rows':150}");

        assertThat(client.records("users?limit=3")).hasSize(150);
        assertThat(client.records("users?limit=3&offset=150").get(0)).isNotIn(client.records("users?limit=3"));
    }

    @Test
    void ignoresTheFilter() {
        client.switchOn("{'type':'ignored-filter'}");

        assertThat(header(client.roster("users?filter=role%3D%27aide%27"), "x-total-count"))
                .isEqualTo(Integer.toString(people));
    }

    @Test
    void refusesAFilter() {
        client.switchOn("{'type':'filter-refused'}");

        assertThat(client.roster("users?filter=role%3D%27aide%27").statusCode()).isEqualTo(400);
        assertThat(client.roster("users").statusCode()).isEqualTo(200);
    }

    @Test
    void showsASignInPageInsteadOfARoster() {
        client.switchOn("{'type':'sign-in-page','collection':'users'}");

        var response = client.roster("users");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).startsWith("text/html");
        assertThat(client.roster("orgs").statusCode()).isEqualTo(200);
    }

    private List<String> sourcedIds(String collection) {
        return client.all(collection).stream()
                .map(row -> row.get("sourcedId").asString())
                .toList();
    }

    private static boolean names(JsonNode reference, String sourcedId) {
        return reference.get("sourcedId").asString().equals(sourcedId);
    }

    private static boolean is(JsonNode row, String role) {
        return row.get("role").asString().equals(role);
    }
}
