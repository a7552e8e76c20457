package com.pickatime.contacts.classes;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.Contacts;
import com.pickatime.contacts.directory.ListPage;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.RosterKey;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks classes and their rosters up. */
@Component
final class Classes {

    private final MongoCollection<Document> classes;
    private final MongoCollection<Document> enrollments;
    private final Contacts contacts;

    Classes(MongoDatabase database, Contacts contacts) {
        this.classes = database.getCollection(RosterCollection.CLASSES.collectionName());
        this.enrollments = database.getCollection(RosterCollection.ENROLLMENTS.collectionName());
        this.contacts = contacts;
    }

    /** Active classes by source ID. */
    Mono<ListPage<SchoolClass>> list(BusinessId businessId, String after, int limit) {
        var range = after.isEmpty() ? BusinessRange.of(businessId) : BusinessRange.after(businessId, after);
        return Flux.from(classes.find(and(range, eq(DocumentFields.PRESENT, true)))
                        .sort(Sorts.ascending(DocumentFields.ID))
                        .limit(limit + 1))
                .map(SchoolClass::of)
                .collectList()
                .map(found -> ListPage.of(found, limit, SchoolClass::sourceId));
    }

    /** Empty if there is no such active class. */
    Mono<List<ClassRoster>> rosters(BusinessId businessId, String classSourceId) {
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
