package com.pickatime.contacts.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.ImportEventsTopic;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** What administrators decide of contacts, over HTTP and through imports. */
class ContactEditsIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final String business = run.businessId();
    private final String marge = ContactId.first(new BusinessId(business), "s1").value();

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @Test
    void keepsAContactRemovedThroughImportsWithoutADifferenceUntilItIsRestored() {
        complete(run, run.person("s1", "Marge", PersonRole.TEACHER, null));

        send(HttpMethod.DELETE, marge + "?reason=left in May")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"active": false, "present": true, "state": "REMOVED",
                         "removal": {"by": "somebody", "reason": "left in May"},
                         "lastChange": {"version": 1, "by": "somebody"}}""");

        assertThat(outcomeOfSignIn("s1")).isEqualTo("UNKNOWN");
        await().atMost(LIMIT)
                .untilAsserted(() -> get("/summary").expectBody().json("{\"people\": 0, \"inactive\": 1}"));
        for (int revision = 2; revision <= 3; revision++) {
            var next = TestImport.of(business, revision);
            complete(next, next.person("s1", "Marge " + revision, PersonRole.TEACHER, null));
            assertThat(ImportEventsTopic.completed(next).getDifferences()).isZero();
        }
        assertThat(outcomeOfSignIn("s1")).isEqualTo("UNKNOWN");
        get("/contacts").expectBody().jsonPath("$.items").isEmpty();
        get("/contacts?only=REMOVED")
                .expectBody()
                .jsonPath("$.items[0].contactId")
                .isEqualTo(marge);
        get("/summary").expectBody().json("{\"people\": 0, \"inactive\": 1}");

        send(HttpMethod.POST, marge + "/restoration")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"active": true, "state": "ACTIVE", "givenName": "Marge 3", "removal": null,
                         "lastChange": {"version": 2}}""");
        assertThat(outcomeOfSignIn("s1")).isEqualTo("MATCHED");
    }

    @Test
    void countsARepeatedDecisionOnce() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, null));
        send(HttpMethod.DELETE, marge).expectStatus().isOk();

        send(HttpMethod.DELETE, marge).expectStatus().isOk().expectBody().json("{\"lastChange\": {\"version\": 1}}");
        send(HttpMethod.POST, marge + "/restoration").expectStatus().isOk();
        send(HttpMethod.POST, marge + "/restoration")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"lastChange\": {\"version\": 2}}");
    }

    @Test
    void givesARecycledSourceIdToANewContactThatInheritsNothing() {
        complete(run, run.person("s1", "Marge", PersonRole.TEACHER, null));
        setLevel(marge, null).expectStatus().isOk();

        var body = send(HttpMethod.POST, marge + "/new-generation")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"sourceId\": \"s1\", \"generation\": 2, \"active\": true, \"lastChange\": null}");
        var edna = ContactId.derived(new BusinessId(business), "s1", 2).value();
        body.jsonPath("$.contactId").isEqualTo(edna);

        assertThat(match("s1")).contains(edna, "\"level\":\"APPOINTMENT_VIEWER\"");
        get("/contacts/" + marge).expectBody().json("""
                        {"sourceId": null, "active": false, "present": false, "lastChange": {"version": 2}}""");
        var next = TestImport.of(business, 2);
        complete(next, next.person("s1", "Edna", PersonRole.TEACHER, null));
        assertThat(ImportEventsTopic.completed(next).getDifferences()).isZero();
        get("/contacts?sourceId=s1")
                .expectBody()
                .jsonPath("$.items[0].givenName")
                .isEqualTo("Edna");
        get("/contacts/" + marge).expectBody().jsonPath("$.givenName").isEqualTo("Marge");
        get("/summary").expectBody().json("{\"people\": 1, \"inactive\": 1, \"duplicateContacts\": 0}");
        send(HttpMethod.POST, marge + "/new-generation").expectStatus().isEqualTo(409);
    }

    @Test
    void changesTheVersionThatWasLookedAtOrNone() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, null));
        var seen = tag();

        setLevel(marge, seen).expectStatus().isOk();

        for (var change : List.of(
                setLevel(marge, seen),
                send(HttpMethod.DELETE, marge, seen),
                send(HttpMethod.POST, marge + "/restoration", seen),
                send(HttpMethod.POST, marge + "/new-generation", seen))) {
            change.expectStatus()
                    .isEqualTo(412)
                    .expectBody()
                    .jsonPath("$.detail")
                    .value(String.class, detail -> assertThat(detail).contains("Get it again"));
        }
        var afterLevel = tag();
        publish(TestImport.of(business, 2).person("s1", "Marjorie", PersonRole.TEACHER, null));
        setLevel(marge, afterLevel).expectStatus().isEqualTo(412);
        setLevel(marge, tag()).expectStatus().isOk().expectHeader().valueEquals(HttpHeaders.ETAG, tag());
    }

    @Test
    void letsNobodyRemoveThemselves() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, null));
        var herself = TestTokens.person(business, marge, AccessLevel.ADMINISTRATOR);

        for (var change : List.of(
                as(herself, HttpMethod.DELETE, marge, null),
                as(herself, HttpMethod.POST, marge + "/new-generation", null))) {
            change.expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.detail")
                    .value(String.class, detail -> assertThat(detail).contains("another administrator"));
        }
    }

    @Test
    void knowsNobodyElse() {
        send(HttpMethod.DELETE, marge).expectStatus().isNotFound();
        send(HttpMethod.POST, marge + "/restoration").expectStatus().isNotFound();
        send(HttpMethod.POST, marge + "/new-generation").expectStatus().isNotFound();
    }

    @ParameterizedTest
    @EnumSource(value = AccessLevel.class, names = "ADMINISTRATOR", mode = EnumSource.Mode.EXCLUDE)
    void letsNobodyBelowAnAdministratorDecide(AccessLevel level) {
        var somebody = TestTokens.person(business, "somebody", level);

        for (var token : List.of(somebody, TestTokens.service(Scopes.CONTACTS_READ))) {
            as(token, HttpMethod.DELETE, marge, null).expectStatus().isForbidden();
            as(token, HttpMethod.POST, marge + "/restoration", null)
                    .expectStatus()
                    .isForbidden();
            as(token, HttpMethod.POST, marge + "/new-generation", null)
                    .expectStatus()
                    .isForbidden();
        }
    }

    @Test
    void showsAndFindsWhatWeKnowBetterThroughImportsUntilItIsTakenBack() {
        complete(run, run.person("s1", "Marge", PersonRole.TEACHER, "marge@example.org"));

        override("givenName", "Margaux").expectStatus().isOk().expectBody().json("""
                        {"givenName": "Margaux", "overridden": ["givenName"], "lastChange": {"version": 1}}""");
        override("email", "M.Bouvier@Example.org").expectStatus().isOk();
        var next = TestImport.of(business, 2);
        complete(next, next.person("s1", "Marjorie", PersonRole.TEACHER, "marge@example.org"));

        assertThat(ImportEventsTopic.completed(next).getDifferences()).isZero();
        get("/contacts/" + marge).expectBody().json("""
                        {"givenName": "Margaux", "email": "M.Bouvier@Example.org", "overridden": ["givenName", "email"],
                         "rosterValues": {"givenName": "Marjorie", "email": "marge@example.org"}, "accessLevel": "APPOINTMENT_VIEWER"}""");
        for (var found : List.of("margaux", "MARGAUX simp", "m.bouvier@ex")) {
            get("/contacts?q=" + found)
                    .expectBody()
                    .jsonPath("$.items.length()")
                    .isEqualTo(1);
        }
        for (var hidden : List.of("marjorie", "marge", "marge@example.org")) {
            get("/contacts?q=" + hidden).expectBody().jsonPath("$.items").isEmpty();
        }
        assertThat(matchEmail("m.bouvier@example.ORG")).contains(marge, "Margaux Simpson");
        assertThat(matchEmail("marge@example.org")).contains("UNKNOWN");

        take(marge + "/overrides/givenName").expectStatus().isOk();
        take(marge + "/overrides/email").expectStatus().isOk().expectBody().json("""
                        {"givenName": "Marjorie", "email": "marge@example.org", "overridden": []}""");
        take(marge + "/overrides/email").expectStatus().isOk().expectBody().json("""
                        {"lastChange": {"version": 4}}""");
        get("/contacts?q=margaux").expectBody().jsonPath("$.items").isEmpty();
        assertThat(matchEmail("marge@example.org")).contains(marge);
    }

    @Test
    void saysWhichFieldsMayBeOursAndWhatTheyMustBe() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, null));

        for (var refused :
                List.of(override("roles", "ADMINISTRATOR"), override("email", "marge"), override("givenName", " "))) {
            refused.expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].reason")
                    .isNotEmpty();
        }
        take(marge + "/overrides/hash").expectStatus().isBadRequest();
    }

    private ResponseSpec override(String field, String value) {
        return service.http(administrator())
                .put()
                .uri("/businesses/" + business + "/contacts/" + marge + "/overrides/" + field)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"value\":\"" + value + "\"}")
                .exchange();
    }

    private ResponseSpec take(String path) {
        return send(HttpMethod.DELETE, path);
    }

    private void complete(TestImport next, RosterRecord record) {
        TOPIC.publishImport(next, List.of(record), RosterTopic.byType(List.of(record)));
        await().atMost(LIMIT).until(() -> service.isCompleted(next));
    }

    private static void publish(RosterRecord record) {
        var sent = TOPIC.publish(List.of(record));
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private ResponseSpec get(String path) {
        return service.http().get().uri("/businesses/" + business + path).exchange();
    }

    private String tag() {
        return Objects.requireNonNull(get("/contacts/" + marge)
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag());
    }

    private String outcomeOfSignIn(String sourceId) {
        return match(sourceId).replaceAll(".*\"outcome\":\"([A-Z]*)\".*", "$1");
    }

    private String match(String sourceId) {
        return ask("{\"sourceId\":\"" + sourceId + "\"}");
    }

    private String matchEmail(String email) {
        return ask("{\"email\":\"" + email + "\"}");
    }

    private String ask(String question) {
        return Objects.requireNonNull(service.http()
                .post()
                .uri("/businesses/" + business + "/sign-in-matches")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(question)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private ResponseSpec setLevel(String contact, @Nullable String tag) {
        return service.http(administrator())
                .put()
                .uri("/businesses/" + business + "/contacts/" + contact + "/access-level")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> ifMatch(headers, tag))
                .bodyValue("{\"level\":\"ADMINISTRATOR\"}")
                .exchange();
    }

    private ResponseSpec send(HttpMethod method, String path) {
        return send(method, path, null);
    }

    private ResponseSpec send(HttpMethod method, String path, @Nullable String tag) {
        return as(administrator(), method, path, tag);
    }

    private ResponseSpec as(String token, HttpMethod method, String path, @Nullable String tag) {
        return service.http(token)
                .method(method)
                .uri("/businesses/" + business + "/contacts/" + path)
                .headers(headers -> ifMatch(headers, tag))
                .exchange();
    }

    private static void ifMatch(HttpHeaders headers, @Nullable String tag) {
        if (tag != null) {
            headers.set(HttpHeaders.IF_MATCH, tag);
        }
    }

    private String administrator() {
        return TestTokens.person(business, AccessLevel.ADMINISTRATOR);
    }
}
