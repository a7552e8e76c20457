package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.auth.TestSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Asks what suites for OneRoster 1.1 providers ask. */
@SimulatorTest
class ProviderConformanceIT {

    private static final Pattern LINK = Pattern.compile("<([^>]+)>;\\s*rel=\"(\\w+)\"");

    private final SimulatorClient client;

    ProviderConformanceIT(@LocalServerPort int port) {
        client = new SimulatorClient(port);
    }

    @ParameterizedTest
    @CsvSource({
        "orgs, orgs, org",
        "schools, orgs, org",
        "academicSessions, academicSessions, academicSession",
        "terms, academicSessions, academicSession",
        "gradingPeriods, academicSessions, academicSession",
        "courses, courses, course",
        "classes, classes, class",
        "users, users, user",
        "students, users, user",
        "teachers, users, user",
        "enrollments, enrollments, enrollment",
        "demographics, demographics, demographics"
    })
    void listsACollectionAndGivesOneOfIt(String path, String plural, String singular) {
        var listed = json(client.roster(path + "?limit=1"));

        assertThat(listed.propertyNames()).containsExactly(plural);
        var record = listed.get(plural).get(0);
        var one = json(client.roster(path + "/" + escaped(id(record))));
        assertThat(one.propertyNames()).containsExactly(singular);
        assertThat(one.get(singular)).isEqualTo(record);
    }

