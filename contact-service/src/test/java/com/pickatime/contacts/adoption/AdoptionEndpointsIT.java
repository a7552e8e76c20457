package com.pickatime.contacts.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.reading.BirthDateHashes;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.OwnContact.SealedBirthDate;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the endpoints answer beside the way that a school takes as a whole, and what needs nobody to ask them. */
class AdoptionEndpointsIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final LocalDate BORN = LocalDate.of(2000, 1, 1);
    private static final JsonMapper JSON = new JsonMapper();
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport first = TestImport.of(TestImport.freshBusiness(), 1);
    private final BusinessId business = new BusinessId(first.businessId());

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
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
        var job = json(get("/adoption")).path("job");
        assertThat(job.path("adoptedAt").asString())
                .isEqualTo(job.path("endedAt").asString(""));
        get("/contacts/" + own(PersonRole.STUDENT, 1)).expectBody().json("{\"sourceId\": \"s-1\", \"own\": false}");
        get("/contacts/" + own(PersonRole.STUDENT, 2)).expectBody().json("{\"own\": true}");
        assertThat(text(service.http(TestTokens.service(Scopes.CONTACTS_SIGN_IN))
                        .post()
                        .uri(path("/sign-in-matches"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"contactId\":\"" + ContactId.first(business, "s-1") + "\"}")
                        .exchange()))
                .as("a session of the contact that gave way")
                .contains(own(PersonRole.STUDENT, 1).value());
        assertThat(json(get("/adoption")).path("trustedRules").toString()).isEqualTo("[\"EMAIL_NAME\"]");
        whoeverIsSecondToDecideAMatchIsRefused();

        service.http(administrator())
                .post()
                .uri(path("/adoption/reports"))
                .exchange()
                .expectStatus()
                .isAccepted();
        await().atMost(LIMIT).untilAsserted(() -> {
            var later = json(get("/adoption")).path("job");
            assertThat(later.path("kind").asString()).isEqualTo("REPORT");
            assertThat(later.path("state").asString()).isEqualTo("DONE");
            assertThat(later.path("adoptedAt").asString())
                    .as("of the job before")
                    .isEqualTo(job.path("adoptedAt").asString());
        });
    }

    private void whoeverIsSecondToDecideAMatchIsRefused() {
        var open =
                json(get("/adoption/matches?decision=PROPOSED")).path("items").path(0);
        var match = "/adoption/matches/" + open.path("own").asString() + "/"
                + open.path("roster").asString();
        var seen = open.path("etag").asString();

        decide(match, seen, "ACCEPTED").expectStatus().isOk();
        decide(match, seen, "REFUSED").expectStatus().isEqualTo(412);
        decide(match, seen, "ACCEPTED").expectStatus().isOk();

        var accepted =
                json(get("/adoption/matches?decision=ACCEPTED")).path("items").path(0);
        assertThat(accepted.path("own")).isEqualTo(open.path("own"));
        decide(match, accepted.path("etag").asString(), "REFUSED")
                .expectStatus()
                .isOk();
    }

    private ResponseSpec decide(String match, String ifMatch, String decision) {
        return service.http(administrator())
                .put()
                .uri(path(match))
                .contentType(MediaType.APPLICATION_JSON)
                .header("If-Match", ifMatch)
                .bodyValue("{\"decision\":\"" + decision + "\"}")
                .exchange();
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

    private static MongoCollection<Document> contacts() {
        return service.bean(MongoDatabase.class).getCollection("contacts");
    }

    private static void complete(TestImport run, List<RosterRecord> records, List<RosterRecord> active) {
        TOPIC.publishImport(run, records, RosterTopic.byType(active));
        await().atMost(LIMIT).until(() -> service.isCompleted(run));
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
