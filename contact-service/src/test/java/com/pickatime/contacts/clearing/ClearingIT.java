package com.pickatime.contacts.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.clearing.Clearing.State;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterContent;
import com.pickatime.contacts.store.RosterWriter;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.store.StoreSettings;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.contacts.testing.DyingStore;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ClearingIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final BusinessId BUSINESS = new BusinessId("oak");
    private static final String ACTOR = "local:actor";
    private static final ContactId OWN_PARENT = ContactId.own(BUSINESS, "PARENT", "7");

    /** Notes alone are looked at here. */
    private static final EventPublisher PUBLISHER = new EventPublisher(new KafkaTemplate<>(() -> new MockProducer<>()));

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void deletesTheLevelAndAllLowerOnesButNoAdministratorAndNotWhoAsks(MongoDatabase database) {
        school(database);
        var asking = roster("t2").value();

        var done = clear(database, AccessLevel.APPOINTMENT_VIEWER, asking);

        assertThat(done.state()).isEqualTo(State.DELETED);
        assertThat(done.contacts()).isEqualTo(4);
        assertThat(active(database)).containsExactlyInAnyOrder("boss", "maker", "t2");
        assertThat(told(database)).containsExactly("ContactsCleared 4");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void nothingLateBringsAnybodyBackAndTheNextImportBringsTheRosterBackFresh(MongoDatabase database) {
        school(database);
        var done = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);

        write(database, 1, "s1", "p1", "t1", "t2", "maker");
        write(database, 2, "s1", "p1", "t1", "t2", "maker");
        assertThat(active(database)).as("an import that was under way").containsExactly("boss");

        write(database, done.revision() + 1, "s1", "p1", "t1", "t2", "maker");
        assertThat(active(database)).containsExactlyInAnyOrder("boss", "s1", "p1", "t1", "t2", "maker");
        assertThat(contact(database, roster("maker")).level()).isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
        assertThat(contact(database, roster("p1")).links()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void undoneBeforeAnImportEverythingIsAsItWas(MongoDatabase database) {
        school(database);
        var before = all(database);
        var cleared = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);

        var undone = undo(database, cleared);

        assertThat(undone.state()).isEqualTo(State.UNDONE);
        assertThat(undone.leftOut()).isZero();
        assertThat(all(database)).isEqualTo(before);
        assertThat(told(database)).endsWith("ClearingUndone 6");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void undoneAfterAnImportNobodyIsThereTwice(MongoDatabase database) {
        school(database);
        var cleared = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);
        write(database, cleared.revision() + 1, "s1", "p1", "t1");
        set(database, roster("p1"), Updates.set("local.links", List.of(link("s2"))));

        var undone = undo(database, cleared);

        assertThat(active(database)).containsExactlyInAnyOrder("boss", "s1", "p1", "t1");
        assertThat(undone.leftOut()).as("the own parent may be in the roster").isEqualTo(1);
        assertThat(contact(database, OWN_PARENT).isActive()).isFalse();
        assertThat(contact(database, roster("p1")).links().stream()
                        .map(link -> link.student().value()))
                .containsExactlyInAnyOrder(roster("s1").value(), roster("s2").value());
        assertThat(contact(database, roster("maker")).level())
                .as("who is not in the roster now, should they return")
                .isEqualTo(AccessLevel.APPOINTMENT_MAKER);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whoWasClearedTwiceGetsBackWhatEachPutAside(MongoDatabase database) {
        school(database);
        set(
                database,
                roster("p1"),
                Updates.set("local.fields", new Document("givenName", "Old").append("middleName", "M.")));
        var first = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);
        write(database, first.revision() + 1, "s1", "p1");
        set(database, roster("p1"), Updates.set("local.fields", new Document("givenName", "New")));
        var second = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);

        undo(database, first);
        assertThat(active(database)).as("the second is not taken back").containsExactly("boss");
        undo(database, second);

        assertThat(active(database)).containsExactlyInAnyOrder("boss", "s1", "p1");
        var parent = contact(database, roster("p1"));
        assertThat(parent.overrides())
                .as("what was decided since wins")
                .isEqualTo(new Document("givenName", "New").append("middleName", "M."));
        assertThat(parent.links()).extracting(ContactLink::student).containsExactly(roster("s1"));
        assertThat(parent.document()).doesNotContainKey("cleared");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatHappenedMeanwhileIsNotUndone(MongoDatabase database) {
        school(database);
        var cleared = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);
        set(
                database,
                roster("s1"),
                Updates.combine(
                        Updates.set("state", "MERGED"),
                        Updates.set("local.mergedInto", "another"),
                        Updates.unset("sourceId")));
        set(database, roster("t1"), Updates.set("local.fields", new Document("givenName", "Edna")));

        undo(database, cleared);

        assertThat(contact(database, roster("s1")).present())
                .as("its source ID went on")
                .isFalse();
        assertThat(contact(database, roster("s1")).mergedInto()).isEqualTo(new ContactId("another"));
        assertThat(contact(database, roster("p1")).links())
                .as("a link that was put aside while its student was merged")
                .extracting(ContactLink::student)
                .containsExactly(new ContactId("another"));
        assertThat(contact(database, roster("t1")).overrides()).containsEntry("givenName", "Edna");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void deletesNothingIfSomethingChangedSinceThePreview(MongoDatabase database) {
        school(database);
        var digest = preview(database, AccessLevel.CUSTOMER, ACTOR).digest();
        set(database, roster("p1"), Updates.set("local.version", 3));

        var begun = clearings(database)
                .begin(BUSINESS, AccessLevel.CUSTOMER, digest, ACTOR)
                .block(LIMIT);
        work(database).goOn().block(LIMIT);

        var clearing = now(database, Objects.requireNonNull(begun));
        assertThat(clearing.state()).isEqualTo(State.VOID);
        assertThat(clearing.reason()).contains("new preview");
        assertThat(active(database)).contains("p1", "s1");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void oneIsUnderWayAtATime(MongoDatabase database) {
        school(database);
        Mono.from(clearings(database).createIndexes()).block(LIMIT);
        begin(database, AccessLevel.CUSTOMER, ACTOR);

        assertThatThrownBy(() -> begin(database, AccessLevel.CUSTOMER, ACTOR))
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("409");

        work(database).goOn().block(LIMIT);
        begin(database, AccessLevel.APPOINTMENT_VIEWER, ACTOR);
    }

    @Test
    void anInstanceThatDiesAtAnyWriteLeavesNothingHalfDone() {
        int writes = 0;
        boolean died = true;
        while (died) {
            var business = TestDatabases.embedded();
            school(business);
            var begun = begin(business, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);
            work(DyingStore.after(business, writes)).goOn().block(LIMIT);
            died = now(business, begun).state() != State.DELETED;
            clock.advance(Duration.ofMinutes(2));
            work(business).goOn().block(LIMIT);

            var cleared = now(business, begun);
            assertThat(cleared.state()).as("after %d writes", writes).isEqualTo(State.DELETED);
            assertThat(cleared.contacts()).as("after %d writes", writes).isEqualTo(6);
            assertThat(active(business)).containsExactly("boss");
            assertThat(told(business)).hasSize(1);
            writes++;
        }
        assertThat(writes).isGreaterThan(4);
    }

    @Test
    void anUndoingThatDiesAtAnyWriteIsEnded() {
        int writes = 0;
        boolean died = true;
        while (died) {
            var business = TestDatabases.embedded();
            school(business);
            var before = all(business);
            var cleared = clear(business, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);
            clearings(business).beginUndo(cleared, false).block(LIMIT);
            work(DyingStore.after(business, writes)).goOn().block(LIMIT);
            died = now(business, cleared).state() != State.UNDONE;
            clock.advance(Duration.ofMinutes(2));
            work(business).goOn().block(LIMIT);

            assertThat(now(business, cleared).state())
                    .as("after %d writes", writes)
                    .isEqualTo(State.UNDONE);
            assertThat(all(business)).as("after %d writes", writes).isEqualTo(before);
            assertThat(told(business)).hasSize(2).endsWith("ClearingUndone 6");
            writes++;
        }
        assertThat(writes).isGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whoIsMadeAnAdministratorMeanwhileStays(MongoDatabase database) {
        school(database);
        begin(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);
        var meanwhile = DyingStore.with(
                database,
                // the lease, the check's two, and then the first part
                4,
                () -> set(
                        database,
                        roster("t1"),
                        Updates.combine(
                                Updates.set("local.accessLevel", "ADMINISTRATOR"), Updates.set("local.version", 1))));

        work(meanwhile).goOn().block(LIMIT);

        assertThat(active(database)).containsExactlyInAnyOrder("boss", "t1");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void afterThirtyDaysItCannotBeUndoneAndNothingIsKeptForThat(MongoDatabase database) {
        school(database);
        var cleared = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);

        clock.advance(Clearings.UNDO.plusSeconds(1));
        assertThat(clearings(database).beginUndo(cleared, false).blockOptional(LIMIT))
                .isEmpty();
        work(database).goOn().block(LIMIT);

        assertThat(now(database, cleared).state()).isEqualTo(State.FORGOTTEN);
        assertThat(all(database)).noneMatch(document -> document.containsKey("cleared"));
        assertThat(all(database))
                .noneMatch(document -> document.getString("_id").equals(key(OWN_PARENT)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void afterThirtyDaysNothingIsKeptOfWhomAnUndoingLeftOut(MongoDatabase database) {
        school(database);
        var cleared = clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);
        write(database, cleared.revision() + 1, "s1");
        assertThat(undo(database, cleared).leftOut()).isEqualTo(1);

        clock.advance(Clearings.UNDO.plusSeconds(1));
        work(database).goOn().block(LIMIT);

        assertThat(all(database))
                .noneMatch(document -> document.getString("_id").equals(key(OWN_PARENT)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anotherBusinessIsLeftAlone(MongoDatabase database) {
        school(database);
        var other = new BusinessId("oak-2");
        writer(database).write(List.of(change(other, "s1", 1))).block(LIMIT);

        clear(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);

        var kept = Mono.from(database.getCollection("contacts")
                        .find(Filters.eq("_id", ContactKey.of(other, ContactId.first(other, "s1")))))
                .block(LIMIT);
        assertThat(Objects.requireNonNull(kept).getBoolean("present")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void goesThroughMoreThanOnePart(MongoDatabase database) {
        write(
                database,
                1,
                IntStream.range(0, 2_500).mapToObj(number -> "s" + number).toArray(String[]::new));

        var done = clear(database, AccessLevel.CUSTOMER, ACTOR);

        assertThat(done.contacts()).isEqualTo(2_500);
        assertThat(active(database)).isEmpty();
        assertThat(undo(database, done).leftOut()).isZero();
        assertThat(active(database)).hasSize(2_500);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aPreviewSaysWhatHangsOnThem(MongoDatabase database) {
        school(database);

        var preview = preview(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR);

        assertThat(preview.contacts()).isEqualTo(6);
        assertThat(preview.byLevel())
                .isEqualTo(Map.of(
                        AccessLevel.CUSTOMER,
                        3L,
                        AccessLevel.APPOINTMENT_VIEWER,
                        2L,
                        AccessLevel.APPOINTMENT_MAKER,
                        1L));
        assertThat(preview.inRoster()).isEqualTo(5);
        assertThat(preview.ownContacts()).isEqualTo(1);
        assertThat(preview.givenLevels()).isEqualTo(1);
        assertThat(preview.links()).isEqualTo(1);
        assertThat(preview.confirmation()).isEqualTo("DELETE 6 CONTACTS");
        assertThat(preview(database, AccessLevel.EVENT_ADMINISTRATOR, ACTOR)).isEqualTo(preview);
    }

    /** A student, a parent with a link, two teachers, one with a higher level, an administrator, and a parent of our own. */
    private void school(MongoDatabase database) {
        write(database, 1, "s1", "p1", "t1", "t2", "maker", "boss");
        set(database, roster("maker"), Updates.set("local.accessLevel", "APPOINTMENT_MAKER"));
        set(database, roster("boss"), Updates.set("local.accessLevel", "ADMINISTRATOR"));
        set(database, roster("p1"), Updates.set("local.links", List.of(link("s1"))));
        Mono.from(database.getCollection("contacts")
                        .insertOne(new OwnContact(OWN_PARENT, PersonRole.PARENT, "Ned", "F", "7", null, null)
                                .document(BUSINESS)))
                .block(LIMIT);
    }

    private static Document link(String student) {
        return new ContactLink(roster(student), ContactLink.Kind.ADMINISTRATOR, "local:a", Instant.EPOCH).document();
    }

    private void write(MongoDatabase database, long revision, String... people) {
        new HighestRevisions(database).note(Map.of(BUSINESS, revision)).block(LIMIT);
        writer(database)
                .write(Arrays.stream(people)
                        .map(person -> change(BUSINESS, person, revision))
                        .toList())
                .block(LIMIT);
    }

    private static RosterChange change(BusinessId business, String person, long revision) {
        var role = Map.of('s', "STUDENT", 'p', "PARENT").getOrDefault(person.charAt(0), "TEACHER");
        return new RosterChange(
                RosterCollection.CONTACTS,
                business,
                person,
                revision,
                new ImportId("run-" + revision),
                new RosterContent(
                        new byte[16],
                        new BsonDocument("roles", new BsonArray(List.of(new BsonString(role))))
                                .append("givenName", new BsonString(person))));
    }

    private static RosterWriter writer(MongoDatabase database) {
        return new RosterWriter(
                database,
                new SourceIds(database),
                Projection.CURRENT,
                new StoreSettings(1_000, 2, 0, Duration.ofMillis(1)));
    }

    private Clearing clear(MongoDatabase database, AccessLevel level, String actor) {
        var begun = begin(database, level, actor);
        work(database).goOn().block(LIMIT);
        return now(database, begun);
    }

    private Clearing undo(MongoDatabase database, Clearing cleared) {
        var imported = Objects.requireNonNull(
                        new HighestRevisions(database).of(BUSINESS).block(LIMIT))
                > cleared.revision();
        assertThat(clearings(database).beginUndo(cleared, imported).blockOptional(LIMIT))
                .isPresent();
        work(database).goOn().block(LIMIT);
        return now(database, cleared);
    }

    private Clearing begin(MongoDatabase database, AccessLevel level, String actor) {
        return Objects.requireNonNull(clearings(database)
                .begin(BUSINESS, level, preview(database, level, actor).digest(), actor)
                .block(LIMIT));
    }

    private static ClearingPreviews.Preview preview(MongoDatabase database, AccessLevel level, String actor) {
        return Objects.requireNonNull(
                new ClearingPreviews(database).of(BUSINESS, level, actor).block(LIMIT));
    }

    private Clearing now(MongoDatabase database, Clearing clearing) {
        return Objects.requireNonNull(
                clearings(database).find(BUSINESS, Clearings.shortId(clearing)).block(LIMIT));
    }

    private Clearings clearings(MongoDatabase database) {
        return new Clearings(database, clock);
    }

    private ClearingWork work(MongoDatabase database) {
        return new ClearingWork(
                database,
                clearings(database),
                new ClearingPreviews(database),
                new HighestRevisions(database),
                new ContactOutbox(database, PUBLISHER, new Standstill(clock), clock),
                new Summaries(database, clock),
                new Standstill(clock));
    }

    /** What clearings have to tell, in order. */
    private static List<String> told(MongoDatabase database) {
        return Objects.requireNonNull(Flux.from(
                        database.getCollection("clearings").find())
                .flatMapIterable(clearing -> clearing.getList("pending", Document.class, List.of()))
                .map(note -> note.getString("kind")
                        + ' '
                        + note.get("fields", Document.class).get("contacts"))
                .collectList()
                .block(LIMIT));
    }

    private static ContactId roster(String sourceId) {
        return ContactId.first(BUSINESS, sourceId);
    }

    private static String key(ContactId contact) {
        return ContactKey.of(BUSINESS, contact);
    }

    private static ContactView contact(MongoDatabase database, ContactId contact) {
        return new ContactView(Objects.requireNonNull(
                Mono.from(database.getCollection("contacts").find(Filters.eq("_id", key(contact))))
                        .block(LIMIT)));
    }

    private static void set(MongoDatabase database, ContactId contact, Bson update) {
        Mono.from(database.getCollection("contacts").updateOne(Filters.eq("_id", key(contact)), update))
                .block(LIMIT);
    }

    private static List<String> active(MongoDatabase database) {
        return Objects.requireNonNull(Flux.from(database.getCollection("contacts")
                        .find(Filters.and(ContactView.active(), Filters.eq("businessId", "oak"))))
                .map(document -> document.get("roster", Document.class).getString("givenName"))
                .collectList()
                .block(LIMIT));
    }

    /** All contacts but for the revisions, which tell that something happened. */
    private static List<Document> all(MongoDatabase database) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection("contacts").find().sort(new Document("_id", 1)))
                        .doOnNext(document -> {
                            document.remove("revision");
                            document.remove("removedRevision");
                        })
                        .collectList()
                        .block(LIMIT));
    }
}
