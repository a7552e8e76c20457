package com.pickatime.contacts.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The endpoints that sign-in needs, over HTTP and on imported contacts. */
class SignInEndpointsIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
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
    void findsAnImportedContact() {
        publish(run.person("s/1", "Marge", PersonRole.TEACHER, " Marge@Example.org"));

        match("{\"sourceId\":\"s/1\"}").expectStatus().isOk().expectBody().json("""
                        {"outcome":"MATCHED","matchedBy":"SOURCE_ID","contact":{"contactId":"%s",
                         "sourceId":"s/1","displayName":"Marge Simpson","roles":["TEACHER"],"level":"APPOINTMENT_VIEWER"}}""".formatted(contact("s/1")));
        match("{\"email\":\"MARGE@example.org \"}")
                .expectBody()
                .jsonPath("$.matchedBy")
                .isEqualTo("EMAIL");
        match("{\"sourceId\":\"S/1\",\"email\":\"marge@example.org\"}")
                .expectBody()
                .json("""
                        {"outcome":"UNKNOWN","matchedBy":null,"contact":null}""");
        match("{\"sourceId\":\"S/1\"}").expectBody().json("""
                        {"outcome":"UNKNOWN","matchedBy":null,"contact":null}""");
    }

    @Test
    void knowsWhomItAdmittedBeforeByTheContactAndNotByTheSourceId() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, "marge@example.org"));

        match("{\"contactId\":\"" + contact("s1") + "\"}").expectBody().json("""
                        {"outcome":"MATCHED","matchedBy":"CONTACT_ID","contact":{"sourceId":"s1"}}""");
        match("{\"contactId\":\"s1\",\"sourceId\":\"s1\"}")
                .expectBody()
                .jsonPath("$.outcome")
                .isEqualTo("UNKNOWN");
    }

    @Test
    void doesNotKnowSomebodyWhoLeftTheRoster() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, "marge@example.org"));
        publish(TestImport.of(business, 2).remove(RecordType.PERSON, "s1"));

        match("{\"sourceId\":\"s1\",\"email\":\"marge@example.org\"}")
                .expectBody()
                .jsonPath("$.outcome")
                .isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"s1\"", "{\"sourceId\":{}}", "{\"sourceId\":[\"s1\"]}", "{"})
    void takesNoOtherQuestion(String body) {
        match(body).expectStatus().isBadRequest().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void saysWhichPartIsTooLongAndRepeatsNothing() {
        var answer = match("{\"sourceId\":\"" + "s".repeat(513) + "\",\"email\":\"" + "m".repeat(321) + "\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(answer).contains("sourceId", "512", "email", "320").doesNotContain("sss", "mmm");
    }

    @Test
    void keepsTheLevelThroughImports() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, null));

        setLevel(administrator(), "s1", "ADMINISTRATOR")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"level\":\"ADMINISTRATOR\"}");
        publish(TestImport.of(business, 2).person("s1", "Marjorie", PersonRole.PARENT, null));

        match("{\"sourceId\":\"s1\"}").expectBody().json("""
                        {"contact":{"displayName":"Marjorie Simpson","roles":["PARENT"],"level":"ADMINISTRATOR"}}""");
    }

    @Test
    void givesNobodyTheLevelOfWhoLeftWithTheSameSourceIdUntilAnAdministratorConfirmsIt() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, null));
        setLevel(administrator(), "s1", "EVENT_ADMINISTRATOR").expectStatus().isOk();

        publish(TestImport.of(business, 2).remove(RecordType.PERSON, "s1"));
        setLevel(administrator(), "s1", "CUSTOMER").expectStatus().isNotFound();
        publish(TestImport.of(business, 3).person("s1", "Edna", PersonRole.TEACHER, null));

        match("{\"sourceId\":\"s1\"}").expectBody().jsonPath("$.contact.level").isEqualTo("APPOINTMENT_VIEWER");

        setLevel(administrator(), "s1", "EVENT_ADMINISTRATOR").expectStatus().isOk();
        publish(TestImport.of(business, 4).person("s1", "Edna", PersonRole.AIDE, null));
        match("{\"sourceId\":\"s1\"}").expectBody().jsonPath("$.contact.level").isEqualTo("EVENT_ADMINISTRATOR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"level\":null}", "{\"level\":\"administrator\"}", "{\"level\":\"KING\"}"})
    void namesTheLevelsThereAre(String body) {
        put(administrator(), "s1", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].reason")
                .value(
                        String.class,
                        reason -> assertThat(reason).contains("CUSTOMER", "APPOINTMENT_VIEWER", "ADMINISTRATOR"));
    }

    @Test
    void leavesAdministratorsTheirOwnLevel() {
        publish(run.person("s1", "Marge", PersonRole.TEACHER, null));
        setLevel(administrator(), "s1", "ADMINISTRATOR").expectStatus().isOk();
        var herself = TestTokens.person(business, contact("s1"), AccessLevel.ADMINISTRATOR);

        setLevel(herself, "s1", "CUSTOMER")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("Ask another administrator"));
        setLevel(herself, "s1", "ADMINISTRATOR").expectStatus().isOk();
        setLevel(administrator(), "s1", "CUSTOMER").expectStatus().isOk();
    }

    @ParameterizedTest
    @EnumSource(value = AccessLevel.class, names = "ADMINISTRATOR", mode = EnumSource.Mode.EXCLUDE)
    void letsNobodyBelowAnAdministratorSetALevel(AccessLevel level) {
        setLevel(TestTokens.person(business, contact("s1"), level), "s1", "ADMINISTRATOR")
                .expectStatus()
                .isForbidden();
    }

    @Test
    void letsNobodyElseIn() {
        setLevel(TestTokens.person("another", AccessLevel.ADMINISTRATOR), "s1", "CUSTOMER")
                .expectStatus()
                .isForbidden();
        setLevel(TestTokens.service(Scopes.CONTACTS_SIGN_IN), "s1", "CUSTOMER")
                .expectStatus()
                .isForbidden();
        for (var token : new String[] {administrator(), TestTokens.service(Scopes.CONTACTS_READ)}) {
            ask(token, "{\"sourceId\":\"s1\"}").expectStatus().isForbidden();
        }
    }

    private void publish(RosterRecord record) {
        var sent = TOPIC.publish(List.of(record));
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private String administrator() {
        return TestTokens.person(business, AccessLevel.ADMINISTRATOR);
    }

    private ResponseSpec match(String body) {
        return ask(TestTokens.service(Scopes.CONTACTS_SIGN_IN), body);
    }

    private ResponseSpec ask(String token, String body) {
        return service.http(token)
                .post()
                .uri("/businesses/{businessId}/sign-in-matches", business)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private String contact(String sourceId) {
        return ContactId.first(new BusinessId(business), sourceId).value();
    }

    private ResponseSpec setLevel(String token, String sourceId, String level) {
        return put(token, sourceId, "{\"level\":\"" + level + "\"}");
    }

    private ResponseSpec put(String token, String sourceId, String body) {
        return service.http(token)
                .put()
                .uri("/businesses/{businessId}/contacts/{contactId}/access-level", business, contact(sourceId))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
