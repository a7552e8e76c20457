package com.pickatime.contacts.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parents who register: what the business decides, the contact that comes of it, and what becomes of their answers. */
class RegistrationIT {

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
    void isOffUntilAnAdministratorSwitchesItOn() {
        send(HttpMethod.GET, "registration-settings", null, null)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"0\"")
                .expectBody()
                .json("{\"parentsMayRegister\": false, \"prompts\": []}");
        register(ContactId.fresh(), "marge@example.org")
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .value(problem -> assertThat(problem).contains("registration-settings"));
        assertThat(json("contacts").path("items").size()).isZero();
    }

    @Test
    void keepsPromptsInTheirOrderAndTheirIdsWhenTheyAreWordedAnew() {
        var first = save("\"0\"", """
                {"parentsMayRegister": true, "prompts": [
                 {"words": " Do you need an interpreter? "},
                 {"words": "How do you want to be reached?", "choices": ["Phone", "", " Mail "], "required": true}]}""");
        var interpreter = first.path("prompts").get(0).path("id").asString();
        var reached = first.path("prompts").get(1).path("id").asString();

        save("\"1\"", """
                {"parentsMayRegister": true, "prompts": [
                 {"id": "%s", "words": "How may we reach you?", "choices": ["Phone", "Mail"], "required": true},
                 {"id": "%s", "words": "Do you need an interpreter?"}]}""".formatted(reached, interpreter));

        assertThat(interpreter).isNotEqualTo(reached).hasSize(36);
        send(HttpMethod.GET, "registration-settings", null, null).expectBody().json("""
                {"parentsMayRegister": true, "prompts": [
                 {"id": "%s", "words": "How may we reach you?", "choices": ["Phone", "Mail"], "required": true},
                 {"id": "%s", "words": "Do you need an interpreter?", "choices": [], "required": false}]}""".formatted(
                        reached, interpreter));
        assertThat(json("audit?action=REGISTRATION_SETTINGS_CHANGED")
                        .path("items")
                        .get(0)
                        .path("details")
                        .path("prompts")
                        .asString())
                .isEqualTo("2");
    }

    @Test
    void tellsASecondAdministratorThatSomebodyWasQuicker() {
        save("\"0\"", "{\"parentsMayRegister\": true}");

        put("registration-settings", "\"0\"", "{\"parentsMayRegister\": false}")
                .expectStatus()
                .isEqualTo(412);

        assertThat(json("registration-settings").path("parentsMayRegister").asBoolean())
                .isTrue();
        // whoever names no version changes what is there
        put("registration-settings", null, "{\"parentsMayRegister\": false}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"2\"");
    }

    @Test
    void letsOneOfManyAdministratorsWhoSaveAtOnceWin() throws InterruptedException, ExecutionException {
        // Jackson locks what it makes for the first request of a kind, and many at once would wait for it
        put("registration-settings", null, "{\"prompts\": [{\"words\": \" \"}]}")
                .expectStatus()
                .isBadRequest();
        for (var version : List.of("\"0\"", "\"1\"")) {
            assertThat(atOnce(
                            6,
                            () -> put("registration-settings", version, "{\"parentsMayRegister\": true}")
                                    .returnResult(String.class)
                                    .getStatus()
                                    .value()))
                    .containsOnlyOnce(200)
                    .containsOnly(200, 412);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts[0].words|{\"prompts\": [null]}",
                "prompts[0].words|{\"prompts\": [{\"words\": \" \"}]}",
                "prompts[1].words|{\"prompts\": [{\"words\": \"Phone?\"}, {\"words\": \"phone?\"}]}",
                "prompts[0].choices|{\"prompts\": [{\"words\": \"Phone?\", \"choices\": [\"yes\"]}]}",
                "prompts[0].choices|{\"prompts\": [{\"words\": \"Phone?\", \"choices\": [\"yes\", \"yes\"]}]}",
                "prompts[0].id|{\"prompts\": [{\"id\": \"of-nobody\", \"words\": \"Phone?\"}]}"
            })
    void namesTheFieldThatIsWrong(String field, String wanted) {
        put("registration-settings", "\"0\"", wanted)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void takesNoMoreThanTenPrompts() {
        var eleven = String.join(
                ", ",
                IntStream.range(0, 11)
                        .mapToObj(i -> "{\"words\": \"Prompt " + i + "\"}")
                        .toList());
        put("registration-settings", "\"0\"", "{\"prompts\": [" + eleven + "]}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].reason")
                .isEqualTo("must not be more than 10");
    }

    @Test
    void makesAContactOnceHoweverOftenItIsAsked() throws InterruptedException, ExecutionException {
        var prompt = open("Do you need an interpreter?");
        var id = ContactId.fresh();
        // as above
        register(id, "nobody", prompt, "Do you need an interpreter?", "No")
                .expectStatus()
                .isBadRequest();

        assertThat(atOnce(
                        6,
                        () -> register(id, "Marge@Example.org", prompt, "Do you need an interpreter?", "No")
                                .returnResult(String.class)
                                .getStatus()
                                .value()))
                .containsOnly(204);

        send(HttpMethod.GET, "contacts/" + id, null, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"roles": ["PARENT"], "givenName": "Marge", "familyName": "Simpson", "email": "Marge@Example.org",
                         "own": true, "active": true, "accessLevel": "CUSTOMER",
                         "answers": [{"prompt": "%s", "asked": "Do you need an interpreter?", "answer": "No"}]}""".formatted(prompt));
        assertThat(json("contacts").path("items").size()).isEqualTo(1);
        assertThat(match("marge@example.org")).contains("MATCHED", id.value(), "\"level\":\"CUSTOMER\"");
        assertThat(json("audit?action=CONTACT_CREATED").toString()).doesNotContain("arge", "impson", "interpreter");
    }

    @Test
    void givesNobodyAnAddressThatAnotherContactHasAStudentToo() {
        open("Phone?");
        publish(run.person("t1", "Otto", PersonRole.TEACHER, "otto@example.org"));
        publish(run.person("s1", "Lisa", PersonRole.STUDENT, "lisa@example.org"));
        register(ContactId.fresh(), "marge@example.org").expectStatus().isNoContent();

        for (var taken : List.of("OTTO@example.org", "lisa@example.org", "marge@example.org")) {
            register(ContactId.fresh(), taken).expectStatus().isEqualTo(409);
        }
    }

    @Test
    void bringsNobodyBackWhomAnAdministratorRemoved() {
        open("Phone?");
        var id = ContactId.fresh();
        register(id, "marge@example.org").expectStatus().isNoContent();
        send(HttpMethod.DELETE, "contacts/" + id, null, null).expectStatus().isOk();

        register(id, "marge@example.org").expectStatus().isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource({"contactId,given", "email,no-address", "givenName,''"})
    void namesWhatIsWrongWithARegistration(String field, String value) {
        open("Phone?");
        // of a source ID, and so of somebody whom a roster may name
        var id = field.equals("contactId") ? ContactId.first(new BusinessId(business), "p1") : ContactId.fresh();
        service.http(TestTokens.service(Scopes.CONTACTS_SIGN_IN))
                .put()
                .uri("/businesses/" + business + "/registrations/" + id)
                .bodyValue(Map.of(
                        "givenName", field.equals("givenName") ? value : "Marge",
                        "familyName", "Simpson",
                        "email", field.equals("email") ? value : "marge@example.org"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void letsAdministratorsChangeAnAnswerAndKeepsThoseToPromptsThatAreNoMore() {
        var prompt = open("How do you want to be reached?", "Phone", "Mail");
        var id = ContactId.fresh();
        register(id, "marge@example.org", prompt, "How do you want to be reached?", "Phone")
                .expectStatus()
                .isNoContent();
        var answer = "contacts/" + id + "/answers/" + prompt;
        var tag = tag(id);

        put(answer, tag, "{\"value\": \"Pigeon\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("value: must be one of Phone, Mail");
        put(answer, tag, "{\"value\": \"Mail\"}").expectStatus().isNoContent();
        put(answer, tag, "{\"value\": \"Phone\"}").expectStatus().isEqualTo(412);
        put("contacts/" + id + "/answers/of-nothing", null, "{\"value\": \"x\"}")
                .expectStatus()
                .isBadRequest();
        put("contacts/nobody/answers/" + prompt, null, "{\"value\": \"Mail\"}")
                .expectStatus()
                .isNotFound();
        assertThat(answers(id)).isEqualTo("How do you want to be reached?=Mail");

        save("\"1\"", "{\"parentsMayRegister\": true, \"prompts\": []}");
        assertThat(answers(id)).isEqualTo("How do you want to be reached?=Mail");
        put(answer, null, "{\"value\": \"Pigeon\"}").expectStatus().isNoContent();
        assertThat(answers(id)).isEqualTo("How do you want to be reached?=Pigeon");

        send(HttpMethod.DELETE, answer, null, null).expectStatus().isNoContent();
        assertThat(answers(id)).isEmpty();
    }

    @Test
    void keepsAnswersThroughImportsAndClearings() {
        var prompts = save("\"0\"", "{\"prompts\": [{\"words\": \"Phone?\"}, {\"words\": \"Car?\"}]}")
                .path("prompts");
        var prompt = prompts.get(0).path("id").asString();
        publish(run.person("p1", "Homer", PersonRole.PARENT, "homer@example.org"));
        var homer = ContactId.first(new BusinessId(business), "p1");
        put("contacts/" + homer + "/answers/" + prompt, null, "{\"value\": \"555\"}")
                .expectStatus()
                .isNoContent();
        publish(TestImport.of(business, 2).person("p1", "Homer J.", PersonRole.PARENT, "homer@example.org"));
        assertThat(json("contacts/" + homer).path("givenName").asString()).isEqualTo("Homer J.");
        assertThat(answers(homer)).isEqualTo("Phone?=555");

        var preview = json("clearings/preview?level=CUSTOMER");
        var clearing = JsonMapper.shared()
                .readTree(send(HttpMethod.POST, "clearings", null, """
                                {"level": "CUSTOMER", "digest": "%s", "confirmation": "DELETE 1 CONTACTS"}""".formatted(
                                        preview.path("digest").asString()))
                        .expectStatus()
                        .isAccepted()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .path("clearingId")
                .asString();
        await().atMost(LIMIT)
                .until(() -> json("clearings/" + clearing).path("state").asString(""), "DELETED"::equals);
        assertThat(answers(homer)).isEmpty();
        put("contacts/" + homer + "/answers/" + prompts.get(1).path("id").asString(), null, "{\"value\": \"yes\"}")
                .expectStatus()
                .isNoContent();
        send(HttpMethod.POST, "clearings/" + clearing + "/undo", null, "{}")
                .expectStatus()
                .isAccepted();
        await().atMost(LIMIT)
                .until(() -> json("clearings/" + clearing).path("state").asString(""), "UNDONE"::equals);
        assertThat(answers(homer)).isEqualTo("Phone?=555;Car?=yes");
    }

    private static List<Integer> atOnce(int many, Callable<Integer> work)
            throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(many);
        var barrier = new CyclicBarrier(many);
        try {
            Callable<Integer> together = () -> {
                barrier.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                return work.call();
            };
            var answers = threads.invokeAll(Collections.nCopies(many, together));
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Switches it on, with one prompt, and gives the prompt's id. */
    private String open(String words, String... choices) {
        var wanted = Map.of(
                "parentsMayRegister", true, "prompts", List.of(Map.of("words", words, "choices", List.of(choices))));
        return save("\"0\"", JsonMapper.shared().writeValueAsString(wanted))
                .path("prompts")
                .get(0)
                .path("id")
                .asString();
    }

    private JsonNode save(String tag, String wanted) {
        return JsonMapper.shared()
                .readTree(put("registration-settings", tag, wanted)
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }

    private ResponseSpec register(ContactId id, String email, String... answer) {
        var answers = answer.length == 0
                ? List.of()
                : List.of(Map.of("prompt", answer[0], "asked", answer[1], "answer", answer[2]));
        return service.http(TestTokens.service(Scopes.CONTACTS_SIGN_IN))
                .put()
                .uri("/businesses/" + business + "/registrations/" + id)
                .bodyValue(Map.of("givenName", "Marge", "familyName", " Simpson", "email", email, "answers", answers))
                .exchange();
    }

    /** Words and answers, of all that the contact answered. */
    private String answers(ContactId id) {
        return json("contacts/" + id)
                .path("answers")
                .valueStream()
                .map(answer -> answer.path("asked").asString() + "="
                        + answer.path("answer").asString())
                .collect(Collectors.joining(";"));
    }

    private String tag(ContactId id) {
        return Objects.requireNonNull(send(HttpMethod.GET, "contacts/" + id, null, null)
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());
    }

    private String match(String email) {
        return Objects.requireNonNull(service.http(TestTokens.service(Scopes.CONTACTS_SIGN_IN))
                .post()
                .uri("/businesses/" + business + "/sign-in-matches")
                .bodyValue(Map.of("email", email))
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private JsonNode json(String path) {
        return JsonMapper.shared()
                .readTree(send(HttpMethod.GET, path, null, null)
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }

    private ResponseSpec put(String path, @Nullable String tag, String body) {
        return send(HttpMethod.PUT, path, tag, body);
    }

    private ResponseSpec send(HttpMethod method, String path, @Nullable String tag, @Nullable String body) {
        var request = administrator().method(method).uri("/businesses/" + business + "/" + path);
        if (tag != null) {
            request.header(HttpHeaders.IF_MATCH, tag);
        }
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    private static void publish(RosterRecord record) {
        var sent = TOPIC.publish(List.of(record));
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private WebTestClient administrator() {
        return service.http(TestTokens.person(business, "somebody", AccessLevel.ADMINISTRATOR));
    }
}
