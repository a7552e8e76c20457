package com.pickatime.contacts.preflight;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the people of a business once, and counts whose birth date is missing and which parents wait for one. Holds a few bytes
 * for each person, and the names of schools.
 */
@Component
public class BirthDates {

    private static final int BATCH = 2_000;
    private static final String ROLES = RosterFields.path(RosterFields.ROLES);

    private static final String LINKED = LocalFields.path(LocalFields.LINKS);

    private final MongoDatabase database;

    public BirthDates(MongoDatabase database) {
        this.database = database;
    }

    /**
     * What was counted.
     *
     * @param students active ones
     * @param parentsAffected active ones with at least one child among {@code studentsWithoutBirthDate}, by the roster or by a
     *     link
     * @param quarantinedStudents not among {@code students}
     * @param missing where the birth dates are missing, by school and grade
     */
    public record Counted(
            long students,
            long studentsWithoutBirthDate,
            long parentsAffected,
            long quarantinedStudents,
            List<Missing> missing) {}

    /**
     * Students of a grade of a school without a birth date. A student of several schools counts at each of them.
     *
     * @param schoolSourceId empty for students of no school
     * @param grade as the roster names it; empty where it names none
     */
    public record Missing(String schoolSourceId, String school, String grade, long students) {}

    public Mono<Counted> of(BusinessId business) {
        return Mono.fromSupplier(BirthDateCounts::new)
                .flatMap(counts -> Flux.concat(
                                read(
                                                business,
                                                RosterCollection.ORGS,
                                                eq(DocumentFields.PRESENT, true),
                                                RosterFields.NAME,
                                                RosterFields.TYPE)
                                        .doOnNext(counts::addOrg),
                                read(business, RosterCollection.SECURITY_VALUES, eq(DocumentFields.PRESENT, true))
                                        .doOnNext(counts::addBirthDate),
                                read(
                                                business,
                                                RosterCollection.CONTACTS,
                                                and(
                                                        eq(ROLES, PersonRole.STUDENT.name()),
                                                        or(
                                                                ContactView.active(),
                                                                eq(
                                                                        DocumentFields.STATE,
                                                                        ContactState.QUARANTINED.name()))),
                                                RosterFields.BIRTH_DATE_HASH,
                                                RosterFields.ORGS,
                                                RosterFields.GRADES,
                                                RosterFields.AGENTS)
                                        .doOnNext(counts::addStudent),
                                Flux.defer(() -> counts.isComplete()
                                        ? Flux.empty()
                                        : read(
                                                        business,
                                                        RosterCollection.CONTACTS,
                                                        and(in(ROLES, ContactView.PARENTS), ContactView.active()),
                                                        RosterFields.AGENTS)
                                                .doOnNext(counts::addParent)))
                        .then(Mono.fromSupplier(counts::counted)));
    }

    private Flux<RawBsonDocument> read(BusinessId business, RosterCollection collection, Bson which, String... fields) {
        var projection = Projections.fields(
                Projections.include(DocumentFields.SOURCE, DocumentFields.STATE, LINKED),
                Projections.include(
                        List.of(fields).stream().map(RosterFields::path).toList()));
        return Flux.from(database.getCollection(collection.collectionName(), RawBsonDocument.class)
                .find(and(BusinessRange.of(business), which))
                .projection(projection)
                .batchSize(BATCH));
    }
}
