package com.pickatime.contacts.moves;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptedSourceIds;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.outage.Standstill;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A business of which a roster was imported, with something decided of two of its people, and all that moves source IDs. */
final class Oak {

    static final Duration LIMIT = Duration.ofSeconds(60);
    static final BusinessId OAK = new BusinessId("oak");

    /** Makes changes and writes none; apart, for who needs no store for it. */
    private static final class Rows {

        static final TestRoster ROWS = new TestRoster(TestDatabases.embedded(), OAK);
    }

    final MongoDatabase database;
    final MovableClock clock;
    final TestRoster roster;
    final Pairs pairs;
    final MapFile file;
    final SourceIdMoves moves;

    Oak(MongoDatabase database, MovableClock clock) {
        this.database = database;
        this.clock = clock;
        roster = new TestRoster(database, OAK);
        pairs = new Pairs(database, clock);
        file = new MapFile(pairs);
        moves = new SourceIdMoves(
                database,
                new Moving(
                        database,
                        pairs,
                        new SourceIds(database),
                        new MovedBirthDates(database, roster.writer(), TestKeys.cipher()),
                        new AdoptedSourceIds(database),
                        new Summaries(database, clock)),
                pairs,
                new HighestRevisions(database),
                new Standstill(clock),
                clock);
    }

    static Oak with(MongoDatabase database, String... people) {
        var oak = new Oak(database, new MovableClock());
        oak.pairs.createIndexes().block(LIMIT);
        for (var person : people) {
            oak.roster.write(person(person, 1), birthDate(person, 1, "2012-04-01"));
        }
        new HighestRevisions(database).note(Map.of(OAK, 1L)).block(LIMIT);
        oak.update(made(people[0]), Updates.set("local.accessLevel", "ADMINISTRATOR"));
        if (people.length > 1) {
            oak.update(
                    made(people[0]),
                    Updates.push(
                            "local.links",
                            new ContactLink(made(people[1]), ContactLink.Kind.FILE, "x", oak.clock.instant())
                                    .document()));
            oak.update(
                    made(people[1]), new ContactView(oak.document(made(people[1]))).overriding("middleName", "Jo-Jo"));
        }
        return oak;
    }

    void update(ContactId contact, Bson update) {
        Mono.from(database.getCollection("contacts").updateOne(Filters.eq("_id", ContactKey.of(OAK, contact)), update))
                .block(LIMIT);
    }

    Document document(ContactId contact) {
        return Objects.requireNonNull(Mono.from(
                        database.getCollection("contacts").find(Filters.eq("_id", ContactKey.of(OAK, contact))))
                .block(LIMIT));
    }

    @Nullable
    ContactView holder(String sourceId) {
        return new SourceIds(database).contact(OAK, sourceId).block(LIMIT);
    }

    ContactId holderId(String sourceId) {
        return Objects.requireNonNull(holder(sourceId)).id();
    }

    String send(String map) {
        var job = new ObjectId().toHexString();
        var count = Objects.requireNonNull(file.read(OAK, job, body(map)).block(LIMIT));
        assertThat(moves.start(OAK, job, null, count, "the-administrator").block(LIMIT))
                .isNotNull();
        return job;
    }

    SourceIdMoves.Job move(String map) {
        send(map);
        moves.sweep().block(LIMIT);
        return job();
    }

    SourceIdMoves.Job job() {
        return Objects.requireNonNull(moves.job(OAK).block(LIMIT));
    }

    List<String> refusals() {
        return Objects.requireNonNull(pairs.refused(job().job(), "")
                .map(pair -> pair.old() + " " + pair.document().getString(Pair.REFUSAL))
                .collectList()
                .block(LIMIT));
    }

    List<Document> all(String collection) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection(collection).find())
                        .collectList()
                        .block(LIMIT));
    }

    /** What everybody sees: contacts by their id, birth dates by source ID, and where each source ID leads. */
    Map<String, Object> state(String... sourceIds) {
        var state = new TreeMap<String, Object>();
        for (var contact : all("contacts")) {
            if (contact.get("present") != null) {
                contact.remove("redirects");
                state.put("contact " + contact.get("_id"), contact);
            }
        }
        for (var value : all("security_values")) {
            if (value.getBoolean("present")) {
                state.put("birth date " + value.get("_id"), bornOn(value));
            }
        }
        for (var sourceId : sourceIds) {
            var holder = holder(sourceId);
            state.put("holder " + sourceId, holder == null ? "nobody" : holder.id());
        }
        return state;
    }

    private static String bornOn(Document value) {
        return TestKeys.cipher()
                .open(
                        OAK,
                        value.getString("sourceId"),
                        "birthDate",
                        value.get("roster", Document.class)
                                .get("birthDate", Binary.class)
                                .getData());
    }

    long people() {
        return all("contacts").stream()
                .filter(contact -> contact.get("present") != null)
                .count();
    }

    static Flux<DataBuffer> body(String map) {
        return Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(map.getBytes(StandardCharsets.UTF_8)));
    }

    static ContactId made(String sourceId) {
        return ContactId.first(OAK, sourceId);
    }

    static RosterChange person(String sourceId, long revision) {
        return Rows.ROWS.upsert(
                RosterCollection.CONTACTS,
                sourceId,
                revision,
                "{\"roles\": [\"STUDENT\"], \"givenName\": \"Given\", \"familyName\": \"of %s in %d\"}"
                        .formatted(sourceId, revision));
    }

    static RosterChange birthDate(String sourceId, long revision, String date) {
        return Rows.ROWS.upsert(
                RosterCollection.SECURITY_VALUES,
                sourceId,
                revision,
                "{\"birthDateHash\": %s, \"birthDate\": %s}"
                        .formatted(
                                binary(TestKeys.hash().of((date).getBytes(StandardCharsets.UTF_8))),
                                binary(TestKeys.cipher().seal(OAK, sourceId, "birthDate", date))));
    }

    static String binary(byte[] bytes) {
        return "{\"$binary\": {\"base64\": \"%s\", \"subType\": \"00\"}}"
                .formatted(Base64.getEncoder().encodeToString(bytes));
    }
}
