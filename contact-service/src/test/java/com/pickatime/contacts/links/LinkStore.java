package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactIds.Shown;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.links.LinkAttempts.Attempt;
import com.pickatime.contacts.links.LinkAttempts.Outcome;
import com.pickatime.contacts.links.LinkSettings.IdField;
import com.pickatime.contacts.links.LinkSettings.SecondProof;
import com.pickatime.contacts.links.Students.Entered;
import com.pickatime.contacts.reading.TestHashes;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.SearchWords;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A business's people in a store, and parents who try to link to them. */
final class LinkStore {

    static final BusinessId BUSINESS = new BusinessId("oak");
    static final LocalDate BIRTH_DATE = LocalDate.of(2014, 4, 23);
    static final LocalDate ANOTHER = LocalDate.of(2014, 4, 24);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final MongoDatabase database;
    private final Links links;
    private final LinkAttempts attempts;
    private final SupportCodes codes;
    private final Budgets budgets;
    private LinkSettings settings = LinkSettings.defaults(Shown.SOURCE_ID);

    LinkStore(MongoDatabase database, Clock clock) {
        this.database = database;
        var sourceIds = new SourceIds(database);
        var events = new EventPublisher(new KafkaTemplate<>(MockProducer::new));
        var outbox = new ContactOutbox(database, events, new Standstill(clock), clock);
        var reads = new EvenReads(database);
        reads.createIndexes().block(LIMIT);
        Mono.from(database.getCollection("contacts").createIndex(Indexes.ascending("businessId", "roster.words")))
                .block(LIMIT);
        links = new Links(database, new ContactEdits(database, sourceIds, clock), outbox, clock);
        codes = new SupportCodes(database, clock);
        budgets = new Budgets(database, TestKeys.hash(), clock);
        attempts = new LinkAttempts(
                new Students(database, sourceIds, reads),
                new SecurityValues(database, reads, TestKeys.cipher()),
                TestHashes.birthDates(),
                budgets,
                links,
                codes,
                new AuditLog(database, clock),
                clock);
    }

    LinkStore with(IdField field) {
        settings = new LinkSettings(
                field, settings.dateOrder(), settings.parentsMayDetach(), settings.secondProof(), settings.budgets());
        return this;
    }

    LinkStore with(SecondProof proof) {
        settings = new LinkSettings(
                settings.idField(), settings.dateOrder(), settings.parentsMayDetach(), proof, settings.budgets());
        return this;
    }

    LinkStore with(Budget budget, int tries) {
        var budgets = new EnumMap<>(settings.budgets());
        budgets.put(budget, tries);
        settings = new LinkSettings(
                settings.idField(), settings.dateOrder(), settings.parentsMayDetach(), settings.secondProof(), budgets);
        return this;
    }

    Links links() {
        return links;
    }

    SupportCodes codes() {
        return codes;
    }

    static ContactId id(String sourceId) {
        return ContactId.first(BUSINESS, sourceId);
    }

    void student(String sourceId, @Nullable LocalDate birthDate) {
        student(sourceId, birthDate, "Bart", "Simpson");
    }

    void student(
            String sourceId, @Nullable LocalDate birthDate, String givenName, String familyName, String... parents) {
        insert("contacts", document(sourceId, PersonRole.STUDENT, givenName, familyName, parents));
        if (birthDate != null) {
            insert("security_values", securityValue(sourceId, birthDate));
        }
    }

    /** With source IDs from this prefix on, and with birth dates that none is told. */
    void students(String prefix, int count, LocalDate birthDate) {
        var people = new ArrayList<Document>();
        var values = new ArrayList<Document>();
        for (int i = 0; i < count; i++) {
            people.add(document(prefix + i, PersonRole.STUDENT, "Bart", "Simpson"));
            values.add(securityValue(prefix + i, birthDate));
        }
        Mono.from(database.getCollection("contacts").insertMany(people)).block(LIMIT);
        Mono.from(database.getCollection("security_values").insertMany(values)).block(LIMIT);
    }

    void parent(String sourceId, String... children) {
        insert("contacts", document(sourceId, PersonRole.PARENT, "Marge", "Simpson", children));
    }

    /** Somebody of another business's own files. */
    ContactId own(BusinessId business, PersonRole role, String identifier) {
        return own(business, role, identifier, BIRTH_DATE, null);
    }

    /** Somebody of the business's own files. */
    ContactId own(PersonRole role, String identifier, @Nullable LocalDate birthDate, @Nullable String email) {
        return own(BUSINESS, role, identifier, birthDate, email);
    }

