package com.pickatime.contacts.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.quarantine.QuarantineDecisions.Decision;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.store.QuarantineMark;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterContent;
import com.pickatime.contacts.store.RosterWriter;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.store.StoreSettings;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class QuarantineIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final ContactId BART = ContactId.first(BUSINESS, "s1");
    private static final ContactId NEXT = ContactId.derived(BUSINESS, "s1", 2);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void freezesAContactUntilItIsReleasedAndTellsOfBoth(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        update(database, BART, Updates.set("local.accessLevel", "ADMINISTRATOR"));
        var tag = contact(database, BART).tag();

        mark(database, begins(2));

        var frozen = contact(database, BART);
        assertThat(frozen.state()).isEqualTo(ContactState.QUARANTINED);
        assertThat(frozen.isActive()).isFalse();
        assertThat(frozen.present()).as("the receipt counts it").isTrue();
        assertThat(frozen.text("givenName")).isEqualTo("Bart");
        assertThat(frozen.local()).containsEntry("accessLevel", "ADMINISTRATOR");
        assertThat(frozen.tag()).isNotEqualTo(tag);
        assertThat(told(database)).containsExactly("ContactQuarantined " + BART);

        write(database, upsert("s1", 3, "Bart"));
        mark(database, ends(3));

        assertThat(contact(database, BART).isActive()).isTrue();
        assertThat(told(database)).containsExactly("ContactQuarantined " + BART, "QuarantineDecided " + BART);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void changesNothingWhenItIsDeliveredAgain(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        mark(database, begins(2));
        var once = document(database, BART);

        clock.advance(Duration.ofMinutes(1));
        mark(database, begins(2));
        write(database, upsert("s1", 1, "Bart"));

        assertThat(document(database, BART)).isEqualTo(once);
        write(database, upsert("s1", 3, "Bart"));
        mark(database, ends(3));
        var released = document(database, BART);
        mark(database, begins(2));
        mark(database, ends(3));
        assertThat(document(database, BART)).isEqualTo(released);
    }

    /** Whatever is read twice or too late: what the latest import said counts. */
    @ParameterizedTest
    @MethodSource("databases")
    void endsAlikeInAnyOrder(MongoDatabase database) {
        for (long seed = 1; seed <= 30; seed++) {
            Mono.from(database.getCollection("contacts").drop()).block(LIMIT);
            write(database, upsert("s1", 1, "Bart"));
            var steps = new ArrayList<Runnable>(List.of(
                    () -> mark(database, begins(2)),
                    () -> write(database, upsert("s1", 3, "Bart 3")),
                    () -> mark(database, ends(3)),
                    () -> mark(database, begins(4)),
                    () -> write(database, upsert("s1", 5, "Bart 5")),
                    () -> mark(database, ends(5)),
                    () -> mark(database, begins(6))));
            Collections.shuffle(steps, new Random(seed));

            steps.forEach(Runnable::run);

            var end = contact(database, BART);
            assertThat(end.state()).as("seed %d", seed).isEqualTo(ContactState.QUARANTINED);
            assertThat(end.text("givenName")).as("seed %d", seed).isEqualTo("Bart 5");
            assertThat(end.document().getLong("quarantineRevision")).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesWhatPeopleDecidedBefore(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"), upsert("s2", 1, "Lisa"));
        update(database, BART, Updates.set("state", "REMOVED"));

        mark(database, begins(2));
        mark(database, new QuarantineMark(BUSINESS, "unknown", 2, true));

        assertThat(contact(database, BART).state()).isEqualTo(ContactState.REMOVED);
        assertThat(contact(database, ContactId.first(BUSINESS, "s2")).isActive())
                .isTrue();
        assertThat(told(database)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsTheSamePersonGoOnAtOnce(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        mark(database, begins(2));

        var decided = decide(database, Decision.SAME_PERSON, null);
        var again = decide(database, Decision.SAME_PERSON, null);

        assertThat(decided.isActive()).isTrue();
        assertThat(decided.local()).containsEntry("samePersonAs", 1L).doesNotContainKey("quarantinedAt");
        assertThat(again.document()).isEqualTo(decided.document());
        mark(database, begins(2));
        assertThat(contact(database, BART).isActive()).as("delivered again").isTrue();
        assertThat(told(database)).containsExactly("ContactQuarantined " + BART, "QuarantineDecided " + BART);
        assertThat(audited(database)).containsExactly("SAME_PERSON");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void givesAnotherPersonAContactWithNothingOfThePredecessor(MongoDatabase database) {
        Mono.from(database.getCollection("contacts").drop()).block(LIMIT);
        write(database, upsert("s1", 3, "Bart"), birthDate("s1", 3));
        update(
                database,
                BART,
                Updates.combine(
                        Updates.set("local.accessLevel", "ADMINISTRATOR"),
                        Updates.set("local.links", List.of(new Document("student", "x")))));
        mark(database, begins(4));
        note(database, 4);

        var decided = decide(database, Decision.ANOTHER_PERSON, null);
        decide(database, Decision.ANOTHER_PERSON, null);

        assertThat(decided.state()).isEqualTo(ContactState.REMOVED);
        assertThat(decided.succeededBy()).isEqualTo(NEXT);
        assertThat(decided.sourceId()).isNull();
        assertThat(decided.local()).containsKeys("accessLevel", "links");
        assertThat(decided.text("givenName")).as("kept").isEqualTo("Bart");
        assertThat(document(database, NEXT)).doesNotContainKeys("present", "hash", "roster", "local");
        assertThat(securityValue(database).getBoolean("present")).isFalse();
        assertThat(audited(database)).containsExactly("ANOTHER_PERSON");
        assertThat(told(database))
                .containsExactly("ContactQuarantined " + BART, "QuarantineDecided " + BART + " " + NEXT);

        write(database, upsert("s1", 3, "Bart"), birthDate("s1", 3), upsert("s1", 5, "late"), birthDate("s1", 5));
        mark(database, begins(4));
        assertThat(document(database, NEXT))
                .as("nothing of before comes with what is delivered again or late")
                .doesNotContainKeys("present", "hash", "roster", "state");
        assertThat(securityValue(database).getBoolean("present")).isFalse();

        write(database, upsert("s1", 7, "Milhouse"), birthDate("s1", 7));
        var milhouse = contact(database, NEXT);
        assertThat(milhouse.isActive()).isTrue();
        assertThat(milhouse.generation()).isEqualTo(2);
        assertThat(milhouse.text("givenName")).isEqualTo("Milhouse");
        assertThat(milhouse.local()).isEmpty();
        assertThat(securityValue(database).getBoolean("present")).isTrue();
        assertThat(contact(database, BART).state()).isEqualTo(ContactState.REMOVED);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesADecisionOfAContactThatDoesNotWait(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        for (var decision : Decision.values()) {
            assertThat(refusal(database, decision, null)).isEqualTo(409);
        }

        mark(database, begins(2));
        var seen = contact(database, BART).tag();
        write(database, upsert("s1", 3, "Bart"));
        mark(database, ends(3));
        mark(database, begins(4));

        for (var decision : Decision.values()) {
            assertThat(refusal(database, decision, seen))
                    .as("of another version")
                    .isEqualTo(412);
        }
        decide(database, Decision.ANOTHER_PERSON, contact(database, BART).tag());
        assertThat(refusal(database, Decision.SAME_PERSON, null)).isEqualTo(409);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void takesOneOfTwoDecisionsThatAreMadeAtOnce(MongoDatabase database) {
        for (int round = 0; round < 20; round++) {
            Mono.from(database.getCollection("contacts").drop()).block(LIMIT);
            Mono.from(database.getCollection("businesses").drop()).block(LIMIT);
            write(database, upsert("s1", 1, "Bart"));
            mark(database, begins(2));

            long refused = Flux.fromIterable(Arrays.asList(Decision.values()))
                    .flatMap(decision -> decisions(database)
                            .decide(new Edit(BUSINESS, BART, decision.name(), null), decision)
                            .map(decided -> 0L)
                            .onErrorResume(ErrorResponseException.class, conflict -> Mono.just(1L))
                            .subscribeOn(Schedulers.boundedElastic()))
                    .reduce(0L, Long::sum)
                    .blockOptional(LIMIT)
                    .orElseThrow();

            assertThat(refused).isEqualTo(1);
            var end = contact(database, BART);
            assertThat(end.state()).isIn(ContactState.ACTIVE, ContactState.REMOVED);
            assertThat(end.succeededBy() == null).isEqualTo(end.state() == ContactState.ACTIVE);
            assertThat(told(database)).hasSize(2);
        }
    }

    private static QuarantineMark begins(long revision) {
        return new QuarantineMark(BUSINESS, "s1", revision, true);
    }

    private static QuarantineMark ends(long revision) {
        return new QuarantineMark(BUSINESS, "s1", revision, false);
    }

    private void mark(MongoDatabase database, QuarantineMark mark) {
        new Quarantine(database, new SourceIds(database), outbox(database), clock)
                .apply(List.of(mark))
                .block(LIMIT);
    }

    private ContactView decide(MongoDatabase database, Decision decision, @Nullable String tag) {
        return Objects.requireNonNull(decisions(database)
                .decide(new Edit(BUSINESS, BART, "skinner", tag), decision)
                .block(LIMIT));
    }

    private int refusal(MongoDatabase database, Decision decision, @Nullable String tag) {
        return decisions(database)
                .decide(new Edit(BUSINESS, BART, "skinner", tag), decision)
                .map(decided -> 200)
                .onErrorResume(
                        ErrorResponseException.class,
                        refused -> Mono.just(refused.getStatusCode().value()))
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private QuarantineDecisions decisions(MongoDatabase database) {
        return new QuarantineDecisions(
                database,
                new ContactEdits(database, new SourceIds(database), clock),
                writer(database),
                new HighestRevisions(database),
                new Summaries(database, clock),
                outbox(database),
                new AuditLog(database, clock),
                clock);
    }

    /** Nothing is told here: the notes stay in the documents. */
    private ContactOutbox outbox(MongoDatabase database) {
        var nowhere = new EventPublisher(new KafkaTemplate<>(() -> {
            throw new AssertionError("nobody publishes here");
        }));
        return new ContactOutbox(database, nowhere, new Standstill(clock), clock);
    }

    private static List<String> told(MongoDatabase database) {
        return document(database, BART).getList("pending", Document.class, List.of()).stream()
                .map(note -> {
                    var fields = note.get("fields", Document.class);
                    var successor = fields.getString("successor");
                    return note.getString("kind")
                            + ' '
                            + fields.getString("contact")
                            + (successor == null ? "" : ' ' + successor);
                })
                .toList();
    }

    private static List<String> audited(MongoDatabase database) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection("audit").find(Filters.eq("action", "QUARANTINE_DECIDED")))
                        .map(entry -> entry.get("details", Document.class).getString("decision"))
                        .collectList()
                        .block(LIMIT));
    }

    private static void note(MongoDatabase database, long revision) {
        new HighestRevisions(database).note(Map.of(BUSINESS, revision)).block(LIMIT);
    }

    private static RosterWriter writer(MongoDatabase database) {
        return new RosterWriter(
                database,
                new SourceIds(database),
                Projection.CURRENT,
                new StoreSettings(100, 2, 3, Duration.ofMillis(5)));
    }

    private static void write(MongoDatabase database, RosterChange... changes) {
        for (var change : changes) {
            writer(database).write(List.of(change)).block(LIMIT);
        }
    }

    private static RosterChange upsert(String sourceId, long revision, String name) {
        return new RosterChange(
                RosterCollection.CONTACTS,
                BUSINESS,
                sourceId,
                revision,
                new ImportId("run-" + revision),
                new RosterContent(new byte[16], new BsonDocument("givenName", new BsonString(name))));
    }

    private static RosterChange birthDate(String sourceId, long revision) {
        return new RosterChange(
                RosterCollection.SECURITY_VALUES,
                BUSINESS,
                sourceId,
                revision,
                new ImportId("run-" + revision),
                new RosterContent(new byte[16], new BsonDocument()));
    }

    private static ContactView contact(MongoDatabase database, ContactId contact) {
        return new ContactView(document(database, contact));
    }

    private static Document document(MongoDatabase database, ContactId contact) {
        return find(database, "contacts", ContactKey.of(BUSINESS, contact));
    }

    private static Document securityValue(MongoDatabase database) {
        return find(database, "security_values", "b:s1");
    }

    private static Document find(MongoDatabase database, String collection, String id) {
        return Objects.requireNonNull(
                Mono.from(database.getCollection(collection).find(Filters.eq("_id", id)))
                        .block(LIMIT));
    }

    private static void update(MongoDatabase database, ContactId contact, Bson update) {
        Mono.from(database.getCollection("contacts")
                        .updateOne(Filters.eq("_id", ContactKey.of(BUSINESS, contact)), update))
                .block(LIMIT);
    }
}