    @Test
    void givesWhatBelongsToASchool() {
        var schools = ids(client.all("schools?filter=" + escaped("status='active'")));
        assertThat(schools).hasSizeGreaterThan(1);

        for (var school : schools) {
            assertThat(client.all("schools/" + school + "/classes"))
                    .isNotEmpty()
                    .allSatisfy(
                            row -> assertThat(text(row, "/school/sourcedId")).isEqualTo(school));
            assertThat(client.all("schools/" + school + "/enrollments"))
                    .isNotEmpty()
                    .allSatisfy(
                            row -> assertThat(text(row, "/school/sourcedId")).isEqualTo(school));
            assertThat(client.all("schools/" + school + "/students"))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(text(row, "/role")).isEqualTo("student"))
                    .allSatisfy(row -> assertThat(orgs(row)).contains(school));
            assertThat(client.all("schools/" + school + "/teachers"))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(text(row, "/role")).isEqualTo("teacher"))
                    .allSatisfy(row -> assertThat(orgs(row)).contains(school));
            assertThat(ids(client.all("schools/" + school + "/courses")))
                    .isNotEmpty()
                    .containsExactlyElementsOf(client.all("schools/" + school + "/classes").stream()
                            .map(row -> text(row, "/course/sourcedId"))
                            .distinct()
                            .sorted()
                            .toList());
            assertThat(ids(client.all("schools/" + school + "/terms"))).containsExactly("S1", "S2");
        }
    }

    @Test
    void dividesEachCollectionAmongTheSchools() {
        var schools = ids(client.all("schools"));

        for (var part : List.of("classes", "enrollments", "students")) {
            assertThat(schools.stream()
                            .flatMap(school -> ids(client.all("schools/" + school + "/" + part)).stream())
                            .sorted())
                    .containsExactlyElementsOf(ids(client.all(part)));
        }
    }

    @Test
    void givesWhatBelongsToAClassAlsoByWayOfItsSchool() {
        for (var schoolClass : client.records("classes?limit=5")) {
            var path = "classes/" + escaped(id(schoolClass));
            var ofSchool = "schools/" + text(schoolClass, "/school/sourcedId") + "/" + path;
            var enrollments = client.all("enrollments?filter=" + escaped("class.sourcedId='" + id(schoolClass) + "'"));

            assertThat(client.all(ofSchool + "/enrollments")).isNotEmpty().isEqualTo(enrollments);
            for (var role : List.of("student", "teacher")) {
                var people = client.all(path + "/" + role + "s");
                assertThat(ids(people))
                        .isNotEmpty()
                        .containsExactlyElementsOf(enrollments.stream()
                                .filter(row -> text(row, "/status").equals("active"))
                                .filter(row -> text(row, "/role").equals(role))
                                .map(row -> text(row, "/user/sourcedId"))
                                .distinct()
                                .sorted()
                                .toList());
                assertThat(client.all(ofSchool + "/" + role + "s")).isEqualTo(people);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"students", "teachers"})
    void givesTheClassesOfAPerson(String kind) {
        for (var person : ids(client.records(kind + "?limit=3"))) {
            var expected = client
                    .all("enrollments?filter=" + escaped("status='active' AND user.sourcedId='" + person + "'"))
                    .stream()
                    .map(row -> text(row, "/class/sourcedId"))
                    .distinct()
                    .sorted()
                    .toList();

            assertThat(ids(client.all(kind + "/" + escaped(person) + "/classes")))
                    .isNotEmpty()
                    .isEqualTo(expected);
            assertThat(ids(client.all("users/" + escaped(person) + "/classes"))).isEqualTo(expected);
        }
    }

    @Test
    void givesTheClassesOfACourseAndOfATerm() {
        var course = text(client.records("classes?limit=1").get(0), "/course/sourcedId");

        assertThat(client.all("courses/" + course + "/classes"))
                .isNotEmpty()
                .isEqualTo(client.all("classes?filter=" + escaped("course.sourcedId='" + course + "'")));
        assertThat(client.all("terms/S1/classes"))
                .isNotEmpty()
                .isEqualTo(client.all("classes?filter=" + escaped("terms.sourcedId='S1'")));
        assertThat(ids(client.all("terms/S2/gradingPeriods"))).containsExactly("Q3", "Q4");
    }

    @Test
    void limitsFiltersAndSortsWhatIsRelatedToo() {
        var teacher = ids(client.records("teachers?limit=1")).get(0);
        var path = "teachers/" + teacher + "/classes?filter=" + escaped("status='active'") + "&sort=title";

        assertThat(client.all(path))
                .hasSizeGreaterThan(1)
                .isSortedAccordingTo(Comparator.comparing(row -> text(row, "/title")));
        assertThat(client.records(path + "&limit=1&offset=1"))
                .containsExactly(client.all(path).get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schools/0/classes",
                "schools/nowhere/classes",
                "schools/1001/classes/nowhere/students",
                "classes/nowhere/students",
                "teachers/1000000/classes",
                "students/T0001/classes",
                "users/nobody/classes",
                "courses/none/classes",
                "terms/FY/classes",
                "schools/1001/pupils",
                "classes/4000000/students/1/2/3",
                "lineItems",
                ""
            })
    void knowsNothingOfWhatIsNotThere(String path) {
        assertError(client.roster(path), 404, "unknownobject");
    }

    @Test
    void givesAHundredWhenNoLimitIsAskedAndAtMostAsMany() {
        assertThat(client.records("users")).hasSize(100);
        var clamped = client.roster("users?limit=1000000");

        assertThat(clamped.statusCode()).isEqualTo(200);
        assertThat(json(clamped).get("users")).hasSize(100);
        assertThat(header(clamped, "x-count")).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-1", "limit=1e3", "limit=", "limit=ten", "limit=5&limit=6"})
    void refusesALimitThatIsNone(String query) {
        assertError(client.roster("users?" + query), 400, "invaliddata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=-1", "offset=1e3", "offset=", "offset=two", "offset=5&offset=6"})
    void refusesAnOffsetThatIsNone(String query) {
        assertError(client.roster("users?" + query), 400, "invaliddata");
    }

    @ParameterizedTest
    @CsvSource({
        "sort=shoeSize, invalid_sort_field",
        "fields=shoeSize, invalid_selection_field",
        "'fields=givenName,shoeSize', invalid_selection_field",
        "filter=shoeSize%3D%2743%27, invalid_filter_field",
        "filter=user.shoeSize%3D%2743%27, invalid_filter_field",
        "filter=role, invalid_filter_field"
    })
    void refusesFieldsThatRecordsDoNotHave(String query, String minor) {
        assertError(client.roster("users?" + query), 400, minor);
    }

    @Test
    void isEmptyBehindTheLastRecord() {
        var response = client.roster("users?offset=1000000");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"users\":[]}");
        assertThat(header(response, "x-count")).isEqualTo("0");
    }

    @Test
    void linksEachPageToTheOthers() {
        var total = Integer.parseInt(header(client.roster("enrollments"), "x-total-count"));
        var links = links(client.roster("enrollments?limit=90&offset=180"));

        assertThat(links).containsOnlyKeys("first", "last", "next", "prev");
        assertThat(links.get("first")).contains("limit=90").contains("offset=0");
        assertThat(links.get("prev")).contains("offset=90");
        assertThat(links.get("next")).contains("offset=270");
        assertThat(links.get("last")).contains("offset=" + (total - 1) / 90 * 90);
        assertThat(links(client.roster("enrollments?limit=90"))).doesNotContainKey("prev");
        assertThat(links(client.roster("enrollments?limit=90&offset=" + (total - 1))))
                .doesNotContainKey("next");
    }

    @Test
    void canBeReadWholeByFollowingTheLinks() {
        var ids = new ArrayList<String>();
        var next = "users?limit=70&sort=sourcedId&filter=" + escaped("role='student'");
        while (!next.isEmpty()) {
            var response = client.roster(next);
            json(response).get("users").forEach(row -> ids.add(id(row)));
            next = links(response).getOrDefault("next", "").replaceFirst(".*/v1p1/", "");
        }

        assertThat(ids).doesNotHaveDuplicates().isEqualTo(ids(client.all("students")));
    }

    @Test
    void selectsFields() {
        assertThat(client.records("users?limit=5&fields=sourcedId,givenName,orgs"))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row.propertyNames()).containsExactlyInAnyOrder("sourcedId", "givenName", "orgs"));
        var student = ids(client.records("students?limit=1")).get(0);
        assertThat(json(client.roster("students/" + student + "?fields=role"))
                        .get("user")
                        .propertyNames())
                .containsExactly("role");
    }

    @ParameterizedTest
    @CsvSource({
        "users, familyName, /familyName",
        "users, dateLastModified, /dateLastModified",
        "users, role, /role",
        "classes, title, /title",
        "enrollments, user.sourcedId, /user/sourcedId",
        "orgs, name, /name"
    })
    void sortsByAnyFieldInBothDirections(String collection, String field, String pointer) {
        var ascending = client.all(collection + "?sort=" + field);
        var descending = client.all(collection + "?orderBy=desc&sort=" + field);

        assertThat(ascending).isSortedAccordingTo(Comparator.comparing(row -> text(row, pointer)));
        assertThat(descending)
                .isSortedAccordingTo(Comparator.comparing((JsonNode row) -> text(row, pointer))
                        .reversed());
        assertThat(ids(descending)).containsExactlyInAnyOrderElementsOf(ids(ascending));
        assertThat(ascending).hasSameSizeAs(client.all(collection));
    }

    @Test
    void filtersByNestedFieldsListsAndBothJoints() {
        var school = ids(client.records("schools?limit=1")).get(0);
        var filter = "orgs.sourcedId='" + school + "' AND role='student' OR role='teacher' AND orgs.sourcedId!='"
                + school + "'";

        var found = client.all("users?filter=" + escaped(filter));
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(text(row, "/role")).isEqualTo(orgs(row).contains(school) ? "student" : "teacher"));
        assertThat(client.all("students?filter=" + escaped("grades='09'")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(text(row, "/grades/0")).isEqualTo("09"));
    }

    @Test
    void findsATeacherByTheirAddress() {
        var teacher = client.records("teachers?limit=1").get(0);

        assertThat(client.records("teachers?limit=10000&filter=" + escaped("email='" + text(teacher, "/email") + "'")))
                .containsExactly(teacher);
    }

    @Test
    void compressesForThoseWhoTakeIt() throws IOException {
        var plain = client.roster("users");
        var zipped = client.roster("users", "Accept-Encoding", "gzip");

        assertThat(header(plain, "content-encoding")).isEmpty();
        assertThat(header(zipped, "content-encoding")).isEqualTo("gzip");
        assertThat(zipped.body()).hasSizeLessThan(plain.body().length() / 2);
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.body());
        }
    }

    @Test
    void sendsNothingTwiceToThoseWhoHaveIt() {
        var tag = header(client.roster("users?limit=3"), "etag");
        assertThat(tag).matches("\"[0-9a-f]+\"");

        var again = client.roster("users?limit=3", "If-None-Match", "\"other\", W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "etag")).isEqualTo(tag);
        assertThat(client.roster("users?limit=4", "If-None-Match", tag).statusCode())
                .isEqualTo(200);

        client.switchOn("{'type':'person-removed','sourcedId':'T0001'}");
        try {
            assertThat(client.roster("users?limit=3", "If-None-Match", tag).statusCode())
                    .isEqualTo(200);
        } finally {
            client.delete("/control/faults");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void onlyReads(String method) {
        for (var path : List.of("users", "users/T0001", "schools/1001/classes")) {
            var response = client.rosterBy(method, path);
            assertError(response, 405, "unsupportedoperation");
            assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        var head = client.rosterBy("HEAD", "users?limit=7");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "x-count")).isEqualTo("7");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void refusesStrangersInItsOwnEnvelope() {
        assertError(client.get(SimulatorClient.PROXY + "users", "Bearer wrong"), 401, "unauthorisedrequest");
        assertError(client.get(SimulatorClient.PROXY + "nothing/of/the/kind"), 401, "unauthorisedrequest");
    }

    @Test
    void takesASignatureOverAValueWithASpace() {
        var name = client.records("students?limit=1").get(0);
        var path = "/ims/oneroster/v1p1/users?filter="
                + escaped("givenName='Colin Robert' OR sourcedId='" + id(name) + "'");
        var signer = new TestSigner("maplewood-key", "maplewood-secret");

        var response = client.get(path, signer.header(client.uri(path), Instant.now()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ids(List.copyOf(json(response).get("users").values()))).contains(id(name));
    }

    private static void assertError(HttpResponse<String> response, int status, String minor) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "content-type")).startsWith("application/json");
        var body = json(response);
        assertThat(body.path("imsx_codeMajor").asString()).isIn("failure", "unsupported");
        assertThat(body.path("imsx_severity").asString()).isEqualTo("error");
        assertThat(body.path("imsx_description").asString()).isNotEmpty();
        assertThat(text(body, "/imsx_CodeMinor/imsx_codeMinorField/0/imsx_codeMinorFieldValue"))
                .isEqualTo(minor);
    }

    private static Map<String, String> links(HttpResponse<?> response) {
        var links = new TreeMap<String, String>();
        LINK.matcher(header(response, "link"))
                .results()
                .forEach(link ->
                        links.put(link.group(2), URI.create(link.group(1)).toString()));
        return links;
    }

    private static List<String> orgs(JsonNode user) {
        return user.get("orgs")
                .valueStream()
                .map(org -> text(org, "/sourcedId"))
                .toList();
    }

    private static List<String> ids(List<JsonNode> rows) {
        return rows.stream().map(ProviderConformanceIT::id).toList();
    }

    private static String id(JsonNode row) {
        return text(row, "/sourcedId");
    }

    private static String text(JsonNode row, String pointer) {
        return row.at(pointer).asString();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
