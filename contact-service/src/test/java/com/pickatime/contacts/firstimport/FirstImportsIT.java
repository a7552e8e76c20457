package com.pickatime.contacts.firstimport;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What administrators decide of a first import, and what the import service hears of it. */
class FirstImportsIT {

    private static RunningService service;

    private final BusinessId business = new BusinessId(TestImport.freshBusiness());

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @Test
    void tellsTheImportServiceOfTheContactsThatWouldGetTwins() {
        insert("lisa", PersonRole.STUDENT);
        insert("bart", PersonRole.STUDENT);
        insert("edna", PersonRole.TEACHER);
        Mono.from(service.database()
                        .getCollection("contacts")
                        .insertOne(own("gone", PersonRole.TEACHER).append("state", "REMOVED")))
                .block();

        assertThat(lastLine()).isEqualTo("{\"entries\":0,\"own\":{\"STUDENT\":2,\"TEACHER\":1}}");

        decide("ADOPT").expectStatus().isOk();
        assertThat(lastLine())
                .isEqualTo("{\"entries\":0,\"own\":{\"STUDENT\":2,\"TEACHER\":1},\"firstImport\":\"ADOPT\"}");
    }

    @Test
    void tellsNothingOfThemOnceARosterIsThere() {
        insert("lisa", PersonRole.STUDENT);
        present("orgs", "school");

        assertThat(lastLine()).isEqualTo("{\"entries\":1}");
    }

