package com.pickatime.contacts.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.ImportEventsTopic;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Quarantine as imports and administrators see it. */
class QuarantineEndpointsIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport first = TestImport.of(TestImport.freshBusiness(), 1);
    private final TestImport second = TestImport.of(first.businessId(), 2);
    private final String business = first.businessId();
    private final String bart = ContactId.first(new BusinessId(business), "s1").value();
    private final RosterRecord student = first.student("s1", "Bart", "p1");
    private final RosterRecord birthDate = first.birthDate("s1", "2012-02-23");
    private final RosterRecord parent = first.parent("p1", "Homer", null, "s1");

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @Test
    void keepsAContactOutOfEverythingWithoutADifference() {
        quarantined();

        assertThat(ImportEventsTopic.completed(second).getDifferences()).isZero();
        assertThat(ImportEventsTopic.completed(second).getApplied()).isEqualTo(1);
        assertThat(body("/contacts")).doesNotContain(bart).contains("Homer");
        assertThat(match()).contains("UNKNOWN");
        assertThat(body("/contacts/" + ContactId.first(new BusinessId(business), "p1") + "/relationships"))
                .contains("\"children\":[]");
        get("/summary").expectBody().json("{\"people\": 1, \"inactive\": 1}");
        get("/contacts/" + bart)
                .expectBody()
                .json("{\"state\": \"QUARANTINED\", \"active\": false, \"removal\": null}");
        assertThat(indexLine("PERSON", "s1")).contains("\"identity\":", "\"quarantined\":true");
        assertThat(indexLine("DEMOGRAPHICS", "s1")).contains("\"identity\":");
        for (var change : List.of("/restoration", "/new-generation")) {
            send(HttpMethod.POST, "/contacts/" + bart + change, "")
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.detail")
                    .value(String.class, detail -> assertThat(detail).contains("decide first"));
        }
    }

    @Test
    void listsWhoWaitsPageByPage() {
        var another = first.student("s2", "Lisa");
        complete(first, List.of(student, another), List.of(student, another));
        complete(second, List.of(second.quarantine("s1"), second.quarantine("s2")), List.of(student, another));

        var page = send(HttpMethod.GET, "/quarantine?limit=1", "").expectBody();

        page.json("{\"items\": [{\"familyName\": \"Simpson\", \"roles\": [\"STUDENT\"]}]}")
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        page.jsonPath("$.items[0].since").isNotEmpty();
        page.jsonPath("$.next")
                .value(
                        String.class,
                        next -> send(HttpMethod.GET, "/quarantine?limit=1&after=" + next, "")
                                .expectBody()
                                .jsonPath("$.next")
                                .isEmpty()
                                .jsonPath("$.items.length()")
                                .isEqualTo(1));
    }

    @Test
    void givesAwayWhoWaitsAsATable() {
        quarantined();

        var table = send(HttpMethod.GET, "/quarantine/export", "")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(Objects.requireNonNull(table).lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(bart, ",s1,STUDENT,Simpson,Bart,")
                .doesNotContain("2012");
        send(HttpMethod.GET, "/audit?action=CONTACTS_EXPORTED", "")
                .expectBody()
                .jsonPath("$.items[*].details.what")
                .isEqualTo(List.of("quarantine"));
    }

    @Test
    void letsTheNextImportBringTheSamePersonOver() {
        quarantined();

        decide("SAME_PERSON", tag())
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"contactId\": \"%s\", \"state\": \"ACTIVE\", \"successor\": null}".formatted(bart));

        assertThat(match()).contains("MATCHED");
        assertThat(indexLine("PERSON", "s1"))
                .as("the name tells nothing until the roster is written")
                .doesNotContain("identity", "quarantined");
        var third = TestImport.of(business, 3);
        var renamed = third.student("s1", "Bartholomew");
        complete(third, List.of(renamed), List.of(renamed, parent));
        assertThat(ImportEventsTopic.completed(third).getDifferences()).isZero();
        assertThat(indexLine("PERSON", "s1")).contains("identity");
    }

    @Test
    void startsAnotherPersonCleanWithTheNextImport() {
        quarantined();

        decide("ANOTHER_PERSON", tag())
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"state\": \"REMOVED\"}")
                .jsonPath("$.successor")
                .isEqualTo(next());

        assertThat(index()).as("the next import adds both").doesNotContain("\"s1\"");
        send(HttpMethod.POST, "/contacts/" + bart + "/restoration", "")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains(next()));
        var third = TestImport.of(business, 5);
        var milhouse = third.student("s1", "Milhouse");
        var his = third.birthDate("s1", "2015-07-01");
        TOPIC.publishImport(
                third,
                List.of(milhouse, his),
                Map.of(
                        RecordType.PERSON, List.of(milhouse, parent),
                        RecordType.DEMOGRAPHICS, List.of(his)));
        await().atMost(LIMIT).until(() -> service.isCompleted(third));
        assertThat(ImportEventsTopic.completed(third).getDifferences()).isZero();
        assertThat(match()).contains("MATCHED", next(), "\"level\":\"CUSTOMER\"");
        get("/contacts/" + next()).expectBody().json("""
                {"givenName": "Milhouse", "generation": 2, "lastChange": null, "hasSecurityValue": true}""");
        get("/contacts/" + bart).expectBody().json("""
                {"givenName": "Bart", "state": "REMOVED", "removal": {"by": "somebody"}}""");
    }

    @Test
    void startsWhoComesWithTheSourceIdOfSomebodyWhoLeftCleanToo() {
        complete(first, List.of(student, birthDate, parent), List.of(student, birthDate, parent));
        complete(
                second,
                List.of(second.remove(RecordType.PERSON, "s1"), second.remove(RecordType.DEMOGRAPHICS, "s1")),
                List.of(parent));
        assertThat(index()).doesNotContain("\"s1\"");
        assertThat(body("/source-index?gone=true").lines().filter(line -> line.contains("\"s1\"")))
                .hasSize(2)
                .allMatch(line -> line.contains("\"identity\":") && line.contains("\"gone\":true"));
        var third = TestImport.of(business, 3);
        complete(third, List.of(third.quarantine("s1")), List.of(parent));
        assertThat(ImportEventsTopic.completed(third).getDifferences()).isZero();
        get("/contacts/" + bart).expectBody().json("{\"state\": \"QUARANTINED\", \"active\": false}");

        decide("ANOTHER_PERSON", tag()).expectStatus().isOk();

        var later = TestImport.of(business, 9);
        var milhouse = later.student("s1", "Milhouse");
        complete(later, List.of(milhouse), List.of(milhouse, parent));
        assertThat(ImportEventsTopic.completed(later).getDifferences()).isZero();
        assertThat(match()).contains("MATCHED", next());
        get("/contacts/" + bart).expectBody().json("{\"givenName\": \"Bart\", \"state\": \"REMOVED\"}");
    }

    @Test
    void releasesWhoseRosterWentBack() {
        quarantined();
        var third = TestImport.of(business, 3);

        complete(third, List.of(third.release(student)), List.of(student, parent));

        assertThat(match()).contains("MATCHED");
        assertThat(send(HttpMethod.GET, "/quarantine", "")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("\"items\":[]");
        decide("SAME_PERSON", null).expectStatus().isEqualTo(409);
    }

    @Test
    void refusesWhatIsNoDecisionAndWhoMayNotDecide() {
        quarantined();

        decide("WHO_KNOWS", null).expectStatus().isBadRequest();
        decide("SAME_PERSON", "\"0.0\"").expectStatus().isEqualTo(412);
        for (var token : List.of(
                TestTokens.person(business, AccessLevel.APPOINTMENT_VIEWER),
                TestTokens.person("another", AccessLevel.ADMINISTRATOR),
                TestTokens.service(Scopes.CONTACTS_READ))) {
            as(token, HttpMethod.GET, "/quarantine", "", null).expectStatus().isForbidden();
            as(token, HttpMethod.POST, "/contacts/" + bart + "/quarantine", "{\"decision\": \"SAME_PERSON\"}", null)
                    .expectStatus()
                    .isForbidden();
        }
        as(administrator(), HttpMethod.POST, "/contacts/nobody/quarantine", "{\"decision\": \"SAME_PERSON\"}", null)
                .expectStatus()
                .isNotFound();
    }

    /** A student whose source ID was given again, as two imports tell it. */
    private void quarantined() {
        TOPIC.publishImport(
                first, List.of(student, birthDate, parent), RosterTopic.byType(List.of(student, birthDate, parent)));
        await().atMost(LIMIT).until(() -> service.isCompleted(first));
        TOPIC.publishImport(
                second, List.of(second.quarantine("s1")), RosterTopic.byType(List.of(student, birthDate, parent)));
        await().atMost(LIMIT).until(() -> service.isCompleted(second));
    }

    private void complete(TestImport run, List<RosterRecord> records, List<RosterRecord> active) {
        TOPIC.publishImport(run, records, RosterTopic.byType(active));
        await().atMost(LIMIT).until(() -> service.isCompleted(run));
    }

    private String next() {
        return ContactId.derived(new BusinessId(business), "s1", 2).value();
    }

    private String indexLine(String type, String sourceId) {
        return index().lines()
                .filter(line -> line.startsWith("[\"" + type + "\",\"" + sourceId + "\""))
                .findFirst()
                .orElseThrow();
    }

    private String index() {
        return body("/source-index");
    }

    private String body(String path) {
        return Objects.requireNonNull(
                get(path).expectBody(String.class).returnResult().getResponseBody());
    }

    private String match() {
        return Objects.requireNonNull(service.http()
                .post()
                .uri("/businesses/" + business + "/sign-in-matches")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"sourceId\":\"s1\"}")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private String tag() {
        return Objects.requireNonNull(get("/contacts/" + bart)
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag());
    }

    private ResponseSpec get(String path) {
        return service.http().get().uri("/businesses/" + business + path).exchange();
    }

    private ResponseSpec decide(String decision, @Nullable String tag) {
        return as(
                administrator(),
                HttpMethod.POST,
                "/contacts/" + bart + "/quarantine",
                "{\"decision\": \"" + decision + "\"}",
                tag);
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return as(administrator(), method, path, body, null);
    }

    private String administrator() {
        return TestTokens.person(business, "somebody", AccessLevel.ADMINISTRATOR);
    }

    private ResponseSpec as(String token, HttpMethod method, String path, String body, @Nullable String tag) {
        var request = service.http(token)
                .method(method)
                .uri("/businesses/" + business + path)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (tag != null) {
                        headers.set(HttpHeaders.IF_MATCH, tag);
                    }
                });
        return body.isEmpty() ? request.exchange() : request.bodyValue(body).exchange();
    }
}
