package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What points at a contact: the links that parents have to students. */
@Component
class Referrers {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int MOST_ROUNDS = 100;

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> journals;
    private final Clock clock;

    Referrers(MongoDatabase database, Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.journals = database.getCollection(Journal.COLLECTION);
        this.clock = clock;
    }

    /** Parents with a link to one of these. */
    Flux<ContactView> of(BusinessId business, Collection<ContactId> students) {
        return Flux.from(contacts.find(and(
                        eq(DocumentFields.BUSINESS, business),
                        in(
                                ContactLink.STUDENT_PATH,
                                students.stream().map(ContactId::value).toList()))))
                .map(ContactView::new);
    }

    /** Lets all of them point at the contacts that go on; what they were is kept first. */
    Mono<Void> turn(BusinessId business, Collection<Journal> adoptions, String by) {
        var byGone = adoptions.stream().collect(Collectors.toMap(Journal::roster, adoption -> adoption));
        return rounds(Flux.defer(() -> of(business, byGone.keySet()))
                .collectList()
                .flatMap(parents -> {
                    var kept = parents.stream()
                            .flatMap(parent -> parent.links().stream()
                                    .filter(link -> byGone.containsKey(link.student()))
                                    .map(link ->
                                            kept(Objects.requireNonNull(byGone.get(link.student())), parent, link)))
                            .toList();
                    return kept.isEmpty()
                            ? Mono.just(0)
                            : Mono.from(journals.bulkWrite(kept, UNORDERED))
                                    .then(Mono.from(contacts.bulkWrite(
                                            parents.stream()
                                                    .map(parent -> turned(parent, byGone, by))
                                                    .toList(),
                                            UNORDERED)))
                                    .thenReturn(parents.size());
                }));
    }

    private static WriteModel<Document> kept(Journal adoption, ContactView parent, ContactLink link) {
        var entry = new Document(Journal.PARENT, parent.id().value()).append(Journal.LINK, link.document());
        if (parent.links().stream().anyMatch(other -> other.student().equals(adoption.own()))) {
            entry.append(Journal.BOTH, true);
        }
        return new UpdateOneModel<>(eq(Match.ID, adoption.key()), addToSet(Journal.REFERRERS, entry));
    }

    private WriteModel<Document> turned(ContactView parent, Map<ContactId, Journal> byGone, String by) {
        var links = new ArrayList<Document>();
        var students = new HashSet<ContactId>();
        // those that stay first: of two links to one student the older one is right
        parent.links().stream()
                .filter(link -> !byGone.containsKey(link.student()))
                .filter(link -> students.add(link.student()))
                .forEach(link -> links.add(link.document()));
        parent.links().stream()
                .filter(link -> byGone.containsKey(link.student()))
                .map(link -> new ContactLink(
                        Objects.requireNonNull(byGone.get(link.student())).own(), link.kind(), link.by(), link.at()))
                .filter(link -> students.add(link.student()))
                .forEach(link -> links.add(link.document()));
        return changed(parent, links, by);
    }

    /** Lets those point at the contact that gave way that did before, unless somebody changed that since. */
    Mono<Void> turnBack(Journal adoption, String by) {
        var entries = adoption.referrers().stream()
                .collect(Collectors.groupingBy(entry -> new ContactId(entry.getString(Journal.PARENT))));
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        return rounds(Flux.defer(() -> Flux.from(contacts.find(in(
                        DocumentFields.ID,
                        entries.keySet().stream()
                                .map(parent -> ContactKey.of(adoption.business(), parent))
                                .toList()))))
                .map(ContactView::new)
                .<WriteModel<Document>>flatMapIterable(parent -> {
                    var entry = Objects.requireNonNull(entries.get(parent.id())).get(0);
                    boolean back = parent.links().stream()
                            .anyMatch(link -> link.student().equals(adoption.roster()));
                    // one that was made anew since is somebody's own decision
                    var turned = ContactLink.of(entry.get(Journal.LINK, Document.class));
                    boolean both = entry.getBoolean(Journal.BOTH, false);
                    boolean there = parent.links().stream()
                            .anyMatch(link -> link.student().equals(adoption.own()) && (both || link.isSame(turned)));
                    if (back || !there) {
                        return List.of();
                    }
                    var links = new ArrayList<Document>();
                    parent.links().stream()
                            .filter(link -> both || !link.student().equals(adoption.own()))
                            .forEach(link -> links.add(link.document()));
                    links.add(entry.get(Journal.LINK, Document.class));
                    return List.of(changed(parent, links, by));
                })
                .collectList()
                .flatMap(models -> models.isEmpty()
                        ? Mono.just(0)
                        : Mono.from(contacts.bulkWrite(models, UNORDERED)).thenReturn(models.size())));
    }

    private WriteModel<Document> changed(ContactView parent, List<Document> links, String by) {
        return new UpdateOneModel<>(
                and(eq(DocumentFields.ID, parent.document().getString(DocumentFields.ID)), parent.asRead()),
                combine(set(LocalFields.path(LocalFields.LINKS), links), stamp(parent, by)));
    }

    /** Who changed a contact, and when. */
    Bson stamp(ContactView read, String by) {
        return combine(
                set(LocalFields.path(LocalFields.VERSION), read.version() + 1),
                set(LocalFields.path(LocalFields.CHANGED_BY), by),
                set(LocalFields.path(LocalFields.CHANGED_AT), Date.from(clock.instant())));
    }

    /** Until nothing is left to do: what somebody else changed meanwhile is looked at again. */
    private static Mono<Void> rounds(Mono<Integer> round) {
        return round.repeat(MOST_ROUNDS)
                .takeUntil(done -> done == 0)
                .last()
                .flatMap(left -> left == 0
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("links change faster than they are turned")));
    }
}
