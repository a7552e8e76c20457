package com.pickatime.contacts.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.reading.BirthDateHashes;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.OwnContact.SealedBirthDate;
import com.pickatime.contacts.testing.ImportEventsTopic;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A school that used pickAtime for years brings its roster in. */
class AdoptionJourneyIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final LocalDate BORN = LocalDate.of(2000, 1, 1);
    private static final int STUDENTS = 1_500;
    private static final int PARENTS = 394;
    private static final int TEACHERS = 100;
    private static final int NAMESAKES = 6;
    private static final int PEOPLE = STUDENTS + PARENTS + TEACHERS + NAMESAKES;
    private static final JsonMapper JSON = new JsonMapper();
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport first = TestImport.of(TestImport.freshBusiness(), 1);
    private final BusinessId business = new BusinessId(first.businessId());

    @BeforeAll
    static void start() {
        service = RunningService.start(TestStore.freshDatabaseName());
    }

    @AfterAll
    static void stop() {
        service.close();
        TOPIC.close();
    }

    @Test
    void leavesNotOneDuplicateAndLosesNothing() {
        bringOwnPeople();
        var records = records(first);
        complete(first, records, records);
        assertThat(summary().path("people").asInt()).isEqualTo(2 * PEOPLE);

        post("/adoption/reports", "").expectStatus().isEqualTo(202);
        awaitJob();
        var found = json(get("/adoption"));
        assertThat(found.path("matches").path("decisions").path("PROPOSED").asInt())
                .isEqualTo(PEOPLE - NAMESAKES);
        assertThat(found.path("matches").path("decisions").path("UNDECIDED").asInt())
                .isEqualTo(2 * NAMESAKES);
        var namesakes = json(get("/adoption/matches?decision=UNDECIDED")).path("items");
        assertThat(namesakes)
                .hasSize(2 * NAMESAKES)
                .allSatisfy(
                        match -> assertThat(match.path("against").toString()).contains("ANOTHER_CANDIDATE"));
        assertThat(pagesOf("/adoption/matches?decision=PROPOSED&role=STUDENT")).hasSize(STUDENTS);

        for (var rule : List.of("EMAIL_NAME", "NAME_BIRTH_DATE", "NAME_CHILD")) {
            post("/adoption/rules/" + rule + "/decision", "{\"decision\":\"ACCEPTED\"}")
                    .expectStatus()
                    .isOk();
        }
        assertThat(json(get("/adoption/preview")).path("contacts").asInt()).isEqualTo(PEOPLE - NAMESAKES);
        post("/adoption/runs", "").expectStatus().isEqualTo(202);
        awaitJob();
        decideNamesakes();
        post("/adoption/runs", "").expectStatus().isEqualTo(202);
        awaitJob();

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(summary().path("people").asInt()).isEqualTo(PEOPLE));
        assertThat(summary().path("duplicateContacts").asInt()).isZero();
        var teacher = own(PersonRole.TEACHER, 0);
        get("/contacts/" + teacher).expectBody().json("""
                        {"active": true, "own": false, "present": true, "sourceId": "t-0"}""");
        assertThat(match(ContactId.first(business, "t-0").value()))
                .as("a session of the contact that gave way")
                .contains(teacher.value(), "ADMINISTRATOR");
        get("/contacts/" + ContactId.first(business, "t-0")).expectBody().json("""
                        {"active": false, "state": "MERGED", "mergedInto": "%s"}""".formatted(teacher));
        assertThat(document(own(PersonRole.PARENT, 0)).toJson())
                .contains(own(PersonRole.STUDENT, 0).value());

        var adopted = allContacts();
        var second = TestImport.of(first.businessId(), 2);
        complete(second, List.of(), records);
        assertThat(ImportEventsTopic.completed(second).getDifferences()).isZero();
        assertThat(allContacts()).as("an import that brings nothing new").isEqualTo(adopted);

        assertThat(text(post("/contacts/" + teacher + "/un-adoption", "")))
                .contains(ContactId.first(business, "t-0").value());
        get("/contacts/" + teacher).expectBody().json("""
                        {"active": true, "own": true, "present": false, "givenName": "Téacher0"}""");
        get("/contacts/" + ContactId.first(business, "t-0")).expectBody().json("""
                        {"active": true, "own": false, "sourceId": "t-0", "givenName": "TEACHER0"}""");
        assertThat(match(teacher.value())).contains("ADMINISTRATOR");
        post("/contacts/" + teacher + "/un-adoption", "").expectStatus().isEqualTo(409);
        var third = TestImport.of(first.businessId(), 3);
        complete(third, List.of(), records);
        assertThat(ImportEventsTopic.completed(third).getDifferences()).isZero();
        assertThat(text(service.http(administrator()).get().uri(path("/audit")).exchange()))
                .contains("MATCHES_DECIDED", "ADOPTION_STARTED", "CONTACT_UNADOPTED", "CONTACTS_EXPORTED");
    }

    @Test
    void adoptsByItselfWhatTrustedRulesFound() {
        store(own(PersonRole.STUDENT, 1), PersonRole.STUDENT, "Student1", "student1@example.org", null);
        store(own(PersonRole.STUDENT, 2), PersonRole.STUDENT, "Student2", null, BORN);
        var records = List.of(
                first.person("s-1", "Student1", PersonRole.STUDENT, "student1@example.org"),
                first.person("s-2", "Student2", PersonRole.STUDENT, null),
                first.birthDate("s-2", BORN.toString()));
        complete(first, records, records);
        service.http(administrator())
                .put()
                .uri(path("/adoption/trusted-rules"))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"rules\":[\"EMAIL_NAME\"]}")
                .exchange()
                .expectStatus()
                .isOk();

        service.bean(TrustedAdoptions.class).importCompleted(business).block(LIMIT);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                                json(get("/adoption")).path("job").path("state").asString(""))
                        .isEqualTo("DONE"));
        get("/contacts/" + own(PersonRole.STUDENT, 1)).expectBody().json("{\"sourceId\": \"s-1\", \"own\": false}");
        get("/contacts/" + own(PersonRole.STUDENT, 2)).expectBody().json("{\"own\": true}");
        assertThat(json(get("/adoption")).path("trustedRules").toString()).isEqualTo("[\"EMAIL_NAME\"]");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        put("/adoption/trusted-rules", "{\"rules\":[\"EMAIL\"]}").expectStatus().isBadRequest();
        put("/adoption/trusted-rules", "{}").expectStatus().isBadRequest();
        get("/adoption/matches?decision=MAYBE").expectStatus().isBadRequest();
        get("/adoption/matches?limit=0").expectStatus().isBadRequest();
        put("/adoption/matches/a/b", "{\"decision\":\"ACCEPTED\"}")
                .expectStatus()
                .isNotFound();
        put("/adoption/matches/a/b", "{\"decision\":\"ADOPTED\"}")
                .expectStatus()
                .isBadRequest();
        post("/adoption/rules/LUCK/decision", "{\"decision\":\"ACCEPTED\"}")
                .expectStatus()
                .isBadRequest();
        post("/contacts/x/un-adoption", "").expectStatus().isNotFound();
        table("ownContactId,decision\r\nx,ACCEPTED\r\n").expectStatus().isBadRequest();
        var taken = json(table(
                "\uFEFFdecision,ownContactId,rosterContactId\r\nACCEPTED,a,b\r\nMAYBE,a,b\r\nREFUSED,,b\r\n,a,b\r\n"));
        assertThat(taken.path("refused").asInt()).isEqualTo(3);
        assertThat(taken.path("open").asInt()).isEqualTo(1);
        assertThat(taken.path("problems").get(0).path("line").asInt()).isEqualTo(2);
    }

    /** Out of the table that came; the names in it are for people alone. */
    private void decideNamesakes() {
        var export = text(get("/adoption/matches/export?decision=UNDECIDED"));
        assertThat(export).contains("Namesake1", "Simpson");
        var taken = new HashSet<String>();
        var decided = export.lines()
                .map(line -> {
                    var cells = line.split(",", -1);
                    var own = cells[cells.length - 2];
                    var roster = cells[cells.length - 1];
                    if (line.startsWith("decision") || taken.contains(own) || taken.contains(roster)) {
                        return line;
                    }
                    taken.add(own);
                    taken.add(roster);
                    return line.replaceFirst("UNDECIDED", "ACCEPTED");
                })
                .collect(Collectors.joining("\r\n"));
        var answer = json(table(decided));
        assertThat(answer.path("decided").asInt()).isEqualTo(NAMESAKES);
        assertThat(answer.path("open").asInt()).isEqualTo(NAMESAKES);
        assertThat(answer.path("refused").asInt()).isZero();
    }

    private void bringOwnPeople() {
        for (int i = 0; i < STUDENTS; i++) {
            // a third each: only an address, only a birth date, both
            store(
                    own(PersonRole.STUDENT, i),
                    PersonRole.STUDENT,
                    "Stüdent" + i,
                    i % 3 == 0 ? null : "student" + i + "@example.org",
                    i % 3 == 1 ? null : BORN.plusDays(i));
        }
        for (int i = 0; i < PARENTS; i++) {
            // two parents share an address, and every tenth has none and is known by the child
            store(
                    own(PersonRole.PARENT, i),
                    PersonRole.PARENT,
                    "Parent" + i,
                    i % 10 == 0 ? null : "family" + i / 2 + "@example.org",
                    null);
            update(
                    own(PersonRole.PARENT, i),
                    Updates.push(
                            "local.links",
                            new ContactLink(
                                            own(PersonRole.STUDENT, i),
                                            ContactLink.Kind.FILE,
                                            "the-loader",
                                            Instant.EPOCH)
                                    .document()));
        }
        for (int i = 0; i < TEACHERS; i++) {
            store(own(PersonRole.TEACHER, i), PersonRole.TEACHER, "Téacher" + i, "teacher" + i + "@example.org", null);
        }
        update(own(PersonRole.TEACHER, 0), Updates.set("local.accessLevel", "ADMINISTRATOR"));
        for (int i = 0; i < NAMESAKES; i++) {
            store(
                    own(PersonRole.AIDE, i),
                    PersonRole.STUDENT,
                    "Namesake" + i / 2,
                    "namesake" + i / 2 + "@example.org",
                    null);
        }
    }

    /** The same people, whom the district calls otherwise. */
    private static List<RosterRecord> records(TestImport run) {
        var records = new ArrayList<RosterRecord>();
        for (int i = 0; i < STUDENTS; i++) {
            records.add(run.person("s-" + i, "Student" + i, PersonRole.STUDENT, "STUDENT" + i + "@example.org"));
            records.add(run.birthDate("s-" + i, BORN.plusDays(i).toString()));
        }
        for (int i = 0; i < PARENTS; i++) {
            records.add(run.person(
                    "p-" + i,
                    "Parent" + i,
                    PersonRole.PARENT,
                    i % 10 == 0 ? null : "family" + i / 2 + "@example.org",
                    "s-" + i));
        }
        for (int i = 0; i < TEACHERS; i++) {
            records.add(run.person("t-" + i, "TEACHER" + i, PersonRole.TEACHER, "teacher" + i + "@example.org"));
        }
        for (int i = 0; i < NAMESAKES; i++) {
            records.add(
                    run.person("n-" + i, "Namesake" + i / 2, PersonRole.STUDENT, "namesake" + i / 2 + "@example.org"));
        }
        return records;
    }

    private ContactId own(PersonRole role, int number) {
        return ContactId.own(business, role.name(), String.valueOf(number));
    }

    private void store(
            ContactId id, PersonRole role, String givenName, @Nullable String email, @Nullable LocalDate birthDate) {
        Mono.from(contacts()
                        .insertOne(new OwnContact(
                                        id,
                                        role,
                                        givenName,
                                        "Simpson",
                                        id.value().substring(0, 8),
                                        email,
                                        birthDate == null
                                                ? null
                                                : new SealedBirthDate(
                                                        new byte[] {1},
                                                        service.bean(BirthDateHashes.class)
                                                                .hash(business, birthDate)))
                                .document(business)))
                .block(LIMIT);
    }

    private void update(ContactId contact, Bson change) {
        Mono.from(contacts().updateOne(Filters.eq("_id", ContactKey.of(business, contact)), change))
                .block(LIMIT);
    }

    private Document document(ContactId contact) {
        return Objects.requireNonNull(Mono.from(contacts().find(Filters.eq("_id", ContactKey.of(business, contact))))
                .block(LIMIT));
    }

    private List<Document> allContacts() {
        return Objects.requireNonNull(Flux.from(contacts().find(Filters.eq("businessId", business.value())))
                .sort((one, other) -> one.getString("_id").compareTo(other.getString("_id")))
                .collectList()
                .block(LIMIT));
    }

    private static MongoCollection<Document> contacts() {
        return service.bean(MongoDatabase.class).getCollection("contacts");
    }

    private static void complete(TestImport run, List<RosterRecord> records, List<RosterRecord> active) {
        TOPIC.publishImport(run, records, RosterTopic.byType(active));
        await().atMost(LIMIT).until(() -> service.isCompleted(run));
    }

    private void awaitJob() {
        await().atMost(LIMIT)
                .until(() -> !json(get("/adoption"))
                        .path("job")
                        .path("state")
                        .asString("")
                        .equals("RUNNING"));
        assertThat(json(get("/adoption")).path("job").path("state").asString(""))
                .isEqualTo("DONE");
    }

    private List<JsonNode> pagesOf(String what) {
        var items = new ArrayList<JsonNode>();
        var next = "";
        do {
            var page = json(get(what + "&limit=200" + (next.isEmpty() ? "" : "&after=" + next)));
            page.path("items").forEach(items::add);
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return items;
    }

    private JsonNode summary() {
        return json(service.http().get().uri(path("/summary")).exchange());
    }

    private String match(String contactId) {
        return text(service.http(TestTokens.service(Scopes.CONTACTS_SIGN_IN))
                .post()
                .uri(path("/sign-in-matches"))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"contactId\":\"" + contactId + "\"}")
                .exchange());
    }

    private ResponseSpec get(String what) {
        return service.http(administrator()).get().uri(path(what)).exchange();
    }

    private ResponseSpec post(String what, String body) {
        return send(HttpMethod.POST, what, MediaType.APPLICATION_JSON, body);
    }

    private ResponseSpec put(String what, String body) {
        return send(HttpMethod.PUT, what, MediaType.APPLICATION_JSON, body);
    }

    private ResponseSpec table(String lines) {
        return send(HttpMethod.POST, "/adoption/decisions", MediaType.valueOf("text/csv"), lines);
    }

    private ResponseSpec send(HttpMethod method, String what, MediaType type, String body) {
        return service.http(administrator())
                .mutate()
                .responseTimeout(LIMIT)
                .build()
                .method(method)
                .uri(path(what))
                .contentType(type)
                .bodyValue(body)
                .exchange();
    }

    private String path(String what) {
        return "/businesses/" + business + what;
    }

    private static JsonNode json(ResponseSpec response) {
        return JSON.readTree(text(response));
    }

    private static String text(ResponseSpec response) {
        return Objects.requireNonNull(response.expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private String administrator() {
        return TestTokens.person(business.value(), AccessLevel.ADMINISTRATOR);
    }
}
