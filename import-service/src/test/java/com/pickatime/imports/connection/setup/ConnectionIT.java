package com.pickatime.imports.connection.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.imports.Operator;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.doubles.TopicReader;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ConnectionIT {

    private static final Map<String, Object> DIRECT = Map.of(
            "businessName", "Direct School",
            "source", "CLASSLINK_DIRECT",
            "baseUrl", "https://roster.example.org",
            "consumerKey", "the-key",
            "consumerSecret", "the-secret",
            "administrators", List.of("admin@example.org"),
            "contactIdField", "IDENTIFIER",
            "timeZone", "America/Chicago");

    @Autowired
    private WebTestClient web;

    @Autowired
    private ClassLinkDouble classLink;

    @Autowired
    private TopicReader<ImportEvent> events;

    @Autowired
    private FieldCipher cipher;

    @Autowired
    private MongoDatabase database;

    @Autowired
    private Connections connections;

    private Operator operator;

    @BeforeEach
    void operator() {
        operator = new Operator(web);
    }

    @Test
    void neverShowsSecretsAndKeepsThemSealed() {
        operator.configure("direct-school", DIRECT);

        var shown = web.get()
                .uri("/connections/direct-school")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        var stored = Mono.from(database.getCollection("connections")
                        .find(new Document("_id", "direct-school"))
                        .first())
                .block(ContactsDouble.SOON);

        assertThat(shown)
                .contains(
                        "admin@example.org",
                        "\"consumerSecretKnown\":true",
                        "\"timeZone\":\"America/Chicago\"",
                        "\"state\":\"CONFIGURED\"");
        assertThat(shown).doesNotContain("the-key", "the-secret");
        assertThat(String.valueOf(stored)).doesNotContain("the-key", "the-secret", "admin@example.org");
    }

    @Test
    void keepsOptionsUntilTheyAreChangedAndNamesThemInTheTag() {
        var chosen = new HashMap<>(DIRECT);
        chosen.put(
                "options",
                Map.of(
                        "schools",
                        List.of("7_2", "7_1"),
                        "roles",
                        List.of("STUDENT"),
                        "schedule",
                        Map.of(
                                "cron",
                                "04:30",
                                "blackouts",
                                List.of(Map.of("from", "2027-06-15", "to", "2027-08-20")))));
        operator.configure("choosing", DIRECT);
        var before = tag("choosing");

        operator.configure("choosing", chosen);
        operator.configure("choosing", DIRECT);

        assertThat(tag("choosing")).isNotEqualTo(before);
        var options = operator.connection("choosing").path("options");
        assertThat(options.path("schools").toString()).isEqualTo("[\"7_1\",\"7_2\"]");
        assertThat(options.path("roles").toString()).isEqualTo("[\"STUDENT\"]");
        assertThat(options.path("terms").isEmpty()).isTrue();
        assertThat(options.path("schedule").path("cron").asString()).isEqualTo("0 30 4 * * *");
        assertThat(options.path("schedule").path("blackouts").toString())
                .isEqualTo("[{\"from\":\"2027-06-15\",\"to\":\"2027-08-20\"}]");
    }

    @Test
    void readsAConnectionThatIsOlderThanItsOptions() {
        operator.configure("older", DIRECT);
        Mono.from(database.getCollection("connections")
                        .updateOne(
                                new Document("_id", "older"),
                                new Document("$unset", new Document("configuration.options", ""))))
                .block(ContactsDouble.SOON);

        assertThat(operator.connection("older").path("options").path("schools").isArray())
                .isTrue();
    }

    @Test
    void saysWhichOptionIsWrong() {
        var wrong = new HashMap<>(DIRECT);
        wrong.put("options", Map.of("roles", List.of("PRINCIPAL")));

        web.put()
                .uri("/connections/wrong-option")
                .bodyValue(wrong)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("options.roles[0]");
    }

    @Test
    void keepsHowAServerIsSpokenToUntilSomethingElseIsSaid() {
        var tokens = new HashMap<>(DIRECT);
        tokens.put("authentication", "OAUTH2");
        tokens.put("tokenUrl", "https://login.example.org/token");
        tokens.put("oneRosterVersion", "V1_2");
        operator.configure("speaking", tokens);
        var tag = tag("speaking");

        operator.configure("speaking", withoutSecret(DIRECT));

        assertThat(tag("speaking")).isEqualTo(tag);
        var connection = operator.connection("speaking");
        assertThat(connection.path("authentication").asString()).isEqualTo("OAUTH2");
        assertThat(connection.path("tokenUrl").asString()).isEqualTo("https://login.example.org/token");
        assertThat(connection.path("oneRosterVersion").asString()).isEqualTo("V1_2");

        var signatures = withoutSecret(DIRECT);
        signatures.put("authentication", "OAUTH1");
        operator.configure("speaking", signatures);
        assertThat(operator.connection("speaking").path("tokenUrl").asString(""))
                .isEmpty();
    }

    @Test
    void sendsNoSecretThatItKeepsToAnotherTokenUrl() {
        operator.configure("careful", DIRECT);
        var tokens = withoutSecret(DIRECT);
        tokens.put("authentication", "OAUTH2");
        tokens.put("tokenUrl", "https://elsewhere.example.org/token");

        web.put()
                .uri("/connections/careful")
                .bodyValue(tokens)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("consumerKey");
    }

    private static Map<String, Object> withoutSecret(Map<String, Object> connection) {
        var without = new HashMap<>(connection);
        without.remove("consumerKey");
        without.remove("consumerSecret");
        return without;
    }

    @Test
    void tellsOnceThatAConnectionIsActiveAndImportsItFirst() {
        classLink.add(new District("9201", 2));
        operator.connect("once-active", "9201");
        operator.activate("once-active");

        assertThat(operator.first("once-active").path("trigger").asString()).isEqualTo("MANUAL");
        assertThat(told("once-active", ImportActivated.class)).singleElement().satisfies(activated -> {
            assertThat(activated.getBusinessName()).isEqualTo("School once-active");
            assertThat(opened("once-active", activated.getAdministratorCiphertexts()))
                    .containsExactly("admin@example.org");
        });
    }

    @Test
    void tellsWhenAdministratorsOfAnActiveConnectionChange() {
        classLink.add(new District("9202", 2));
        operator.connect("changing", "9202");
        var same = Map.<String, Object>of(
                "businessName",
                "School changing",
                "tenantId",
                "9202",
                "source",
                "CLASSLINK_PROXY",
                "administrators",
                List.of("admin@example.org"));
        var other = Map.<String, Object>of(
                "businessName",
                "School changing",
                "tenantId",
                "9202",
                "source",
                "CLASSLINK_PROXY",
                "administrators",
                List.of("new@example.org", "admin@example.org"));

        operator.configure("changing", same);
        operator.configure("changing", other);

        await().atMost(ContactsDouble.SOON)
                .untilAsserted(() -> assertThat(told("changing", AdministratorsChanged.class))
                        .isNotEmpty());
        assertThat(told("changing", AdministratorsChanged.class))
                .singleElement()
                .satisfies(changed -> assertThat(opened("changing", changed.getAdministratorCiphertexts()))
                        .containsExactly("new@example.org", "admin@example.org"));
    }

    @Test
    void refusesToActivateWhatNobodyIsToldAbout() {
        operator.configure("nobody", Map.of("businessName", "Nobody", "source", "FILE"));

        web.post()
                .uri("/connections/nobody/activation")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("administrators");
    }

    @Test
    void saysWhichFieldsAreWrong() {
        web.put()
                .uri("/connections/wrong")
                .bodyValue(Map.of("businessName", "Wrong", "source", "CLASSLINK_PROXY"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("tenantId")
                .jsonPath("$.errors[0].reason")
                .isNotEmpty();
    }

    @Test
    void tellsWhoComesSecondThatTheConnectionWasChanged() {
        operator.configure("two-at-once", DIRECT);
        var seen = tag("two-at-once");
        var change = new HashMap<>(DIRECT);
        change.put("businessName", "First Change");
        ifMatch("two-at-once", seen, change).expectStatus().isOk();

        change.put("businessName", "Second Change");
        ifMatch("two-at-once", seen, change).expectStatus().isEqualTo(412);

        assertThat(operator.connection("two-at-once").path("businessName").asString())
                .isEqualTo("First Change");
        ifMatch("two-at-once", tag("two-at-once"), change).expectStatus().isOk();
        ifMatch("two-at-once-not-there", seen, change).expectStatus().isEqualTo(412);
    }

    @Test
    void keepsTheTeamsOwnNameForTheTeam() {
        web.put()
                .uri("/connections/onboarding-team")
                .bodyValue(DIRECT)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("businessId");
    }

    @Test
    void listsByStateAndByAPartOfTheName() {
        var named = new HashMap<>(DIRECT);
        named.put("businessName", "Willow Creek Unified");
        operator.configure("listed-willow", named);
        operator.configure("listed-other", DIRECT);

        assertThat(listed("q=willow creek")).containsExactly("listed-willow");
        assertThat(listed("q=listed-&state=CONFIGURED")).containsExactly("listed-other", "listed-willow");
        assertThat(listed("q=listed-&state=PENDING")).isEmpty();
        web.get().uri("/connections?state=ASLEEP").exchange().expectStatus().isBadRequest();
    }

    @Test
    void looksAtWhatAServerHasWithoutKeepingAnyOfIt() {
        var district = new District("9211", 3);
        classLink.add(district);
        operator.configure(
                "looked-at", Map.of("businessName", "Looked At", "tenantId", "9211", "source", "CLASSLINK_PROXY"));

        var check = check("looked-at");
        assertThat(check.path("collections")
                        .valueStream()
                        .map(one -> one.path("state").asString()))
                .hasSize(7)
                .doesNotContain("FAILED");
        assertThat(check.path("collections")
                        .valueStream()
                        .filter(one -> one.path("collection").asString().equals("users"))
                        .map(one -> one.path("rows").asLong()))
                .singleElement()
                .isEqualTo((long) district.rows("users").size());
        assertThat(operator.connection("looked-at").path("state").asString()).isEqualTo("CONFIGURED");
        for (var kept :
                List.of("import_runs", "import_refusals", "roster_snapshots", "roster_snapshot_parts", "plan_lines")) {
            assertThat(Flux.from(database.getCollection(kept).find())
                            .map(String::valueOf)
                            .filter(document -> document.contains("looked-at"))
                            .collectList()
                            .block(ContactsDouble.SOON))
                    .as(kept)
                    .isEmpty();
        }

        district.status = "Suspended";
        district.enabled = false;
        assertThat(check("looked-at").path("problem").asString()).contains("check that", "switched on");
        operator.configure("looked-at-file", Map.of("businessName", "Files", "source", "FILE"));
        assertThat(check("looked-at-file").path("problem").asString()).contains("Upload a file");
    }

    private JsonNode check(String businessId) {
        return Objects.requireNonNull(web.post()
                .uri("/connections/{b}/check", businessId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private List<String> listed(String query) {
        return Objects.requireNonNull(web.get()
                        .uri("/connections?" + query)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .path("items")
                .valueStream()
                .map(one -> one.path("businessId").asString())
                .toList();
    }

    private String tag(String businessId) {
        return Objects.requireNonNull(web.get()
                .uri("/connections/{b}", businessId)
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());
    }

    private WebTestClient.ResponseSpec ifMatch(String businessId, String tag, Map<String, Object> connection) {
        return web.put()
                .uri("/connections/{b}", businessId)
                .header("If-Match", tag)
                .bodyValue(connection)
                .exchange();
    }

    @Test
    void refusesBlankIds() {
        isRefusedAsBad(web.get().uri("/connections/{businessId}", " ").exchange());
        isRefusedAsBad(web.put()
                .uri("/connections/{businessId}", " ")
                .bodyValue(DIRECT)
                .exchange());
        isRefusedAsBad(web.get()
                .uri("/businesses/{businessId}/imports/{importId}", "springfield", " ")
                .exchange());
    }

    @Test
    void givesATenantToOneBusinessOnly() {
        var connection = Map.<String, Object>of("businessName", "A", "tenantId", "9203", "source", "CLASSLINK_PROXY");
        operator.configure("tenant-first", connection);

        web.put()
                .uri("/connections/tenant-second")
                .bodyValue(connection)
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void pausesAndResumes() {
        classLink.add(new District("9204", 1));
        operator.connect("pausing", "9204");
        operator.first("pausing");
        state("pausing", "PAUSED");

        web.post()
                .uri("/businesses/pausing/imports")
                .bodyValue(Map.of("mode", "FULL"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
        state("pausing", "ACTIVE");
        assertThat(operator.run("pausing", "FULL").path("state").asString()).isEqualTo("COMPLETED");
    }

    /** Else pickAtime would ask for a roster that its district does not share any more. */
    @Test
    void leavesWhatClassLinkPausedToClassLink() {
        classLink.add(new District("9205", 1));
        operator.connect("withdrawn", "9205");
        operator.first("withdrawn");
        connections.pause(new BusinessId("withdrawn"), PausedBy.CLASSLINK).block(ContactsDouble.SOON);

        web.put()
                .uri("/connections/withdrawn")
                .bodyValue(Map.of(
                        "businessName",
                        "School withdrawn",
                        "tenantId",
                        "9205",
                        "source",
                        "CLASSLINK_PROXY",
                        "state",
                        "ACTIVE"))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(String.valueOf(detail)).contains("It goes on by itself"));
        assertThat(operator.connection("withdrawn").path("state").asString()).isEqualTo("PAUSED");
    }

    @Test
    void listsConnectionsPageByPage() {
        for (var business : List.of("paged-a", "paged-b")) {
            operator.configure(
                    business,
                    Map.of("businessName", business, "source", "FILE", "administrators", List.of("admin@example.org")));
        }
        var stored = Flux.from(database.getCollection("connections").find())
                .map(document -> document.getString("_id"))
                .sort()
                .collectList()
                .block();
        var seen = new ArrayList<String>();
        var next = "";
        do {
            var page = Objects.requireNonNull(web.get()
                    .uri("/connections?limit=1&after={after}", next)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(JsonNode.class)
                    .returnResult()
                    .getResponseBody());
            assertThat(page.path("items")).hasSizeLessThanOrEqualTo(1);
            page.path("items")
                    .forEach(found -> seen.add(found.path("businessId").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());

        assertThat(seen).contains("paged-a", "paged-b").isEqualTo(stored);
    }

    @Test
    void letsNobodyInWithoutTheToken() {
        var stranger = web.mutate()
                .defaultHeaders(headers -> headers.remove("Authorization"))
                .build();

        stranger.get().uri("/connections").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void knowsWhatThereIsNot() {
        web.get().uri("/connections/nowhere").exchange().expectStatus().isNotFound();
        web.post()
                .uri("/connections/nowhere/activation")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private static void isRefusedAsBad(WebTestClient.ResponseSpec response) {
        response.expectStatus().isBadRequest().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private void state(String businessId, String state) {
        operator.configure(
                businessId,
                Map.of(
                        "businessName",
                        "School " + businessId,
                        "tenantId",
                        "9204",
                        "source",
                        "CLASSLINK_PROXY",
                        "state",
                        state));
    }

    private <E> List<E> told(String businessId, Class<E> type) {
        return events.values().stream()
                .filter(event -> event.getBusinessId().equals(businessId))
                .map(ImportEvent::getEvent)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<String> opened(String businessId, List<ByteBuffer> sealed) {
        return sealed.stream()
                .map(address -> {
                    var bytes = new byte[address.remaining()];
                    address.duplicate().get(bytes);
                    return cipher.open(new BusinessId(businessId), "administrator", "email", bytes);
                })
                .toList();
    }
}
