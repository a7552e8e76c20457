package com.pickatime.contacts.classes;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.Contact;
import com.pickatime.contacts.directory.Contacts;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import com.pickatime.schemas.topics.RosterKey;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks classes and their rosters up. */
@Component
final class Classes implements Indexed {

    private static final String STUDENTS_CLASSES = LocalFields.path(LocalFields.CLASSES);

    private final MongoCollection<Document> classes;
    private final MongoCollection<Document> ownClasses;
    private final MongoCollection<Document> people;
    private final MongoCollection<Document> enrollments;
    private final Contacts contacts;

    Classes(MongoDatabase database, Contacts contacts) {
        this.classes = database.getCollection(RosterCollection.CLASSES.collectionName());
        this.ownClasses = database.getCollection(OwnClass.COLLECTION);
        this.people = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.enrollments = database.getCollection(RosterCollection.ENROLLMENTS.collectionName());
        this.contacts = contacts;
    }

    /** Few contacts are in a class of a file. */
    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(people.createIndex(Indexes.ascending(STUDENTS_CLASSES), new IndexOptions().sparse(true)))
                .then();
    }

    /** The roster's active classes by source ID, and then those of the business's own files by their ids there. */
    Mono<ListPage<SchoolClass>> list(BusinessId businessId, String after, int limit) {
        var from = after.isEmpty() ? ClassId.roster("") : ClassId.parse(after);
        if (from == null) {
            return Mono.error(Problems.invalid("after", "must be what a page says under next"));
        }
        var found = (from.own() ? Flux.<SchoolClass>empty() : rosters(businessId, from.id(), limit + 1))
                .concatWith(Flux.defer(() -> own(businessId, from.own() ? from.id() : "", limit + 1)));
        return ListPage.of(found, limit, SchoolClass::classId);
    }

    private Flux<SchoolClass> rosters(BusinessId businessId, String after, int limit) {
        return Flux.from(classes.find(and(range(businessId, after), eq(DocumentFields.PRESENT, true)))
                        .sort(Sorts.ascending(DocumentFields.ID))
                        .limit(limit))
                .map(SchoolClass::of);
    }

    private Flux<SchoolClass> own(BusinessId businessId, String after, int limit) {
        return Flux.from(ownClasses
                        .find(range(businessId, after))
                        .sort(Sorts.ascending(DocumentFields.ID))
                        .limit(limit))
                .map(OwnClass::of)
                .map(SchoolClass::of);
    }

    private static Bson range(BusinessId businessId, String after) {
        return after.isEmpty() ? BusinessRange.of(businessId) : BusinessRange.after(businessId, after);
    }

    /** Empty if there is no such active class. */
    Mono<List<ClassRoster>> rosters(BusinessId businessId, String classId) {
        var parsed = ClassId.parse(classId);
        if (parsed == null) {
            return Mono.empty();
        }
        return parsed.own() ? ownRosters(businessId, parsed.id()) : sourceRosters(businessId, parsed.id());
    }

    /** One, or none where the teacher is not there. */
    private Mono<List<ClassRoster>> ownRosters(BusinessId businessId, String id) {
        var key = OwnClass.key(businessId, id);
        return Mono.from(ownClasses.find(eq(DocumentFields.ID, key)).first())
                .map(OwnClass::of)
                .flatMap(found -> active(eq(DocumentFields.ID, ContactKey.of(businessId, found.teacher())))
                        .collectList()
                        .zipWith(
                                active(and(eq(STUDENTS_CLASSES, key), eq(DocumentFields.BUSINESS, businessId)))
                                        .collectList(),
                                (teacher, students) -> teacher.stream()
                                        .map(one -> ClassRoster.of(one, students))
                                        .toList()));
    }

    private Flux<Contact> active(Bson filter) {
        return Flux.from(people.find(and(filter, ContactView.active())))
                .map(document -> Contact.of(new ContactView(document)));
    }

    private Mono<List<ClassRoster>> sourceRosters(BusinessId businessId, String classSourceId) {
        return Mono.from(classes.find(and(
                                eq(DocumentFields.ID, RosterKey.of(businessId.value(), classSourceId)),
                                eq(DocumentFields.PRESENT, true)))
                        .first())
                .flatMap(found -> enrollments(businessId, classSourceId))
                .zipWhen(
                        members -> contacts.active(
                                        businessId,
                                        members.stream()
                                                .map(Enrollment::userSourceId)
                                                .distinct()
                                                .toList())
                                .collectMap(contact -> Objects.requireNonNull(contact.sourceId())),
                        ClassRoster::of);
    }

    private Mono<List<Enrollment>> enrollments(BusinessId businessId, String classSourceId) {
        return Flux.from(enrollments.find(and(
                        eq(DocumentFields.BUSINESS, businessId),
                        eq(RosterFields.path(RosterFields.CLASS), classSourceId),
                        eq(DocumentFields.PRESENT, true))))
                .map(Enrollment::of)
                .collectList();
    }
}
