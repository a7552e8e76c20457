package com.pickatime.imports.run.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.Operator;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.store.ImportsSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Mono;

@ServiceTest
class UploadIT {

    private static final Map<String, String> ROSTER = Map.of(
            "orgs.csv",
                    "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\ns1,,,Lincoln,school,,\n",
            "users.csv",
                    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
                            + "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
                            + "p1,,,true,s1,student,sam,,Sam,Example,,101,sam@example.org,,,g1,05,\n"
                            + "g1,,,true,s1,parent,pat,,Pat,Example,,,pat@example.org,,,,,\n",
            "academicSessions.csv",
                    "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n",
            "courses.csv",
                    "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,"
                            + "subjects,subjectCodes\n",
            "classes.csv",
                    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
                            + "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n",
            "enrollments.csv",
                    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
                            + "beginDate,endDate\n");

    @Autowired
    private WebTestClient web;

    @Autowired
    private ContactsDouble contacts;

    @Autowired
    private MongoDatabase database;

    @Autowired
    private ImportsSettings settings;

    private Operator operator;

    @BeforeEach
    void operator() {
        operator = new Operator(web);
    }

    @Test
    void importsAnUploadedRoster() {
        connect("uploading");

        var run = operator.finished("uploading", operator.importId(upload("uploading", zip(ROSTER))));

        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("COMPLETED");
        assertThat(run.path("trigger").asString()).isEqualTo("FILE");
        assertThat(run.path("plan").path("facts").path("relationships").asInt()).isEqualTo(1);
        assertThat(contacts.stored("uploading")).hasSize(3);
    }

    @Test
    void asksBeforeAnUploadOfChangesAloneBringsManyNewPeople() {
        connect("new-people");
        operator.finished("new-people", operator.importId(upload("new-people", zip(ROSTER))));
        var users = Objects.requireNonNull(ROSTER.get("users.csv"));
        var more = IntStream.range(0, 21)
                .mapToObj(i -> "n" + i + ",active,2026-12-30,true,s1,student,n" + i + ",,New,Example,,,,,,,05,\n")
                .collect(Collectors.joining("", users.substring(0, users.indexOf('\n') + 1), ""));
        var changes = zip(Map.of("manifest.csv", "propertyName,value\nfile.users,delta\n", "users.csv", more));

        var held = operator.finished("new-people", operator.importId(upload("new-people", changes)));

        assertThat(held.path("state").asString()).as(held.toString()).isEqualTo("HELD");
        assertThat(held.path("holdReasons").toString())
                .contains("21 people would be added to the 2 that there are", "Export users.csv as bulk");
        assertThat(contacts.stored("new-people")).hasSize(3);
        var approved = operator.importId(web.post()
                .uri(
                        "/businesses/new-people/imports/{i}/approval",
                        held.path("importId").asString())
                .bodyValue(Map.of(
                        "planDigest", held.path("plan").path("planDigest").asString()))
                .exchange());
        assertThat(operator.finished("new-people", approved).path("state").asString())
                .isEqualTo("COMPLETED");
        assertThat(contacts.stored("new-people")).hasSize(3 + 21);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesNothingOfAnUploadBehind(boolean readable) throws IOException {
        var businessId = "leaving-nothing-" + readable;
        connect(businessId);

        operator.finished(businessId, operator.importId(upload(businessId, readable ? zip(ROSTER) : new byte[100])));

        await().atMost(ContactsDouble.SOON).untilAsserted(() -> {
            assertThat(count("uploads")).isZero();
            assertThat(count("upload_chunks")).isZero();
        });
        try (var files = Files.walk(settings.dataDirectory())) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".zip"));
        }
    }

    @Test
    void saysWhatIsWrongWithAFileItCannotRead() {
        connect("garbage");

        var run = operator.finished(
                "garbage", operator.importId(upload("garbage", "no zip".getBytes(StandardCharsets.UTF_8))));

        assertThat(run.path("state").asString()).isEqualTo("FAILED");
        assertThat(run.path("failure").path("message").asString()).isNotBlank();
        assertThat(run.path("failure").path("code").asString()).isNotEqualTo("UNEXPECTED");
    }

    @Test
    void listsTheRefusedRowsOfAnImportThatFailedBecauseOfThem() {
        connect("refused");
        var files = new HashMap<>(ROSTER);
        files.computeIfPresent(
                "users.csv",
                (name, rows) -> rows.replace(",student,", ",wizard,").replace(",parent,", ",,"));

        var importId = operator.importId(upload("refused", zip(files)));
        var run = operator.finished("refused", importId);

        assertThat(run.path("state").asString()).isEqualTo("FAILED");
        assertThat(run.path("failure").path("code").asString()).isEqualTo("EVERYBODY_REFUSED");
        assertThat(run.path("failure").path("message").asString())
                .contains("all 2 rows of people were refused")
                .doesNotContain("ClassLink");
        web.get()
                .uri("/businesses/refused/imports/{id}/refusals", importId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(2)
                .jsonPath("$.rows[0].position")
                .isEqualTo("users.csv:2");
    }

    @Test
    void asksForAConnectionFirst() {
        upload("unconnected", zip(ROSTER))
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("PUT /connections"));
    }

    @Test
    void asksForAFileWhereFilesAreRead() {
        connect("wants-files");

        web.post()
                .uri("/businesses/wants-files/imports")
                .bodyValue(Map.of("mode", "FULL"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    private long count(String collection) {
        return Objects.requireNonNull(
                Mono.from(database.getCollection(collection).countDocuments()).block(ContactsDouble.SOON));
    }

    private void connect(String businessId) {
        operator.configure(
                businessId,
                Map.of("businessName", "Files", "source", "FILE", "administrators", List.of("admin@example.org")));
        operator.activate(businessId);
    }

    private ResponseSpec upload(String businessId, byte[] zip) {
        return web.post()
                .uri("/businesses/{b}/imports", businessId)
                .contentType(MediaType.parseMediaType("application/zip"))
                .bodyValue(zip)
                .exchange();
    }

    private static byte[] zip(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
