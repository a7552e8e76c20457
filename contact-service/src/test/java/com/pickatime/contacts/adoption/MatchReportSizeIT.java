package com.pickatime.contacts.adoption;

import static com.pickatime.contacts.adoption.AdoptionFixture.BUSINESS;
import static com.pickatime.contacts.adoption.AdoptionFixture.BY;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptionJobs.Phase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.testing.OwnStore;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.ChildJvm;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.IdCodecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A report of an account of a million people, and the adoption of a part of them, in a heap of 256 MB. */
@Tag("slow")
class MatchReportSizeIT {

    private static final int PEOPLE = Integer.getInteger("adoption.people", 1_000_000);
    private static final int ADOPTED = Integer.getInteger("adoption.pairs", 100_000);
    private static final int BATCH = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(50);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void needsNoMoreMemoryForAMillionPeople() {
        try (var store = OwnStore.apart(directory)) {
            var database = TestStore.freshDatabaseName();
            new AdoptionFixture(open(store.uri(), database)).indexed();
            insert(open(store.uri(), database));
            try (var report = ChildJvm.start("256m", Report.class, store.uri(), database, String.valueOf(ADOPTED))) {
                var line = report.said("REPORT");
                System.out.println("REPORT of " + PEOPLE + " people: " + line);
                assertThat(line).contains("proposed=" + PEOPLE / 2 + ' ').contains("adopted=" + ADOPTED + ' ');
            }
        }
    }

    private static MongoDatabase open(String uri, String database) {
        return MongoClients.create(uri).getDatabase(database).withCodecRegistry(IdCodecs.registry());
    }

    /** Half of them our own, half the roster's, each the same person as one of the other half. */
    private static void insert(MongoDatabase database) {
        Flux.range(0, PEOPLE / 2)
                .buffer(BATCH)
                .concatMap(some -> {
                    var people = new ArrayList<WriteModel<Document>>();
                    some.forEach(i -> {
                        people.add(new InsertOneModel<>(new OwnContact(
                                        ContactId.own(BUSINESS, "STUDENT", String.valueOf(i)),
                                        PersonRole.STUDENT,
                                        "Given" + i,
                                        "Family" + i % 1000,
                                        "own-" + i,
                                        i % 2 == 0 ? "person" + i + "@example.org" : null,
                                        new OwnContact.SealedBirthDate(new byte[48], date(i)))
                                .document(BUSINESS)));
                        people.add(new InsertOneModel<>(TestContacts.document(BUSINESS.value(), "s-" + i, true)
                                .append("revision", 1L)
                                .append("rosterRevision", 1L)
                                .append("removedRevision", 0L)
                                .append(
                                        "roster",
                                        new Document("roles", List.of("STUDENT"))
                                                .append("givenName", "GIVEN" + i)
                                                .append("familyName", "FAMILY" + i % 1000)
                                                .append("identifier", "district-" + i)
                                                .append("email", "person" + i + "@example.org"))));
                    });
                    var dates = some.stream()
                            .<WriteModel<Document>>map(i ->
                                    new InsertOneModel<>(new Document("_id", BUSINESS + ":s-" + i)
                                            .append("businessId", BUSINESS.value())
                                            .append("sourceId", "s-" + i)
                                            .append("present", true)
                                            .append("roster", new Document("birthDateHash", new Binary(date(i))))))
                            .toList();
                    var unordered = new BulkWriteOptions().ordered(false);
                    return Mono.from(database.getCollection("contacts").bulkWrite(people, unordered))
                            .then(Mono.from(
                                    database.getCollection("security_values").bulkWrite(dates, unordered)));
                })
                .blockLast(LIMIT);
    }

    private static byte[] date(int person) {
        var hash = new byte[16];
        hash[0] = (byte) person;
        hash[1] = (byte) (person >> 8);
        return hash;
    }

    /** Makes the report, accepts some of it and adopts that. */
    static final class Report {

        public static void main(String[] arguments) {
            ChildJvm.endWithParent();
            var oak = new AdoptionFixture(open(arguments[0], arguments[1]));
            long start = System.nanoTime();
            oak.report.make(BUSINESS, "r1", new JobProgress<>(Phase.KEYS)).block(LIMIT);
            long made = System.nanoTime();
            System.out.printf("report took %d s, heap at most %d MB%n", seconds(made - start), ChildJvm.peak());
            long proposed = count(oak, Decision.PROPOSED);
            int pairs = Integer.parseInt(arguments[2]);
            oak.matches
                    .find(BUSINESS, Matches.Search.of(Decision.PROPOSED))
                    .take(pairs)
                    .map(match -> new Matches.Decided(match.own(), match.roster(), Decision.ACCEPTED))
                    .buffer(500)
                    .concatMap(some -> oak.matches.decide(BUSINESS, some, BY))
                    .blockLast(LIMIT);
            long accepted = System.nanoTime();
            oak.adoption
                    .adoptAccepted(BUSINESS, BY, new JobProgress<>(Phase.KEYS))
                    .block(LIMIT);
            long end = System.nanoTime();
            System.out.printf(
                    "REPORT proposed=%d adopted=%d report=%ds accept=%ds adopt=%ds, heap at most %d MB%n",
                    proposed,
                    count(oak, Decision.ADOPTED),
                    seconds(made - start),
                    seconds(accepted - made),
                    seconds(end - accepted),
                    ChildJvm.peak());
            System.exit(0);
        }

        private static long count(AdoptionFixture oak, Decision decision) {
            return Objects.requireNonNull(oak.matches
                    .find(BUSINESS, Matches.Search.of(decision))
                    .count()
                    .block(LIMIT));
        }

        private static long seconds(long nanos) {
            return TimeUnit.NANOSECONDS.toSeconds(nanos);
        }
    }
}
