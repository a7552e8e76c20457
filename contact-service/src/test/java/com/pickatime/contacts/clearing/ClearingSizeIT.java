package com.pickatime.contacts.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.clearing.Clearing.State;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.preflight.BirthDates;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.contacts.testing.OwnStore;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.ChildJvm;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.mongo.IdCodecs;
import com.pickatime.platform.outage.Standstill;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The contacts of a million people counted, exported, deleted and brought back, in a heap of 256 MB. */
@Tag("slow")
class ClearingSizeIT {

    private static final int PEOPLE = Integer.getInteger("clearing.people", 1_000_000);
    private static final int BATCH = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(50);
    private static final BusinessId BUSINESS = new BusinessId("oak");
    private static final String ACTOR = "local:actor";

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void needsNoMoreMemoryForAMillionPeople() {
        try (var store = OwnStore.apart(directory)) {
            var database = TestStore.freshDatabaseName();
            insert(open(store.uri(), database));
            try (var clearing = ChildJvm.start("256m", Clear.class, store.uri(), database)) {
                var line = clearing.said("CLEARING");
                System.out.println("CLEARING of " + PEOPLE + " people: " + line);
                assertThat(line)
                        .contains("exported=" + PEOPLE + ' ')
                        .contains("cleared=" + PEOPLE + ' ')
                        .contains("left=0 ")
                        .contains("back=" + PEOPLE + ' ')
                        .contains("withoutBirthDate=" + PEOPLE / 4 + ' ')
                        .contains("waiting=" + PEOPLE / 2 + ' ');
            }
        }
    }

    private static MongoDatabase open(String uri, String database) {
        return MongoClients.create(uri).getDatabase(database).withCodecRegistry(IdCodecs.registry());
    }

    /** Half of them students, every other one without a birth date; each has a parent of the roster or one of our own. */
    private static void insert(MongoDatabase database) {
        new TestRoster(database, BUSINESS).createIndexes();
        new HighestRevisions(database).note(Map.of(BUSINESS, 1L)).block(LIMIT);
        Flux.range(0, PEOPLE / 4)
                .buffer(BATCH)
                .concatMap(some -> {
                    var people = new ArrayList<WriteModel<Document>>();
                    some.forEach(i -> {
                        people.add(person("known-" + i, new Document("roles", List.of("STUDENT"))));
                        people.add(person(
                                "unknown-" + i,
                                new Document("roles", List.of("STUDENT")).append("agents", List.of("parent-" + i))));
                        people.add(person("parent-" + i, new Document("roles", List.of("PARENT"))));
                        var ours = new OwnContact(
                                ContactId.own(BUSINESS, "PARENT", String.valueOf(i)),
                                PersonRole.PARENT,
                                "Given" + i,
                                "Family",
                                null,
                                null,
                                null);
                        people.add(new InsertOneModel<>(ours.document(BUSINESS)
                                .append(
                                        "local",
                                        new Document(
                                                "links",
                                                List.of(new ContactLink(
                                                                ContactId.first(BUSINESS, "unknown-" + i),
                                                                ContactLink.Kind.FILE,
                                                                ACTOR,
                                                                Instant.EPOCH)
                                                        .document())))));
                    });
                    var dates = some.stream()
                            .<WriteModel<Document>>map(
                                    i -> new InsertOneModel<>(new Document("_id", BUSINESS + ":known-" + i)
                                            .append("businessId", BUSINESS.value())
                                            .append("sourceId", "known-" + i)
                                            .append("present", true)))
                            .toList();
                    var unordered = new BulkWriteOptions().ordered(false);
                    return Mono.from(database.getCollection("contacts").bulkWrite(people, unordered))
                            .then(Mono.from(
                                    database.getCollection("security_values").bulkWrite(dates, unordered)));
                })
                .blockLast(LIMIT);
    }

    private static WriteModel<Document> person(String sourceId, Document roster) {
        return new InsertOneModel<>(TestContacts.document(BUSINESS.value(), sourceId, true)
                .append("revision", 1L)
                .append("rosterRevision", 1L)
                .append("removedRevision", 0L)
                .append("roster", roster.append("givenName", "Given").append("familyName", sourceId)));
    }

    /** Does it all, one after the other. */
    static final class Clear {

        private final MongoDatabase database;
        private final Clearings clearings;
        private final ClearingWork work;
        private final StringBuilder said = new StringBuilder("CLEARING ");
        private long begun;

        private Clear(MongoDatabase database) {
            var clock = Clock.systemUTC();
            this.database = database;
            this.clearings = new Clearings(database, clock);
            this.work = new ClearingWork(
                    database,
                    clearings,
                    new ClearingPreviews(database),
                    new HighestRevisions(database),
                    new ContactOutbox(
                            database,
                            new EventPublisher(new KafkaTemplate<>(() -> new MockProducer<>())),
                            new Standstill(clock),
                            clock),
                    new Summaries(database, clock),
                    new Standstill(clock));
        }

        public static void main(String[] arguments) {
            ChildJvm.endWithParent();
            new Clear(open(arguments[0], arguments[1])).all();
            System.exit(0);
        }

        private void all() {
            clearings.createIndexes().block(LIMIT);
            begun = System.nanoTime();

            var counted =
                    Objects.requireNonNull(new BirthDates(database).of(BUSINESS).block(LIMIT));
            say("withoutBirthDate", counted.studentsWithoutBirthDate());
            say("waiting", counted.parentsAffected());
            took("preflight");
            var preview = Objects.requireNonNull(new ClearingPreviews(database)
                    .of(BUSINESS, AccessLevel.EVENT_ADMINISTRATOR, ACTOR)
                    .block(LIMIT));
            took("preview");
            var lines = new ContactExport(database)
                    .of(BUSINESS, AccessLevel.EVENT_ADMINISTRATOR, ACTOR)
                    .count()
                    .block(LIMIT);
            say("exported", Objects.requireNonNull(lines) - 1);
            took("export");
            var clearing = Objects.requireNonNull(clearings
                    .begin(BUSINESS, AccessLevel.EVENT_ADMINISTRATOR, preview.digest(), ACTOR)
                    .block(LIMIT));
            var cleared = until(State.DELETED, clearing);
            say("cleared", cleared.contacts());
            say("left", active());
            took("clear");
            clearings.beginUndo(cleared, false).block(LIMIT);
            until(State.UNDONE, cleared);
            say("back", active());
            took("undo");

            System.out.println(
                    said.append("heap at most ").append(ChildJvm.peak()).append(" MB"));
        }

        /** In one turn: what failed would be taken up by the next, and say nothing. */
        private Clearing until(State state, Clearing clearing) {
            work.goOn().block(LIMIT);
            var now = Objects.requireNonNull(
                    clearings.find(BUSINESS, Clearings.shortId(clearing)).block(LIMIT));
            if (now.state() != state) {
                throw new IllegalStateException("it is " + now.state() + " after " + now.contacts() + " contacts");
            }
            return now;
        }

        private long active() {
            return Objects.requireNonNull(Mono.from(database.getCollection("contacts")
                            .countDocuments(Filters.and(Filters.eq("businessId", BUSINESS), ContactView.active())))
                    .block(LIMIT));
        }

        private void say(String what, long many) {
            said.append(what).append('=').append(many).append(' ');
        }

        private void took(String what) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            System.out.printf("%s took %d s, heap at most %d MB%n", what, seconds, ChildJvm.peak());
            say(what + "Seconds", seconds);
            begun = System.nanoTime();
        }
    }
}
