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
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which classes somebody is in: those taught with their students, and those attended with their teachers. */
@Component
final class ContactClasses implements Indexed {

    private static final String IN_CLASSES = LocalFields.path(LocalFields.CLASSES);

    private static final Comparator<SchoolClass> BY_TITLE = Comparator.comparing(
                    SchoolClass::title, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(SchoolClass::classId);

    private final MongoCollection<Document> classes;
    private final MongoCollection<Document> ownClasses;
    private final MongoCollection<Document> people;
    private final MongoCollection<Document> enrollments;
    private final Contacts contacts;

    ContactClasses(MongoDatabase database, Contacts contacts) {
        this.classes = database.getCollection(RosterCollection.CLASSES.collectionName());
        this.ownClasses = database.getCollection(OwnClass.COLLECTION);
        this.people = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.enrollments = database.getCollection(RosterCollection.ENROLLMENTS.collectionName());
        this.contacts = contacts;
    }

    /** Classes by their titles. */
    record Found(List<Taught> taught, List<Attended> attended) {

        static final Found NOTHING = new Found(List.of(), List.of());

        Found plus(Found other) {
            return new Found(
                    Stream.concat(taught.stream(), other.taught.stream())
                            .sorted(Comparator.comparing(Taught::of, BY_TITLE))
                            .toList(),
                    Stream.concat(attended.stream(), other.attended.stream())
                            .sorted(Comparator.comparing(Attended::of, BY_TITLE))
                            .toList());
        }
    }

    record Taught(@JsonUnwrapped SchoolClass of, List<Member> students) {}

    record Attended(@JsonUnwrapped SchoolClass of, List<Member> teachers) {}

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(ownClasses.createIndex(Indexes.ascending(DocumentFields.BUSINESS, OwnClass.TEACHER)))
                .then();
    }

    /** Empty if there is no such contact; of one that does not count no class. */
    Mono<Found> find(BusinessId business, ContactId contact) {
        return contacts.find(business, contact)
                .flatMap(found -> found.isActive()
                        ? Mono.zip(ofRoster(found), ofFiles(found), Found::plus)
                        : Mono.just(Found.NOTHING));
    }

    private Mono<Found> ofRoster(ContactView contact) {
        var business = contact.businessId();
        var sourceId = contact.sourceId();
        if (sourceId == null) {
            return Mono.just(Found.NOTHING);
        }
        return enrollments(business, eq(RosterFields.path(RosterFields.USER), sourceId))
                .flatMap(own -> {
                    var taught = classesOf(own.stream().filter(Enrollment::isTeacher));
                    var attended = classesOf(own.stream().filter(Enrollment::isStudent));
                    return Mono.zip(
                                    known(business, Stream.concat(taught.stream(), attended.stream())),
                                    others(business, taught, EnrollmentRole.STUDENT),
                                    others(business, attended, EnrollmentRole.TEACHER))
                            .flatMap(parts -> names(business, parts.getT2(), parts.getT3())
                                    .map(names -> new Found(
                                            taught.stream()
                                                    .filter(parts.getT1()::containsKey)
                                                    .map(id -> new Taught(
                                                            Objects.requireNonNull(parts.getT1()
                                                                    .get(id)),
                                                            members(parts.getT2(), id, names)))
                                                    .toList(),
                                            attended.stream()
                                                    .filter(parts.getT1()::containsKey)
                                                    .map(id -> new Attended(
                                                            Objects.requireNonNull(parts.getT1()
                                                                    .get(id)),
                                                            members(parts.getT3(), id, names)))
                                                    .toList())));
                });
    }

    private static List<String> classesOf(Stream<Enrollment> some) {
        return some.map(Enrollment::classSourceId).distinct().toList();
    }

    private Mono<Map<String, SchoolClass>> known(BusinessId business, Stream<String> sourceIds) {
        var keys = sourceIds
                .map(sourceId -> RosterKey.of(business.value(), sourceId))
                .distinct()
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

    private Mono<Map<String, Contact>> names(BusinessId business, List<Enrollment> some, List<Enrollment> others) {
        var people = Stream.concat(some.stream(), others.stream())
                .map(Enrollment::userSourceId)
                .distinct()
                .toList();
        return contacts.active(business, people).collectMap(contact -> Objects.requireNonNull(contact.sourceId()));
    }

    private static List<Member> members(List<Enrollment> all, String classSourceId, Map<String, Contact> names) {
        return ClassRoster.members(all, enrollment -> enrollment.classSourceId().equals(classSourceId), names);
    }

    private Mono<Found> ofFiles(ContactView contact) {
        var business = contact.businessId();
        var taught = ownClasses(and(
                eq(DocumentFields.BUSINESS, business),
                eq(OwnClass.TEACHER, contact.id().value())));
        var keys = contact.local().getList(LocalFields.CLASSES, String.class, List.of());
        var attended = keys.isEmpty() ? Mono.just(List.<OwnClass>of()) : ownClasses(in(DocumentFields.ID, keys));
        return Mono.zip(
                taught.flatMap(found -> students(business, found)),
                attended.flatMap(found -> teachers(business, found)),
                Found::new);
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
                .filter(student -> student.local()
                        .getList(LocalFields.CLASSES, String.class, List.of())
                        .contains(key))
                .map(student -> Member.of(Contact.of(student), false))
                .sorted(ClassRoster.BY_NAME)
                .toList();
    }

    private Mono<List<Attended>> teachers(BusinessId business, List<OwnClass> attended) {
        return attended.isEmpty()
                ? Mono.just(List.of())
                : active(in(
                                DocumentFields.ID,
                                attended.stream()
                                        .map(one -> ContactKey.of(business, one.teacher()))
                                        .distinct()
                                        .toList()))
                        .map(Contact::of)
                        .collectMap(Contact::contactId)
                        .map(teachers -> attended.stream()
                                .map(one -> new Attended(
                                        SchoolClass.of(one),
                                        Stream.ofNullable(teachers.get(one.teacher()))
                                                .map(teacher -> Member.of(teacher, true))
                                                .toList()))
                                .toList());
    }

    private Flux<ContactView> active(Bson who) {
        return Flux.from(people.find(and(who, ContactView.active()))).map(ContactView::new);
    }
}
