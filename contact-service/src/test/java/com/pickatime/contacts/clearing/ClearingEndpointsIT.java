package com.pickatime.contacts.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class ClearingEndpointsIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final String business = run.businessId();
    private final String administrator = TestTokens.person(business, AccessLevel.ADMINISTRATOR);

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @Test
    void goesFromPreviewOverExportAndConfirmationToDeletionAndBack() {
        publish(run.person("p1", "Marge", PersonRole.PARENT, "marge@example.org"));
        publish(run.person("t1", "=Edna", PersonRole.TEACHER, null));

        var preview = Objects.requireNonNull(get("clearings/preview?level=CUSTOMER")
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        assertThat(preview.get("confirmation")).isEqualTo("DELETE 1 CONTACTS");
        assertThat(get("clearings/export?level=CUSTOMER")
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .isEqualTo(
                        "contactId,sourceId,identifier,roles,givenName,familyName,email,level,own,inRoster,linkedStudents"
                                + "\r\n" + contact("p1")
                                + ",p1,,PARENT,Marge,Simpson,marge@example.org,CUSTOMER,false,true,\r\n");

        begin(Objects.requireNonNull(preview.get("digest")), "delete 1 contacts")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].reason")
                .isEqualTo("must be, typed as it is: DELETE 1 CONTACTS");
        var begun = Objects.requireNonNull(begin(Objects.requireNonNull(preview.get("digest")), "DELETE 1 CONTACTS")
                .expectStatus()
                .isAccepted()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody());
        var clearing = "clearings/" + begun.get("clearingId");
        await().atMost(LIMIT).until(() -> "DELETED".equals(progress(clearing).get("state")));
        assertThat(progress(clearing).get("contacts")).isEqualTo(1);
        assertThat(progress(clearing).get("undoUntil")).isNotNull();
        get("contacts/" + contact("p1")).expectBody().jsonPath("$.active").isEqualTo(false);
        get("contacts/" + contact("t1")).expectBody().jsonPath("$.active").isEqualTo(true);

        ask(HttpMethod.POST, clearing + "/undo", Map.of()).expectStatus().isAccepted();
        await().atMost(LIMIT).until(() -> "UNDONE".equals(progress(clearing).get("state")));
        get("contacts/" + contact("p1")).expectBody().jsonPath("$.active").isEqualTo(true);
        ask(HttpMethod.POST, clearing + "/undo", Map.of()).expectStatus().isEqualTo(409);

        get("clearings?limit=1")
                .expectBody()
                .jsonPath("$.items[0].state")
                .isEqualTo("UNDONE")
                .jsonPath("$.next")
                .isEmpty();

        get("audit")
                .expectBody()
                .jsonPath("$.items[*].action")
                .isEqualTo(List.of("CLEARING_UNDONE", "CLEARING_UNDONE", "CLEARING_STARTED", "CONTACTS_EXPORTED"));
    }

    @Test
    void saysWhichLevelsThereAreAndNeverTakesAdministrators() {
        for (var level : List.of("", "?level=ADMINISTRATOR", "?level=customer")) {
            get("clearings/preview" + level)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody(String.class)
                    .value(text -> assertThat(text)
                            .contains("CUSTOMER, APPOINTMENT_VIEWER, APPOINTMENT_MAKER, RESOURCE_ADMINISTRATOR,"
                                    + " EVENT_ADMINISTRATOR; administrators are never deleted together"));
        }
        begin("x", "").expectStatus().isBadRequest();
        get("clearings/unknown").expectStatus().isNotFound();
    }

    @Test
    void movesAWholeLevel() {
        publish(run.person("t1", "Edna", PersonRole.TEACHER, null));

        ask(HttpMethod.POST, "access-level-changes", Map.of("from", "APPOINTMENT_VIEWER", "to", "APPOINTMENT_MAKER"))
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"contacts\":1}");
        ask(HttpMethod.POST, "access-level-changes", Map.of("from", "CUSTOMER", "to", "ADMINISTRATOR"))
                .expectStatus()
                .isBadRequest();
    }

    private Map<?, ?> progress(String clearing) {
        return Objects.requireNonNull(
                get(clearing).expectBody(Map.class).returnResult().getResponseBody());
    }

    private ResponseSpec begin(Object digest, String confirmation) {
        return ask(
                HttpMethod.POST,
                "clearings",
                Map.of("level", "CUSTOMER", "digest", digest, "confirmation", confirmation));
    }

    private ResponseSpec get(String what) {
        return service.http(administrator)
                .get()
                .uri("/businesses/" + business + '/' + what)
                .exchange();
    }

    private ResponseSpec ask(HttpMethod method, String what, Object body) {
        return service.http(administrator)
                .method(method)
                .uri("/businesses/" + business + '/' + what)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private void publish(RosterRecord record) {
        var sent = TOPIC.publish(List.of(record));
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private String contact(String sourceId) {
        return ContactId.first(new BusinessId(business), sourceId).value();
    }
}
