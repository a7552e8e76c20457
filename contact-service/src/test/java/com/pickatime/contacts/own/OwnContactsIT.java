package com.pickatime.contacts.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.contacts.testing.Zip;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Contacts that administrators make, over HTTP: one by one, and by files. */
class OwnContactsIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String DOUBLES = "email address already exists, can't create doubles";
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final String business = run.businessId();

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @Test
    void makesAParticipantWhoIsFoundAndSignsIn() {
        var id = create("""
                {"role": "PARENT", "givenName": "Marge", "familyName": " Simpson ", "identifier": "p-7",
                 "email": "Marge@Example.org"}""");

        get("/contacts/" + id).expectStatus().isOk().expectBody().json("""
                        {"contactId": "%s", "sourceId": null, "roles": ["PARENT"], "givenName": "Marge",
                         "familyName": "Simpson", "identifier": "p-7", "email": "Marge@Example.org", "own": true,
                         "present": false, "active": true, "state": "ACTIVE", "hasSecurityValue": false}""".formatted(id));
        assertThat(json("/contacts?q=simp")
                        .path("items")
                        .get(0)
                        .path("contactId")
                        .asString())
                .isEqualTo(id);
        assertThat(match("marge@example.org")).contains("MATCHED", id, "\"level\":\"CUSTOMER\"");
        assertThat(audit("CONTACT_CREATED").path("contact").asString()).isEqualTo(id);
        assertThat(audit("CONTACT_CREATED").toString()).doesNotContain("arge", "impson");
    }

    @Test
    void knowsAStudentsBirthDateAndTellsItNobody() {
        var id = create(
                "{\"role\": \"STUDENT\", \"givenName\": \"Bart\", \"familyName\": \"Simpson\", \"birthDate\": \"2016-04-23\"}");

        var body = json("/contacts/" + id);

        assertThat(body.path("hasSecurityValue").asBoolean()).isTrue();
        assertThat(body.toString()).doesNotContain("2016-04-23");
        for (var date : List.of("2016-04-23", "2017-05-24")) {
            change(id, "{\"role\": \"STUDENT\", \"givenName\": \"Bart\", \"birthDate\": \"%s\"}".formatted(date))
                    .expectStatus()
                    .isOk();
            assertThat(json("/contacts/" + id).path("hasSecurityValue").asBoolean())
                    .isTrue();
        }
        change(id, "{\"role\": \"STUDENT\", \"givenName\": \"Bart\"}")
                .expectStatus()
                .isOk();
        assertThat(json("/contacts/" + id).path("hasSecurityValue").asBoolean()).isFalse();
    }

    @Test
    void makesAnAdministratorWithALevelAndKeepsItWhenBothNamesChange() {
        var id = create("""
                {"role": "ADMINISTRATOR", "givenName": "Seymour", "familyName": "Skinner",
                 "email": "skinner@example.org", "accessLevel": "EVENT_ADMINISTRATOR"}""");
        assertThat(match("skinner@example.org")).contains(id, "\"level\":\"EVENT_ADMINISTRATOR\"");

        change(id, """
                {"role": "ADMINISTRATOR", "givenName": "Armin", "familyName": "Tamzarian",
                 "email": "tamzarian@example.org"}""").expectStatus().isOk();

        assertThat(match("skinner@example.org")).contains("UNKNOWN");
        assertThat(match("tamzarian@example.org")).contains("Armin Tamzarian", "\"level\":\"EVENT_ADMINISTRATOR\"");
        assertThat(audit("CONTACT_CHANGED").path("details").path("fields").asString())
                .isEqualTo("givenName, familyName, email");
    }

    @Test
    void givesNobodyAnAddressThatSomebodyElseHas() {
        publish(run.person("s1", "Otto", PersonRole.TEACHER, "otto@example.org"));
        var marge = create("{\"role\": \"PARENT\", \"givenName\": \"Marge\", \"email\": \"marge@example.org\"}");
        var homer = create("{\"role\": \"PARENT\", \"givenName\": \"Homer\", \"email\": \"homer@example.org\"}");

        for (var taken : List.of("OTTO@example.org", "marge@Example.org")) {
            refused(post("{\"role\": \"PARENT\", \"givenName\": \"X\", \"email\": \"%s\"}".formatted(taken)));
            refused(change(
                    homer, "{\"role\": \"PARENT\", \"givenName\": \"Homer\", \"email\": \"%s\"}".formatted(taken)));
        }

        change(homer, "{\"role\": \"PARENT\", \"givenName\": \"Homer J.\", \"email\": \"homer@example.org\"}")
                .expectStatus()
                .isOk();
        create("{\"role\": \"STUDENT\", \"givenName\": \"Bart\", \"email\": \"marge@example.org\"}");
        create("{\"role\": \"STUDENT\", \"givenName\": \"Lisa\", \"email\": \"marge@example.org\"}");
        create("{\"role\": \"PARENT\", \"givenName\": \"Ned\"}");
        create("{\"role\": \"PARENT\", \"givenName\": \"Maude\"}");
        // whoever was removed holds no address
        send(HttpMethod.DELETE, "/contacts/" + marge).expectStatus().isOk();
        create("{\"role\": \"PARENT\", \"givenName\": \"Marge\", \"email\": \"marge@example.org\"}");
    }

    @Test
    void givesAnAddressToOneOfManyWhoAskAtOnce() throws InterruptedException, ExecutionException {
        int many = 8;
        int rounds = 10;
        var client = administrator();
        var threads = Executors.newFixedThreadPool(many);
        var atOnce = new CyclicBarrier(many);
        try {
            for (int round = 0; round < rounds; round++) {
                var body = "{\"role\": \"PARENT\", \"givenName\": \"Marge\", \"email\": \"m%d@example.org\"}"
                        .formatted(round);
                Callable<Integer> asking = () -> {
                    atOnce.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    return post(client, body)
                            .returnResult(String.class)
                            .getStatus()
                            .value();
                };
                for (var status : threads.invokeAll(Collections.nCopies(many, asking))) {
                    assertThat(status.get()).isIn(201, 409);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(json("/contacts").path("items").size()).isEqualTo(rounds);
    }

    @Test
    void changesTheVersionThatIsMeantAndNoOther() {
        var id = create("{\"role\": \"PARENT\", \"givenName\": \"Marge\"}");
        var tag = tag(id);
        var body = "{\"role\": \"PARENT\", \"givenName\": \"Margaux\"}";
        change(id, body, tag).expectStatus().isOk();

        change(id, "{\"role\": \"PARENT\", \"givenName\": \"Marjorie\"}", tag)
                .expectStatus()
                .isEqualTo(412);

        assertThat(json("/contacts/" + id).path("givenName").asString()).isEqualTo("Margaux");
        var now = tag(id);
        change(id, body, now).expectStatus().isOk();
        assertThat(tag(id)).as("nothing differed").isEqualTo(now);
        change("nobody", body).expectStatus().isNotFound();
    }

    @Test
    void saysOfARostersContactWhatCanBeOverridden() {
        publish(run.person("s1", "Otto", PersonRole.TEACHER, null));
        var otto = ContactId.first(new BusinessId(business), "s1").value();
        await().atMost(LIMIT)
                .untilAsserted(() -> get("/contacts/" + otto).expectStatus().isOk());

        change(otto, "{\"role\": \"TEACHER\", \"givenName\": \"Ottomar\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat((String) detail)
                        .contains("givenName, familyName, middleName, email", "overrides/{field}"));
    }

    @Test
    void removesAndRestoresAContactOfOurOwn() {
        var id = create("{\"role\": \"PARENT\", \"givenName\": \"Marge\", \"email\": \"marge@example.org\"}");

        send(HttpMethod.DELETE, "/contacts/" + id + "?reason=moved")
                .expectStatus()
                .isOk();
        assertThat(json("/contacts").path("items").size()).isZero();
        assertThat(match("marge@example.org")).contains("UNKNOWN");
        assertThat(json("/contacts?only=REMOVED")
                        .path("items")
                        .get(0)
                        .path("contactId")
                        .asString())
                .isEqualTo(id);

        send(HttpMethod.POST, "/contacts/" + id + "/restoration").expectStatus().isOk();
        assertThat(match("marge@example.org")).contains("MATCHED", id);
        send(HttpMethod.POST, "/contacts/" + id + "/new-generation")
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void saysWhichFieldsOfAPersonAreWrongAndRepeatsNone() {
        var body = post("""
                        {"role": "BUTLER", "email": "smithers at example.org", "birthDate": "tomorrow",
                         "accessLevel": "BOSS"}""")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body)
                .contains("role", "email", "birthDate", "accessLevel", "familyName")
                .doesNotContain("BUTLER", "smithers", "tomorrow", "BOSS");
        post("{\"role\": \"ADMINISTRATOR\", \"givenName\": \"X\", \"email\": \"x@example.org\"}")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void loadsFilesAndListsTheirClassesBesideTheRosters() {
        publish(run.schoolClass("~own:c1", "Odd"), run.schoolClass("c1", "Maths"));

        var load = load(
                "?dateOrder=MDY",
                new Zip()
                        .with("t", "TeacherID,last,first", "t1,Krabappel,Edna")
                        .with("s", "StudentID,last", "1,Simpson", "2,Muntz")
                        .with("c", "ClassID,TeacherID,name", "c1,t1,Fourth Grade", "~own:c1,t1,Odd")
                        .with("e", "ClassID,StudentID", "c1,1", "c1,2"));

        assertThat(load.path("state").asString()).isEqualTo("LOADED");
        assertThat(load.path("written").path("ENROLLMENT").path("created").asLong())
                .isEqualTo(2);
        var all = json("/classes").path("items");
        assertThat(all.valueStream().map(item -> item.path("classId").asString()))
                .containsExactly("c1", "~~own:c1", "~own:c1", "~own:~own:c1");
        assertThat(all.valueStream().map(item -> item.path("own").asBoolean()))
                .containsExactly(false, false, true, true);
        var page = json("/classes?limit=1");
        for (int i = 0; i < 4; i++) {
            assertThat(page.path("items").get(0)).isEqualTo(all.get(i));
            page = page.path("next").isNull()
                    ? page
                    : json("/classes?limit=1&after={after}", page.path("next").asString());
        }
        assertThat(page.path("next").isNull()).isTrue();
        var rosters = json("/classes/{id}/rosters", "~own:c1");
        assertThat(rosters.size()).isEqualTo(1);
        assertThat(rosters.get(0).path("teacher").path("familyName").asString()).isEqualTo("Krabappel");
        assertThat(rosters.get(0)
                        .path("students")
                        .valueStream()
                        .map(student -> student.path("familyName").asString()))
                .containsExactly("Muntz", "Simpson");
        var teacher = rosters.get(0).path("teacher").path("contactId").asString();
        var taught = json("/contacts/{id}/classes", teacher).path("taught");
        assertThat(taught.get(0).path("classId").asString()).isEqualTo("~own:c1");
        assertThat(taught.get(0).path("students")).isEqualTo(rosters.get(0).path("students"));
        assertThat(json("/classes/{id}/rosters", "~~own:c1").size()).isZero();
        assertThat(audit("FILES_LOADED").path("details").path("dateOrder").asString())
                .isEqualTo("MDY");
    }

    @Test
    void saysWhichRowsAreBad() {
        var load = load("?dateOrder=DMY&keepGood=false", new Zip().with("t", "TeacherID,last", ",Simpson"));

        assertThat(load.path("state").asString()).isEqualTo("REFUSED");
        assertThat(load.path("problem").path("code").asString()).isEqualTo("BAD_ROWS");
        assertThat(load.path("refusedRows").get(0))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"file": "Teacher", "line": 2, "code": "MISSING_ID", "message": "TeacherID is empty"}"""));
        assertThat(load.path("dateOrder").asString()).isEqualTo("DMY");
        assertThat(load.path("encoding").asString()).isEqualTo("utf-8");
        assertThat(load.path("keepGood").asBoolean(true)).isFalse();
    }

    @Test
    void asksForWhatItMustKnow() {
        for (var query : List.of(
                "",
                "?dateOrder=YMD",
                "?dateOrder=MDY&encoding=utf-16",
                "?dateOrder=MDY&keepGood=yes",
                "?dateOrder=MDY&ambiguousDates=maybe",
                "?dateOrder=MDY&keepgood=true")) {
            sent(administrator(), query, new Zip().with("t", "TeacherID,last", "1,X"))
                    .expectStatus()
                    .isBadRequest();
        }
        get("/contact-files/none").expectStatus().isNotFound();
    }

    @Test
    void letsAdministratorsAndTheOnboardingTeamLoadFilesAndNobodyElse() {
        var zip = new Zip().with("t", "TeacherID,last", "1,X");
        for (var token : List.of(
                TestTokens.person(business, AccessLevel.EVENT_ADMINISTRATOR),
                TestTokens.person("another", AccessLevel.ADMINISTRATOR),
                TestTokens.service(Scopes.CONTACTS_READ))) {
            sent(service.http(token), "?dateOrder=MDY", zip).expectStatus().isForbidden();
        }
        sent(service.http(TestTokens.service(Scopes.CONTACTS_LOAD)), "?dateOrder=MDY", zip)
                .expectStatus()
                .isAccepted();
        service.http(TestTokens.service(Scopes.CONTACTS_LOAD))
                .post()
                .uri("/businesses/" + business + "/contacts")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private JsonNode load(String query, Zip zip) {
        var accepted = sent(administrator(), query, zip)
                .expectStatus()
                .isAccepted()
                .expectBody(String.class)
                .returnResult();
        var id = JsonMapper.shared()
                .readTree(accepted.getResponseBody())
                .path("loadId")
                .asString();
        assertThat(accepted.getResponseHeaders().getLocation())
                .hasPath("/businesses/" + business + "/contact-files/" + id);
        await().atMost(LIMIT)
                .until(() -> List.of("LOADED", "REFUSED")
                        .contains(json("/contact-files/" + id).path("state").asString()));
        var load = json("/contact-files/" + id);
        var listed = ((ObjectNode) load.deepCopy())
                .set("refusedRows", JsonMapper.shared().createArrayNode());
        assertThat(json("/contact-files?limit=1").path("items").path(0)).isEqualTo(listed);
        return load;
    }

    private ResponseSpec sent(WebTestClient client, String query, Zip zip) {
        return client.post()
                .uri("/businesses/" + business + "/contact-files" + query)
                .contentType(MediaType.valueOf("application/zip"))
                .bodyValue(zip.bytes())
                .exchange();
    }

    private static void publish(RosterRecord... records) {
        var sent = TOPIC.publish(List.of(records));
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private String create(String body) {
        var made =
                post(body).expectStatus().isCreated().expectBody(String.class).returnResult();
        return JsonMapper.shared()
                .readTree(made.getResponseBody())
                .path("contactId")
                .asString();
    }

    private static void refused(ResponseSpec answer) {
        answer.expectStatus().isEqualTo(409).expectBody().jsonPath("$.detail").isEqualTo(DOUBLES);
    }

    private ResponseSpec post(String body) {
        return post(administrator(), body);
    }

    private ResponseSpec post(WebTestClient client, String body) {
        return client.post()
                .uri("/businesses/" + business + "/contacts")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec change(String id, String body) {
        return change(id, body, "*");
    }

    private ResponseSpec change(String id, String body, String tag) {
        return administrator()
                .put()
                .uri("/businesses/" + business + "/contacts/" + id)
                .header(HttpHeaders.IF_MATCH, tag)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private String tag(String id) {
        return Objects.requireNonNull(get("/contacts/" + id)
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());
    }

    private JsonNode audit(String action) {
        return json("/audit?action=" + action).path("items").get(0);
    }

    private String match(String email) {
        return Objects.requireNonNull(service.http()
                .post()
                .uri("/businesses/" + business + "/sign-in-matches")
                .bodyValue(Map.of("email", email))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private JsonNode json(String path, Object... variables) {
        return JsonMapper.shared()
                .readTree(get(path, variables)
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }

    private ResponseSpec get(String path, Object... variables) {
        return administrator()
                .get()
                .uri("/businesses/" + business + path, variables)
                .exchange();
    }

    private ResponseSpec send(HttpMethod method, String path) {
        return administrator()
                .method(method)
                .uri("/businesses/" + business + path)
                .exchange();
    }

    private WebTestClient administrator() {
        return service.http(TestTokens.person(business, "somebody", AccessLevel.ADMINISTRATOR));
    }
}
