package com.pickatime.contacts.quarantine;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.QuarantineMark;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.events.ContactQuarantined;
import com.pickatime.events.QuarantineDecided;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts contacts into quarantine as imports say, and releases them.
 *
 * <p>The latest import that said something of a contact counts, in whatever order its records come and however often. What
 * people decided of a contact stays: one that was removed or merged is not put into quarantine.
 */
@Component
public class Quarantine {

    private static final int MOST_MOVES = 5;

    private final MongoCollection<Document> contacts;
    private final SourceIds sourceIds;
    private final ContactOutbox outbox;
    private final Clock clock;

    public Quarantine(MongoDatabase database, SourceIds sourceIds, ContactOutbox outbox, Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.sourceIds = sourceIds;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Applies marks of which no two are of one source ID; one of whom nothing is stored changes nothing. */
    public Mono<Void> apply(Collection<QuarantineMark> marks) {
        return marks.isEmpty() ? Mono.empty() : apply(marks, MOST_MOVES);
    }

    /** A source ID may move between the look for its contact and the write; then it is looked for again. */
    private Mono<Void> apply(Collection<QuarantineMark> marks, int moves) {
        return holders(marks)
                .flatMap(holders -> write(holders)
                        .then(Mono.defer(() -> holders(marks)))
                        .flatMap(now -> {
                            var moved = marks.stream()
                                    .filter(mark -> !Objects.equals(holders.get(mark), now.get(mark)))
                                    .toList();
                            if (moved.isEmpty()) {
                                return Mono.<Void>empty();
                            }
                            return moves == 0
                                    ? Mono.error(
                                            new IllegalStateException("source IDs move faster than they are marked"))
                                    : apply(moved, moves - 1);
                        }));
    }

    private Mono<Map<QuarantineMark, ContactId>> holders(Collection<QuarantineMark> marks) {
        var byBusiness = marks.stream().collect(Collectors.groupingBy(QuarantineMark::businessId));
        return Flux.fromIterable(byBusiness.entrySet())
                .concatMap(some -> {
                    var bySource =
                            some.getValue().stream().collect(Collectors.toMap(QuarantineMark::sourceId, mark -> mark));
                    return sourceIds
                            .contacts(some.getKey(), bySource.keySet())
                            .map(holder -> Map.entry(
                                    Objects.requireNonNull(bySource.get(Objects.requireNonNull(holder.sourceId()))),
                                    holder.id()));
                })
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Void> write(Map<QuarantineMark, ContactId> holders) {
        var writes = holders.entrySet().stream()
                .flatMap(entry -> entry.getKey().begins()
                        ? beginning(entry.getKey(), entry.getValue())
                        : ending(entry.getKey(), entry.getValue()))
                .toList();
        return writes.isEmpty()
                ? Mono.empty()
                : Mono.from(contacts.bulkWrite(writes)).then();
    }

    private Stream<WriteModel<Document>> beginning(QuarantineMark mark, ContactId contact) {
        return Stream.of(
                new UpdateOneModel<>(
                        and(older(mark, contact), eq(DocumentFields.STATE, null)),
                        combine(
                                noted(mark),
                                inc(LocalFields.path(LocalFields.VERSION), 1),
                                set(DocumentFields.STATE, ContactState.QUARANTINED.name()),
                                set(LocalFields.path(LocalFields.QUARANTINED_AT), Date.from(clock.instant())),
                                unset(LocalFields.path(LocalFields.SAME_PERSON)),
                                outbox.note(
                                        eventId(mark, contact, "begins"),
                                        mark.businessId(),
                                        new ContactQuarantined(contact.value())))),
                new UpdateOneModel<>(older(mark, contact), noted(mark)));
    }

    private Stream<WriteModel<Document>> ending(QuarantineMark mark, ContactId contact) {
        return Stream.of(
                new UpdateOneModel<>(
                        and(older(mark, contact), eq(DocumentFields.STATE, ContactState.QUARANTINED.name())),
                        combine(
                                noted(mark),
                                inc(LocalFields.path(LocalFields.VERSION), 1),
                                released(),
                                outbox.note(
                                        eventId(mark, contact, "ends"),
                                        mark.businessId(),
                                        new QuarantineDecided(contact.value(), null)))),
                new UpdateOneModel<>(older(mark, contact), noted(mark)));
    }

    private static Bson older(QuarantineMark mark, ContactId contact) {
        return and(
                eq(DocumentFields.ID, ContactKey.of(mark.businessId(), contact)),
                eq(DocumentFields.SOURCE, mark.sourceId()),
                or(
                        eq(DocumentFields.QUARANTINE_REVISION, null),
                        lt(DocumentFields.QUARANTINE_REVISION, mark.revision())));
    }

    private static Bson noted(QuarantineMark mark) {
        return set(DocumentFields.QUARANTINE_REVISION, mark.revision());
    }

    private static String eventId(QuarantineMark mark, ContactId contact, String what) {
        return ContactKey.of(mark.businessId(), contact) + "/quarantine/" + mark.revision() + '/' + what;
    }

    /** The part of a change after which a contact is in quarantine no longer. */
    static Bson released() {
        return combine(unset(DocumentFields.STATE), unset(LocalFields.path(LocalFields.QUARANTINED_AT)));
    }

    /** Contacts in quarantine. */
    static Bson isOn() {
        return and(ContactView.any(), eq(DocumentFields.STATE, ContactState.QUARANTINED.name()));
    }
}