    @Test
    void showsWhoDecidedWhatAndHowManyThereAre() {
        insert("lisa", PersonRole.STUDENT);
        show().expectBody().json("{\"decision\": null, \"by\": null, \"at\": null, \"ownContacts\": {\"STUDENT\": 1}}");

        decide("CLEAR_FIRST")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"decision\": \"CLEAR_FIRST\", \"by\": \"somebody\", \"ownContacts\": {\"STUDENT\": 1}}")
                .jsonPath("$.at")
                .isNotEmpty();
        show().expectBody().json("{\"decision\": \"CLEAR_FIRST\", \"by\": \"somebody\"}");
    }

    @Test
    void takesTheSameDecisionOnceAndAnotherOneUntilARosterIsThere() {
        decide("CLEAR_FIRST").expectStatus().isOk();
        decide("CLEAR_FIRST").expectStatus().isOk();
        decide("ADOPT").expectStatus().isOk();
        present("contacts", "x");

        decide("ADOPT").expectStatus().isOk();
        decide("CLEAR_FIRST").expectStatus().isEqualTo(409);

        show().expectBody().json("{\"decision\": \"ADOPT\"}");
        assertThat(audited()).containsExactly(Map.of("decision", "CLEAR_FIRST"), Map.of("decision", "ADOPT"));
    }

    @Test
    void takesADecisionOnlyOnWhatWasSeen() {
        var seen = Objects.requireNonNull(
                show().expectBody().returnResult().getResponseHeaders().getETag());
        decide("CLEAR_FIRST").expectStatus().isOk();

        as(seen, "ADOPT").expectStatus().isEqualTo(412);
        as(seen, "CLEAR_FIRST").expectStatus().isOk();

        show().expectBody().json("{\"decision\": \"CLEAR_FIRST\"}");
        as(
                        Objects.requireNonNull(show().expectBody()
                                .returnResult()
                                .getResponseHeaders()
                                .getETag()),
                        "ADOPT")
                .expectStatus()
                .isOk();
    }

    private ResponseSpec as(String ifMatch, String decision) {
        return service.http(administrator())
                .put()
                .uri("/businesses/" + business + "/first-import")
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .bodyValue("{\"decision\": \"" + decision + "\"}")
                .exchange();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"decision\": \"LATER\"}", "{\"decision\": null}"})
    void refusesWhatIsNoDecision(String body) {
        send(HttpMethod.PUT, TestTokens.person(business.value(), "somebody", AccessLevel.ADMINISTRATOR), body)
                .expectStatus()
                .isBadRequest();
        assertThat(audited()).isEmpty();
    }

    @Test
    void isForAdministratorsAlone() {
        var lesser = TestTokens.person(business.value(), AccessLevel.APPOINTMENT_VIEWER);
        var another = TestTokens.person("another", AccessLevel.ADMINISTRATOR);
        for (var token : List.of(lesser, another, TestTokens.service(Scopes.CONTACTS_READ))) {
            send(HttpMethod.PUT, token, "{\"decision\": \"ADOPT\"}")
                    .expectStatus()
                    .isForbidden();
            send(HttpMethod.GET, token, "").expectStatus().isForbidden();
        }
    }

    @Test
    void remembersWhereAdministratorsAreAndTellsTheSecondOneThatItChanged() {
        reached()
                .expectHeader()
                .valueEquals("ETag", "\"0\"")
                .expectBody()
                .json("{\"way\": null, \"ticked\": [], \"by\": null, \"at\": null}");

        reach("\"0\"", "{\"way\": \"CLEAR_FIRST\", \"ticked\": []}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        reach("\"0\"", "{\"way\": \"ADOPT\", \"ticked\": []}").expectStatus().isEqualTo(412);
        reach("\"1\"", "{\"way\": null, \"ticked\": [\"REPORTS_EXPORTED\", \"EVENT_MADE\", \"EVENT_MADE\"]}")
                .expectStatus()
                .isOk();
        reach("\"1\"", "{\"way\": \"ADOPT\", \"ticked\": []}").expectStatus().isEqualTo(412);
        reach("\"7\"", "{\"way\": \"ADOPT\", \"ticked\": []}").expectStatus().isEqualTo(412);
        reach("*", "{\"way\": \"ADOPT\", \"ticked\": []}").expectStatus().isEqualTo(412);

        reached()
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectBody()
                .json("{\"way\": null, \"ticked\": [\"EVENT_MADE\", \"REPORTS_EXPORTED\"], \"by\": \"somebody\"}")
                .jsonPath("$.at")
                .isNotEmpty();
    }

    @Test
    void keepsTheWayBesideTheDecisionWhicheverComesFirst() {
        decide("ADOPT").expectStatus().isOk();
        reach("\"0\"", "{\"way\": \"CLEAR_FIRST\", \"ticked\": [\"PARENTS_TOLD\"]}")
                .expectStatus()
                .isOk();
        decide("CLEAR_FIRST").expectStatus().isOk();

        show().expectBody().json("{\"decision\": \"CLEAR_FIRST\"}");
        reached().expectBody().json("{\"ticked\": [\"PARENTS_TOLD\"], \"version\": 1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"way\": \"ADOPT\"}",
                "{\"way\": \"LATER\", \"ticked\": []}",
                "{\"ticked\": [\"CONNECTION\"]}",
                "{\"ticked\": [null]}"
            })
    void refusesToReachWhatIsNoPlace(String body) {
        reach("\"0\"", body).expectStatus().isBadRequest();
        reached().expectBody().json("{\"version\": 0}");
    }

    @Test
    void takesNoProgressOfSomebodyWhoHasNotSeenIt() {
        reach(null, "{\"ticked\": []}").expectStatus().isEqualTo(428);
    }

    private ResponseSpec reached() {
        return service.http(administrator())
                .get()
                .uri("/businesses/" + business + "/first-import/progress")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private ResponseSpec reach(@Nullable String seen, String body) {
        return service.http(administrator())
                .put()
                .uri("/businesses/" + business + "/first-import/progress")
                .headers(headers -> {
                    if (seen != null) {
                        headers.set("If-Match", seen);
                    }
                })
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    private List<Map<String, Object>> audited() {
        return Objects.requireNonNull(Flux.from(service.database()
                        .getCollection("audit")
                        .find(new Document("businessId", business.value()))
                        .sort(new Document("_id", 1)))
                .map(entry -> Map.<String, Object>copyOf(entry.get("details", Document.class)))
                .collectList()
                .block());
    }

    private ResponseSpec show() {
        return send(HttpMethod.GET, administrator(), "");
    }

    private ResponseSpec decide(String decision) {
        return send(HttpMethod.PUT, administrator(), "{\"decision\": \"" + decision + "\"}");
    }

    private String administrator() {
        return TestTokens.person(business.value(), "somebody", AccessLevel.ADMINISTRATOR);
    }

    private ResponseSpec send(HttpMethod method, String token, String body) {
        var request = service.http(token)
                .method(method)
                .uri("/businesses/" + business + "/first-import")
                .header("Content-Type", "application/json");
        return body.isEmpty() ? request.exchange() : request.bodyValue(body).exchange();
    }

    private String lastLine() {
        var lines = Objects.requireNonNull(service.stream("/businesses/" + business + "/source-index")
                        .collectList()
                        .map(parts -> String.join("", parts))
                        .block())
                .lines()
                .toList();
        return lines.get(lines.size() - 1);
    }

    private void insert(String id, PersonRole role) {
        Mono.from(service.database().getCollection("contacts").insertOne(own(id, role)))
                .block();
    }

    private Document own(String id, PersonRole role) {
        return new OwnContact(ContactId.own(business, role.name(), id), role, id, "Simpson", id, null, null)
                .document(business);
    }

    private void present(String collection, String id) {
        Mono.from(service.database()
                        .getCollection(collection)
                        .insertOne(new Document("_id", business + ":" + id)
                                .append("businessId", business.value())
                                .append("sourceId", id)
                                .append("hash", new byte[16])
                                .append("present", true)))
                .block();
    }
}