    private ContactId own(
            BusinessId business,
            PersonRole role,
            String identifier,
            @Nullable LocalDate birthDate,
            @Nullable String email) {
        var id = ContactId.own(business, role.name(), identifier);
        var sealed = birthDate == null
                ? null
                : new OwnContact.SealedBirthDate(
                        TestKeys.cipher().seal(business, id.value(), "birthDate", birthDate.toString()),
                        TestHashes.birthDates().hash(business, birthDate));
        insert("contacts", new OwnContact(id, role, "Bart", "Simpson", identifier, email, sealed).document(business));
        return id;
    }

    void change(ContactId contact, Bson update) {
        Mono.from(database.getCollection("contacts").updateOne(eq("_id", ContactKey.of(BUSINESS, contact)), update))
                .block(LIMIT);
    }

    void setState(BusinessId business, String sourceId, String state) {
        Mono.from(database.getCollection("contacts")
                        .updateOne(
                                eq("_id", TestContacts.key(business.value(), sourceId)), Updates.set("state", state)))
                .block(LIMIT);
    }

    void setState(String sourceId, String state) {
        change(id(sourceId), Updates.set("state", state));
    }

    ContactView view(ContactId contact) {
        return links.any(BUSINESS, contact).blockOptional(LIMIT).orElseThrow();
    }

    Outcome attempt(String parent, String studentId, LocalDate date) {
        return Objects.requireNonNull(
                tried(id(parent), studentId, date, "192.0.2.1").block(LIMIT));
    }

    Outcome attemptByName(String parent, String givenName, String familyName, LocalDate date) {
        return Objects.requireNonNull(tried(id(parent), new Entered("", givenName, familyName), date, "192.0.2.1")
                .block(LIMIT));
    }

    Mono<Outcome> tried(ContactId parent, String studentId, LocalDate date, String network) {
        return tried(parent, new Entered(studentId, "", ""), date, network);
    }

    private Mono<Outcome> tried(ContactId parent, Entered entered, LocalDate date, String network) {
        return links.active(BUSINESS, parent)
                .flatMap(view -> attempts.attempt(new Attempt(view, settings, entered, date, Optional.of(network))));
    }

    /** LINKED, or the cause that the support code stands for. */
    String told(Outcome outcome) {
        if (outcome.student() != null) {
            return "LINKED";
        }
        return cause(Objects.requireNonNull(outcome.supportCode())).name();
    }

    Cause cause(String code) {
        return codes.find(BUSINESS, code).blockOptional(LIMIT).orElseThrow().cause();
    }

    /** Students whom a parent is linked to here, in the order in which they were linked. */
    List<ContactId> linkedTo(ContactId parent) {
        return view(parent).links().stream().map(link -> link.student()).toList();
    }

    /** What the outbox has to tell of a parent, by kind. */
    List<String> pending(ContactId parent) {
        return view(parent).document().getList("pending", Document.class, List.of()).stream()
                .map(note -> note.getString("kind"))
                .toList();
    }

    int left(Budget budget, String key) {
        return budgets.left(BUSINESS, settings, budget, key)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    /** How often each thing was audited; tries by their cause. */
    Map<String, Long> audited() {
        return Objects.requireNonNull(Flux.from(database.getCollection("audit").find())
                .map(entry -> entry.getString("action").equals("LINK_TRIED")
                        ? entry.get("details", Document.class).getString("cause")
                        : entry.getString("action"))
                .collectMultimap(what -> what)
                .map(all -> {
                    var counts = new TreeMap<String, Long>();
                    all.forEach((what, each) -> counts.put(what, (long) each.size()));
                    return counts;
                })
                .block(LIMIT));
    }

    private void insert(String collection, Document document) {
        Mono.from(database.getCollection(collection).insertOne(document)).block(LIMIT);
    }

    private static Document document(
            String sourceId, PersonRole role, String givenName, String familyName, String... agents) {
        return TestContacts.document(BUSINESS.value(), sourceId, true)
                .append("revision", 1L)
                .append(
                        "roster",
                        new Document("roles", List.of(role.name()))
                                .append("givenName", givenName)
                                .append("familyName", familyName)
                                .append("identifier", ("N" + sourceId).toUpperCase(Locale.ROOT))
                                .append("agents", List.of(agents))
                                .append("words", SearchWords.of(givenName, familyName, "N" + sourceId)));
    }

    private static Document securityValue(String sourceId, LocalDate birthDate) {
        return new Document("_id", BUSINESS.value() + ':' + sourceId)
                .append("businessId", BUSINESS.value())
                .append("sourceId", sourceId)
                .append("present", true)
                .append(
                        "roster",
                        new Document(
                                        "birthDateHash",
                                        new Binary(TestHashes.birthDates().hash(BUSINESS, birthDate)))
                                .append(
                                        "birthDate",
                                        new Binary(TestKeys.cipher()
                                                .seal(BUSINESS, sourceId, "birthDate", birthDate.toString()))));
    }
}
