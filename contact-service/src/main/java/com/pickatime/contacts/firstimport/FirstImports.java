package com.pickatime.contacts.firstimport;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.web.EntityTags;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What administrators decided, once per business, about the contacts that it made itself; kept in its document of
 * {@code businesses}.
 */
@Component
public class FirstImports {

    private static final String DECISION = "firstImport";
    private static final String BY = "firstImportBy";
    private static final String AT = "firstImportAt";

    private final MongoDatabase database;
    private final AuditLog audit;
    private final Clock clock;

    FirstImports(MongoDatabase database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How it stands.
     *
     * @param by subject of the token of who decided; null until then
     * @param ownContacts active contacts that the business made itself, by role
     */
    public record FirstImport(
            @Nullable FirstImportDecision decision,
            @Nullable String by,
            @Nullable Instant at,
            Map<String, Long> ownContacts) {

        /** Names what was decided, and when, as an HTTP entity tag. */
        String tag() {
            return '"' + (decision == null || at == null ? "0" : decision + "." + at.toEpochMilli()) + '"';
        }
    }

    /** How it stands with a business; reads all of its contacts, which are few where nothing was imported. */
    public Mono<FirstImport> of(BusinessId business) {
        return Mono.from(database.getCollection("businesses")
                        .find(eq(DocumentFields.ID, business))
                        .first())
                .defaultIfEmpty(new Document())
                .zipWith(ownContacts(business))
                .map(both -> firstImport(both.getT1(), both.getT2()));
    }

    private static FirstImport firstImport(Document document, Map<String, Long> own) {
        var decision = document.getString(DECISION);
        var at = document.getDate(AT);
        return new FirstImport(
                decision == null ? null : FirstImportDecision.valueOf(decision),
                document.getString(BY),
                at == null ? null : at.toInstant(),
                own);
    }

    private Mono<Map<String, Long>> ownContacts(BusinessId business) {
        return Flux.from(database.getCollection(RosterCollection.CONTACTS.collectionName())
                        .find(and(BusinessRange.of(business), eq(DocumentFields.OWN, true), ContactView.active()))
                        .projection(Projections.include(RosterFields.path(RosterFields.ROLES))))
                .flatMapIterable(document ->
                        document.get(DocumentFields.ROSTER, new Document()).getList(RosterFields.ROLES, String.class))
                .collect(TreeMap::new, (counts, role) -> counts.merge(role, 1L, Long::sum));
    }

    /**
     * Decides. The same decision again changes nothing; another one is refused with 409 once an import was applied, for then
     * it is too late, and with 412 if something else was decided meanwhile.
     *
     * @param ifMatch the header If-Match: the tag of what was decided when this was; null for whatever it is by now
     */
    Mono<FirstImport> decide(BusinessId business, String by, FirstImportDecision decision, @Nullable String ifMatch) {
        return of(business).flatMap(now -> {
            if (decision == now.decision()) {
                return Mono.just(now);
            }
            if (!EntityTags.isMeant(ifMatch, now.tag())) {
                return Mono.error(Problems.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "Somebody else decided since you looked. GET the decision, and repeat yours with its ETag if it is"
                                + " still what you want."));
            }
            return isImported(business)
                    .flatMap(imported -> imported
                            ? Mono.error(tooLate())
                            : audit.add(
                                            business,
                                            by,
                                            AuditAction.FIRST_IMPORT_DECIDED,
                                            null,
                                            Map.of("decision", decision))
                                    .then(Mono.defer(() -> write(business, by, now, decision)))
                                    .then(Mono.defer(() -> of(business))));
        });
    }

    private Mono<Void> write(BusinessId business, String by, FirstImport before, FirstImportDecision decision) {
        var former = before.decision();
        return Mono.from(database.getCollection("businesses")
                        .updateOne(
                                and(
                                        eq(DocumentFields.ID, business),
                                        eq(DECISION, former == null ? null : former.name())),
                                Updates.combine(
                                        Updates.set(DECISION, decision.name()),
                                        Updates.set(BY, by),
                                        Updates.set(AT, Date.from(clock.instant()))),
                                new UpdateOptions().upsert(true)))
                .onErrorMap(
                        DuplicateKeys::isCauseOf,
                        met -> Problems.conflict(
                                "Somebody else decided in this moment. GET the decision, and repeat yours if it differs."))
                .then();
    }

    /** An import that was applied leaves organisations, or at least people. */
    private Mono<Boolean> isImported(BusinessId business) {
        Bson present = and(BusinessRange.of(business), eq(DocumentFields.PRESENT, true));
        return Flux.just(RosterCollection.ORGS, RosterCollection.CONTACTS)
                .concatMap(collection -> database.getCollection(collection.collectionName())
                        .find(present)
                        .projection(Projections.include(DocumentFields.ID))
                        .first())
                .hasElements();
    }

    private static ErrorResponseException tooLate() {
        return Problems.conflict(
                "A roster was imported already, so there is no first import to decide about. Contacts that"
                        + " were made here can still be joined with the roster's, or deleted, one by one.");
    }
}
