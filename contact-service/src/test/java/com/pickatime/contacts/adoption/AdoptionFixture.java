package com.pickatime.contacts.adoption;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptionJobs.Phase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.adoption.Matches.Decided;
import com.pickatime.contacts.adoption.Matches.Search;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.events.TestOutbox;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.OwnContact.SealedBirthDate;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.serde.EventClasses;
import com.pickatime.schemas.topics.RosterKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A business with contacts of its own and a roster, and all that adopts on one database. */
final class AdoptionFixture {

    static {
        // whichever test makes the first event of its JVM
        EventClasses.trust();
    }

    static final Duration LIMIT = Duration.ofSeconds(120);
    static final BusinessId BUSINESS = new BusinessId("oak");
    static final String BY = "the-administrator";

    final MovableClock clock;
    final MongoDatabase database;
    final TestRoster roster;
    final Matches matches;
    final MatchReport report;
    final Adoption adoption;
    final Unadoption unadoption;
    final AdoptionJobs jobs;
    final MockProducer<String, SpecificRecord> broker = broker();
    final ContactOutbox outbox;

    AdoptionFixture(MongoDatabase database) {
        this(database, new MovableClock());
    }

    AdoptionFixture(MongoDatabase database, MovableClock clock) {
        this.clock = clock;
        this.database = database;
        this.roster = new TestRoster(database, BUSINESS);
        var sourceIds = new SourceIds(database);
        var summaries = new Summaries(database, clock);
        this.outbox = new ContactOutbox(
                database, new EventPublisher(new KafkaTemplate<>(() -> broker)), new Standstill(clock), clock);
        this.matches = new Matches(database, clock);
        this.report = new MatchReport(database, sourceIds, TestKeys.hash());
        var referrers = new Referrers(database, clock);
        this.adoption = new Adoption(database, matches, referrers, outbox, summaries, clock);
        this.unadoption = new Unadoption(database, sourceIds, matches, referrers, outbox, summaries, clock);
        this.jobs = new AdoptionJobs(database, report, matches, adoption, unadoption, new Standstill(clock), clock);
    }

    AdoptionFixture indexed() {
        roster.createIndexes();
        Stream.<Indexed>of(matches, report, adoption, outbox)
                .forEach(collection -> collection.createIndexes().block(LIMIT));
        return this;
    }

    private static MockProducer<String, SpecificRecord> broker() {
        return new MockProducer<>(true, null, (topic, key) -> new byte[0], (topic, event) -> new byte[0]) {
            /** The template closes what it takes for its own. */
            @Override
            public void close(Duration timeout) {}
        };
    }

    /** A contact of our own, called by its name. */
    ContactId own(
            PersonRole role,
            String name,
            @Nullable String email,
            @Nullable String identifier,
            @Nullable String birthDate) {
        var names = name.split(" ", 2);
        var id = new ContactId("own-" + name.replace(' ', '-') + '-' + identifier);
        Mono.from(contacts()
                        .insertOne(new OwnContact(
                                        id,
                                        role,
                                        names[0],
                                        names[1],
                                        identifier,
                                        email,
                                        birthDate == null
                                                ? null
                                                : new SealedBirthDate(new byte[] {1}, dateHash(birthDate)))
                                .document(BUSINESS)))
                .block(LIMIT);
        return id;
    }

    RosterChange person(
            String sourceId, long revision, PersonRole role, String name, @Nullable String email, String... agents) {
        var names = name.split(" ", 2);
        var fields = new Document("roles", List.of(role.name()))
                .append("givenName", names[0])
                .append("familyName", names[1]);
        if (email != null) {
            fields.append("email", email).append("emailGiven", email);
        }
        if (agents.length > 0) {
            fields.append("agents", Arrays.asList(agents));
        }
        return roster.upsert(RosterCollection.CONTACTS, sourceId, revision, fields.toJson());
    }

    RosterChange birthDate(String sourceId, long revision, String date) {
        return roster.upsert(
                RosterCollection.SECURITY_VALUES,
                sourceId,
                revision,
                "{\"birthDateHash\": {\"$binary\": {\"base64\": \"%s\", \"subType\": \"00\"}}}"
                        .formatted(Base64.getEncoder().encodeToString(dateHash(date))));
    }

    private static byte[] dateHash(String date) {
        return TestKeys.hash().of(date.getBytes(StandardCharsets.UTF_8));
    }

    static ContactId made(String sourceId) {
        return ContactId.first(BUSINESS, sourceId);
    }

    void ownClass(String id, String title, ContactId teacher) {
        Mono.from(database.getCollection(MatchReport.OWN_CLASSES)
                        .insertOne(new Document("_id", RosterKey.of(BUSINESS.value(), id))
                                .append("title", title)
                                .append("teacher", teacher.value())))
                .block(LIMIT);
    }

    void link(ContactId parent, ContactId... students) {
        for (var student : students) {
            update(
                    parent,
                    Updates.push(
                            "local.links",
                            new ContactLink(student, ContactLink.Kind.FILE, BY, clock.instant()).document()));
        }
    }

    void update(ContactId contact, Bson... update) {
        Mono.from(contacts().updateOne(Filters.eq("_id", ContactKey.of(BUSINESS, contact)), Updates.combine(update)))
                .block(LIMIT);
    }

    void tell() {
        TestOutbox.tell(outbox).block(LIMIT);
    }

    void makeReport(String name) {
        report.make(BUSINESS, name, new JobProgress<>(Phase.KEYS)).block(LIMIT);
    }

    void accept(ContactId own, ContactId rosters) {
        var refused = matches.decide(BUSINESS, List.of(new Decided(own, rosters, Decision.ACCEPTED)), BY)
                .block(LIMIT);
        if (refused == null || !refused.isEmpty()) {
            throw new IllegalStateException("not accepted: " + refused);
        }
    }

    void adoptAccepted() {
        adoption.adoptAccepted(BUSINESS, BY, new JobProgress<>(Phase.KEYS)).block(LIMIT);
    }

    List<Match> found() {
        return Objects.requireNonNull(
                matches.find(BUSINESS, Search.ALL).collectList().block(LIMIT));
    }

    Match match(ContactId own, ContactId rosters) {
        return Objects.requireNonNull(matches.find(BUSINESS, own, rosters).block(LIMIT));
    }

    ContactView contact(ContactId id) {
        return new ContactView(document(id));
    }

    Document document(ContactId id) {
        return Objects.requireNonNull(Mono.from(contacts().find(Filters.eq("_id", ContactKey.of(BUSINESS, id))))
                .block(LIMIT));
    }

    @Nullable
    ContactView holder(String sourceId) {
        return new SourceIds(database).contact(BUSINESS, sourceId).block(LIMIT);
    }

    List<Document> all(String collection) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection(collection).find().sort(Sorts.ascending("_id")))
                        .collectList()
                        .block(LIMIT));
    }

    private MongoCollection<Document> contacts() {
        return database.getCollection(RosterCollection.CONTACTS.collectionName());
    }
}
