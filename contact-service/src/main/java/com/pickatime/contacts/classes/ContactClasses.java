package com.pickatime.contacts.classes;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.classes.ClassRoster.Member;
import com.pickatime.contacts.directory.Contact;
import com.pickatime.contacts.directory.Contacts;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.schemas.topics.RosterKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which classes somebody is in: those taught with their students, and those attended with their teachers. */
@Component
public final class ContactClasses implements Indexed {

    private static final String IN_CLASSES = LocalFields.path(LocalFields.CLASSES);

    private static final Comparator<SchoolClass> BY_TITLE = Comparator.comparing(
                    SchoolClass::title, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(SchoolClass::classId);

    private final MongoCollection<Document> classes;
    private final MongoCollection<Document> ownClasses;
    private final MongoCollection<Document> people;
    private final MongoCollection<Document> enrollments;
    private final Contacts contacts;

    public ContactClasses(MongoDatabase database, Contacts contacts) {
        this.classes = database.getCollection(RosterCollection.CLASSES.collectionName());
        this.ownClasses = database.getCollection(OwnClass.COLLECTION);
        this.people = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.enrollments = database.getCollection(RosterCollection.ENROLLMENTS.collectionName());
        this.contacts = contacts;
    }

    /** Classes by their titles. */
    record Found(List<Taught> taught, List<Attended> attended) {

        static final Found NOTHING = new Found(List.of(), List.of());
    }

    record Taught(@JsonUnwrapped SchoolClass of, List<Member> students) {}

    public record Attended(@JsonUnwrapped SchoolClass of, List<Member> teachers) {

        public String classId() {
            return of.classId();
        }

        /** Null for a class without one. */
        public @Nullable String title() {
            return of.title();
        }

        /** Those of its teachers who are contacts. */
        public List<ContactId> teacherIds() {
            return teachers.stream()
                    .flatMap(member -> Stream.ofNullable(member.contactId()))
                    .toList();
        }
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(ownClasses.createIndex(Indexes.ascending(DocumentFields.BUSINESS, OwnClass.TEACHER)))
                .then();
    }

    /** A class with those who have the other role in it. */
    private record Roster(SchoolClass of, List<Member> others) {}

    /** Empty if there is no such contact; of one that does not count no class. */
    Mono<Found> find(BusinessId business, ContactId contact) {
        return contacts.find(business, contact)
                .flatMap(found -> found.isActive()
                        ? Mono.zip(
                                taught(found),
                                attended(business, List.of(found))
                                        .map(attended -> attended.getOrDefault(contact, List.of())),
                                Found::new)
                        : Mono.just(Found.NOTHING));
    }

    private Mono<List<Taught>> taught(ContactView contact) {
        return Mono.zip(
                taughtOfRoster(contact),
                taughtOfFiles(contact),
                (some, more) -> Stream.concat(some.stream(), more.stream())
                        .sorted(Comparator.comparing(Taught::of, BY_TITLE))
                        .toList());
    }

    private Mono<List<Taught>> taughtOfRoster(ContactView contact) {
        return rosters(contact.businessId(), List.of(contact), EnrollmentRole.TEACHER, EnrollmentRole.STUDENT)
                .map(found -> found.getOrDefault(contact.id(), List.of()).stream()
                        .map(roster -> new Taught(roster.of(), roster.others()))
                        .toList());
    }

    private Mono<List<Taught>> taughtOfFiles(ContactView contact) {
        return ownClasses(and(
                        eq(DocumentFields.BUSINESS, contact.businessId()),
                        eq(OwnClass.TEACHER, contact.id().value())))
                .flatMap(found -> students(contact.businessId(), found));
    }

    /**
     * The classes that each of some contacts attends, with whoever teaches them, in the order of their titles.
     *
     * @param some active ones of the business
     */
    public Mono<Map<ContactId, List<Attended>>> attended(BusinessId business, Collection<ContactView> some) {
        return Mono.zip(
                rosters(business, some, EnrollmentRole.STUDENT, EnrollmentRole.TEACHER),
                attendedOfFiles(business, some),
                (rosters, files) -> some.stream()
                        .map(ContactView::id)
                        .distinct()
                        .collect(Collectors.toUnmodifiableMap(
                                id -> id,
                                id -> Stream.concat(
                                                rosters.getOrDefault(id, List.of()).stream()
                                                        .map(roster -> new Attended(roster.of(), roster.others())),
                                                files.getOrDefault(id, List.of()).stream())
                                        .sorted(Comparator.comparing(Attended::of, BY_TITLE))
                                        .toList())));
    }

    /** The classes of the roster in which each of some contacts has a role, each once. */
    private Mono<Map<ContactId, List<Roster>>> rosters(
            BusinessId business, Collection<ContactView> some, EnrollmentRole own, EnrollmentRole other) {
        var bySource = some.stream()
                .filter(contact -> contact.sourceId() != null)
                .collect(Collectors.toMap(
                        contact -> Objects.requireNonNull(contact.sourceId()), ContactView::id, (one, another) -> one));
        return bySource.isEmpty()
                ? Mono.just(Map.of())
                : enrollments(business, role(bySource.keySet(), own))
                        .flatMap(enrolled -> rosters(business, classesOf(enrolled.stream()), other)
                                .map(rosters -> enrolled.stream()
                                        .filter(enrollment -> rosters.containsKey(enrollment.classSourceId()))
                                        .collect(Collectors.groupingBy(
                                                enrollment ->
                                                        Objects.requireNonNull(bySource.get(enrollment.userSourceId())),
                                                Collectors.collectingAndThen(
                                                        Collectors.toList(),
                                                        each -> classesOf(each.stream()).stream()
                                                                .map(id -> Objects.requireNonNull(rosters.get(id)))
                                                                .toList())))));
    }

    private Mono<Map<String, Roster>> rosters(BusinessId business, List<String> ids, EnrollmentRole role) {
        return Mono.zip(known(business, ids), others(business, ids, role))
                .flatMap(parts -> names(business, parts.getT2())
                        .map(names -> ids.stream()
                                .filter(parts.getT1()::containsKey)
                                .collect(Collectors.toMap(
                                        id -> id,
                                        id -> new Roster(
                                                Objects.requireNonNull(
                                                        parts.getT1().get(id)),
                                                members(parts.getT2(), id, names))))));
    }

    private static Bson role(Collection<String> userSourceIds, EnrollmentRole role) {
        return and(
                in(RosterFields.path(RosterFields.USER), userSourceIds),
                eq(RosterFields.path(RosterFields.ROLE), role.name()));
    }

    private static List<String> classesOf(Stream<Enrollment> some) {
        return some.map(Enrollment::classSourceId).distinct().toList();
    }

    private Mono<Map<String, SchoolClass>> known(BusinessId business, List<String> sourceIds) {
        var keys = sourceIds.stream()
                .map(sourceId -> RosterKey.of(business.value(), sourceId))
                .toList();
        return keys.isEmpty()
                ? Mono.just(Map.of())
                : Flux.from(classes.find(and(in(DocumentFields.ID, keys), eq(DocumentFields.PRESENT, true))))
                        .map(SchoolClass::of)
                        .collectMap(found -> Objects.requireNonNull(found.sourceId()));
    }

    /** Who has a role in these classes, of all of them at once. */
    private Mono<List<Enrollment>> others(BusinessId business, List<String> classSourceIds, EnrollmentRole role) {
        return classSourceIds.isEmpty()
                ? Mono.just(List.of())
                : enrollments(
                        business,
                        and(
                                in(RosterFields.path(RosterFields.CLASS), classSourceIds),
                                eq(RosterFields.path(RosterFields.ROLE), role.name())));
    }

    private Mono<List<Enrollment>> enrollments(BusinessId business, Bson which) {
        return Flux.from(enrollments.find(
                        and(eq(DocumentFields.BUSINESS, business), which, eq(DocumentFields.PRESENT, true))))
                .map(Enrollment::of)
                .collectList();
    }

    private Mono<Map<String, Contact>> names(BusinessId business, List<Enrollment> some) {
        var people = some.stream().map(Enrollment::userSourceId).distinct().toList();
        return contacts.active(business, people).collectMap(contact -> Objects.requireNonNull(contact.sourceId()));
    }

    private static List<Member> members(List<Enrollment> all, String classSourceId, Map<String, Contact> names) {
        return ClassRoster.members(all, enrollment -> enrollment.classSourceId().equals(classSourceId), names);
    }

    private Mono<Map<ContactId, List<Attended>>> attendedOfFiles(BusinessId business, Collection<ContactView> some) {
        var keys = some.stream()
                .flatMap(contact -> ownKeys(contact).stream())
                .distinct()
                .toList();
        return keys.isEmpty()
                ? Mono.just(Map.of())
                : ownClasses(in(DocumentFields.ID, keys))
                        .flatMap(found -> teachers(business, found))
                        .map(found -> some.stream()
                                .collect(Collectors.toMap(
                                        ContactView::id,
                                        contact -> ownKeys(contact).stream()
                                                .flatMap(key -> Stream.ofNullable(found.get(key)))
                                                .toList(),
                                        (one, other) -> one)));
    }

    private static List<String> ownKeys(ContactView contact) {
        return contact.local().getList(LocalFields.CLASSES, String.class, List.of());
    }

    private Mono<List<OwnClass>> ownClasses(Bson which) {
        return Flux.from(ownClasses.find(which)).map(OwnClass::of).collectList();
    }

    private Mono<List<Taught>> students(BusinessId business, List<OwnClass> taught) {
        var keys = taught.stream().map(one -> OwnClass.key(business, one.id())).toList();
        return keys.isEmpty()
                ? Mono.just(List.of())
                : active(and(in(IN_CLASSES, keys), eq(DocumentFields.BUSINESS, business)))
                        .collectList()
                        .map(students -> taught.stream()
                                .map(one -> new Taught(
                                        SchoolClass.of(one), inClass(students, OwnClass.key(business, one.id()))))
                                .toList());
    }

    private static List<Member> inClass(Collection<ContactView> students, String key) {
        return students.stream()
                .filter(student -> ownKeys(student).contains(key))
                .map(student -> Member.of(Contact.of(student), false))
                .sorted(ClassRoster.BY_NAME)
                .toList();
    }

    /** By the keys of the classes. */
    private Mono<Map<String, Attended>> teachers(BusinessId business, List<OwnClass> attended) {
        return active(in(
                        DocumentFields.ID,
                        attended.stream()
                                .map(one -> ContactKey.of(business, one.teacher()))
                                .distinct()
                                .toList()))
                .map(Contact::of)
                .collectMap(Contact::contactId)
                .map(teachers -> attended.stream()
                        .collect(Collectors.toMap(
                                one -> OwnClass.key(business, one.id()),
                                one -> new Attended(
                                        SchoolClass.of(one),
                                        Stream.ofNullable(teachers.get(one.teacher()))
                                                .map(teacher -> Member.of(teacher, true))
                                                .toList()))));
    }

    private Flux<ContactView> active(Bson who) {
        return Flux.from(people.find(and(who, ContactView.active()))).map(ContactView::new);
    }
}
