package com.pickatime.sso.accounts.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.events.ClearingUndone;
import com.pickatime.events.ContactAdopted;
import com.pickatime.events.ContactEvent;
import com.pickatime.events.ContactQuarantined;
import com.pickatime.events.ContactUnadopted;
import com.pickatime.events.ContactsCleared;
import com.pickatime.events.ParentLinked;
import com.pickatime.events.QuarantineDecided;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.testing.Events;
import com.pickatime.sso.testing.RunningService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;

class ContactEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DATABASE = TestStore.freshDatabaseName();

    private static RunningService service;

    private final String business = "b-" + UUID.randomUUID();
    private Instant moment = Instant.EPOCH;

    @BeforeAll
    static void start() {
        service = RunningService.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatAContactHadThatGaveWayIsTheOthersUntilThatIsTakenBack() throws Exception {
        present("made", AccessLevel.CUSTOMER);
        present("other", AccessLevel.CUSTOMER);

        publish(new ContactAdopted("made", "old"));
        awaitPasswords(Map.of("old", "made's", "other", "other's"));
        awaitSessions("old", "other");

        publish(new ContactUnadopted("made", "old"));
        awaitPasswords(Map.of("made", "made's", "other", "other's"));
        awaitSessions("made", "other");
    }

    @Test
    void aClearingEndsWhatItsLevelsHaveAndItsUndoBringsThePasswordsBack() throws Exception {
        present("parent", AccessLevel.CUSTOMER);
        present("teacher", AccessLevel.APPOINTMENT_VIEWER);
        present("maker", AccessLevel.APPOINTMENT_MAKER);
        present("head", AccessLevel.ADMINISTRATOR);
        service.signIn(person("local:1", AccessLevel.ADMINISTRATOR));

        publish(new ContactsCleared("c1", "APPOINTMENT_VIEWER", 7L, 2L));
        awaitPasswords(Map.of("maker", "maker's", "head", "head's"));
        awaitSessions("head", "local:1", "maker");

        publish(new ClearingUndone("c1", 2L));
        awaitPasswords(Map.of("parent", "parent's", "teacher", "teacher's", "maker", "maker's", "head", "head's"));

        publish(new ContactsCleared("c2", "ADMINISTRATOR", 9L, 3L));
        awaitPasswords(Map.of("head", "head's"));
        awaitSessions("head", "local:1");
    }

    @Test
    void aQuarantinedContactIsSignedOutAndSomebodyElseStartsClean() throws Exception {
        present("same", AccessLevel.CUSTOMER);
        present("another", AccessLevel.CUSTOMER);

        publish(new ContactQuarantined("same"));
        publish(new ContactQuarantined("another"));
        awaitSessions();
        awaitPasswords(Map.of("same", "same's", "another", "another's"));

        publish(new QuarantineDecided("same", null));
        publish(new QuarantineDecided("another", "successor"));
        awaitPasswords(Map.of("same", "same's"));
    }

    @Test
    void eventsThatComeAgainOnAnotherInstanceChangeNothing() throws Exception {
        present("made", AccessLevel.CUSTOMER);
        present("gone", AccessLevel.CUSTOMER);
        present("parent", AccessLevel.APPOINTMENT_VIEWER);
        publish(new ContactAdopted("made", "old"));
        publish(new ContactUnadopted("made", "old"));
        publish(new ContactQuarantined("gone"));
        publish(new QuarantineDecided("gone", "successor"));
        publish(new ContactsCleared("c1", "APPOINTMENT_VIEWER", 7L, 2L));
        publish(new ClearingUndone("c1", 2L));
        publish(new ParentLinked("parent", "student", "parent"));
        publish(new ContactAdopted("parent", "father"));
        awaitPasswords(Map.of("made", "made's", "father", "parent's"));
        awaitSessions();
        // what begins after all of that
        present("gone", AccessLevel.CUSTOMER);
        service.signIn(person("made", AccessLevel.CUSTOMER));
        var before = List.copyOf(service.documents("contact_passwords"));
        awaitSessions("gone", "made");

        var group = "again-" + UUID.randomUUID();
        try (var again = RunningService.start(DATABASE, Map.of("spring.kafka.consumer.group-id", group))) {
            await().atMost(PATIENCE).until(() -> Events.lag(group, Topics.CONTACT_EVENTS) == 0);

            assertThat(again.documents("contact_passwords")).containsExactlyInAnyOrderElementsOf(before);
        }
        awaitSessions("gone", "made");
    }

    /** Somebody with a password and a session. */
    private void present(String contact, AccessLevel level) {
        var who = new SignInContact(new ContactId(contact), null, "Somebody", List.of(), level);
        service.bean(ContactPasswords.class)
                .choose(new BusinessId(business), who, contact + "'s")
                .block(PATIENCE);
        service.signIn(person(contact, level));
    }

    private SignedInPerson person(String subject, AccessLevel level) {
        return new SignedInPerson(new BusinessId(business), subject, "Somebody", level, SignInMethod.PASSWORD, null);
    }

    /** A millisecond, as stores keep it, after all that is there and all earlier events. */
    private void publish(Object event) throws Exception {
        moment = Stream.of(moment, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plusMillis(1);
        service.context()
                .getBeanProvider(KafkaTemplate.class)
                .getObject()
                .send(
                        Topics.CONTACT_EVENTS,
                        business,
                        new ContactEvent(UUID.randomUUID().toString(), business, moment, event))
                .get(30, TimeUnit.SECONDS);
    }

    private void awaitPasswords(Map<String, String> expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(passwords()).isEqualTo(expected));
    }

    private void awaitSessions(String... subjects) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sessions()).containsExactly(subjects));
    }

    /** By whose they are now. */
    private Map<String, String> passwords() {
        var found = new TreeMap<String, String>();
        documents("contact_passwords").stream()
                .filter(document -> document.containsKey("passwordHash"))
                .forEach(document -> found.put(document.getString("contactId"), document.getString("passwordHash")));
        return found;
    }

    private List<String> sessions() {
        return documents("sessions").stream()
                .map(document -> document.getString("subject"))
                .sorted()
                .toList();
    }

    private List<Document> documents(String collection) {
        return service.documents(collection).stream()
                .filter(document -> document.getString("businessId").equals(business))
                .toList();
    }
}
