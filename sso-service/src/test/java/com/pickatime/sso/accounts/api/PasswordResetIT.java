package com.pickatime.sso.accounts.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.signin.testing.TestContacts;
import com.pickatime.sso.testing.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class PasswordResetIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TestContacts CONTACTS = new TestContacts();

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(TestStore.freshDatabaseName(), Map.of("sso.contacts.base-url", CONTACTS.url()));
    }

    @AfterAll
    static void stop() {
        service.close();
        CONTACTS.close();
    }

    @Test
    void takesThePasswordsOfALevelAwayThatNobodyUsedForAMonth(CapturedOutput log) {
        present("oak", "unused", "CUSTOMER", 40);
        present("oak", "used", "CUSTOMER", 20);
        present("oak", "raised", "APPOINTMENT_MAKER", 40);
        present("elm", "elsewhere", "CUSTOMER", 40);
        present("oak", "left", "CUSTOMER", 40);
        CONTACTS.answers("oak", TestContacts.contactId("left"), "UNKNOWN");

        reset("oak", "CUSTOMER").expectStatus().isOk().expectBody().json("{\"reset\": 1}");
        reset("oak", "CUSTOMER").expectStatus().isOk().expectBody().json("{\"reset\": 0}");

        assertThat(with("contact_passwords", "contactId"))
                .contains("contact-used", "contact-raised", "contact-elsewhere", "contact-left")
                .doesNotContain("contact-unused");
        assertThat(with("sessions", "subject"))
                .contains("contact-used", "contact-raised", "contact-elsewhere", "contact-left")
                .doesNotContain("contact-unused");
        assertThat(log.getAll()).contains("business=oak admin reset the passwords of level CUSTOMER, contacts: 1");
    }

    @Test
    void changesNothingWhileNobodyCanTellWhoHasWhichLevel() {
        present("ash", "somebody", "CUSTOMER", 40);
        CONTACTS.isAway(true);
        try {
            reset("ash", "CUSTOMER")
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        } finally {
            CONTACTS.isAway(false);
        }
        assertThat(with("contact_passwords", "contactId")).contains("contact-somebody");
    }

    @Test
    void saysWhichLevelsThereAre() {
        for (var body : List.of("{}", "{\"level\": \"customer\"}", "{\"level\": \"OWNER\"}")) {
            ask("oak", service.person("oak", "admin", AccessLevel.ADMINISTRATOR), body)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("level")
                    .jsonPath("$.errors[0].reason")
                    .isEqualTo("must be one of CUSTOMER, APPOINTMENT_VIEWER, APPOINTMENT_MAKER, RESOURCE_ADMINISTRATOR,"
                            + " EVENT_ADMINISTRATOR, ADMINISTRATOR");
        }
    }

    @Test
    void isForAdministratorsOfTheBusinessAlone() {
        var body = "{\"level\": \"CUSTOMER\"}";
        ask("oak", service.person("oak", AccessLevel.EVENT_ADMINISTRATOR), body)
                .expectStatus()
                .isForbidden();
        ask("oak", service.person("elm", AccessLevel.ADMINISTRATOR), body)
                .expectStatus()
                .isForbidden();
        ask("oak", service.operator(Scopes.CONTACTS_READ), body).expectStatus().isForbidden();
    }

    /** A contact with a password that was used so many days ago, and a session. */
    private static void present(String business, String sourceId, String level, int daysAgo) {
        CONTACTS.knows(business, sourceId, "Somebody", level);
        var contact = new ContactId(TestContacts.contactId(sourceId));
        var businessId = new BusinessId(business);
        service.bean(ContactPasswords.class)
                .choose(
                        businessId,
                        new SignInContact(contact, sourceId, "Somebody", List.of(), AccessLevel.CUSTOMER),
                        "hash")
                .block(PATIENCE);
        Mono.from(service.database()
                        .getCollection("contact_passwords")
                        .updateOne(
                                Filters.eq("contactId", contact),
                                Updates.set(
                                        "lastSignInAt", Date.from(Instant.now().minus(Duration.ofDays(daysAgo))))))
                .block(PATIENCE);
        service.signIn(new SignedInPerson(
                businessId, contact.value(), "Somebody", AccessLevel.CUSTOMER, SignInMethod.PASSWORD, null));
    }

    private static List<String> with(String collection, String field) {
        return service.documents(collection).stream()
                .map(document -> document.getString(field))
                .toList();
    }

    private static WebTestClient.ResponseSpec reset(String business, String level) {
        return ask(
                business,
                service.person(business, "admin", AccessLevel.ADMINISTRATOR),
                "{\"level\": \"" + level + "\"}");
    }

    private static WebTestClient.ResponseSpec ask(String business, String token, String body) {
        return service.http(token)
                .post()
                .uri("/businesses/{business}/password-resets", business)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
