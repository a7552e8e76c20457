package com.pickatime.contacts.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.ListOrder;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.schemas.topics.RosterKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks contacts up. */
@Component
public class Contacts {

    /** Contacts whose birth dates or addresses are looked up together. */
    private static final int PART = 500;

    private static final int IDS = 2_000;

    /** What {@link Place#of} looks at. */
    private static final List<String> PLACED_BY = Stream.of(
                    Stream.of(DocumentFields.ID, DocumentFields.BUSINESS, LocalFields.path(LocalFields.OVERRIDES)),
                    Stream.of(
                                    RosterFields.ROLES,
                                    RosterFields.GIVEN_NAME,
                                    RosterFields.FAMILY_NAME,
                                    RosterFields.PREFERRED_NAME,
                                    RosterFields.BY_NAME,
                                    RosterFields.BY_KIND)
                            .map(RosterFields::path))
            .flatMap(fields -> fields)
            .toList();

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> securityValues;
    private final SourceIds sourceIds;

    public Contacts(MongoDatabase database, SourceIds sourceIds) {
        this.sourceIds = sourceIds;
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.securityValues = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
    }

    /**
     * What a list of contacts is limited to.
     *
     * @param only null for all that are in the roster
     * @param words each must be the beginning of a word of the names, of the identifier or of the e-mail address
     * @param order null for that of the ids
     * @param after of the contact before the first one wanted; null for the start
     */
    record Search(
            @Nullable String role,
            @Nullable Only only,
            List<String> words,
            @Nullable ListOrder order,
            @Nullable Place after) {}

    /** What an administrator looks for to mend a roster. */
    enum Only {
        /** Students whose parents cannot link to them, because no birth date is known. */
        MISSING_BIRTH_DATE,
        MISSING_EMAIL,
        /** Whose address another contact in the roster has too, so that nobody signs in by it. */
        SHARED_EMAIL,
        /** Whom the roster had once and does not have now. */
        NOT_IN_ROSTER,
        /** Whom an administrator removed here. */
        REMOVED
    }

    /** One contact, active or not. */
    public Mono<ContactView> find(BusinessId businessId, ContactId contact) {
        return Mono.from(contacts.find(
                                and(eq(DocumentFields.ID, ContactKey.of(businessId, contact)), ContactView.any()))
                        .first())
                .map(ContactView::new);
    }

    /** Those of these contacts that are there, active or not, in no particular order. */
    public Flux<ContactView> find(BusinessId businessId, Collection<ContactId> some) {
        var keys = some.stream()
                .map(id -> ContactKey.of(businessId, id))
                .distinct()
                .toList();
        return keys.isEmpty()
                ? Flux.empty()
                : Flux.from(contacts.find(and(in(DocumentFields.ID, keys), ContactView.any())))
                        .map(ContactView::new);
    }

    /** The contact that a source ID stands for, active or not. */
    Mono<Contact> withSourceId(BusinessId businessId, String sourceId) {
        return sourceIds.contact(businessId, sourceId).map(Contact::of);
    }

    /** The active ones among those whom these source IDs stand for, in no particular order. */
    public Flux<Contact> active(BusinessId businessId, Collection<String> some) {
        return some.isEmpty()
                ? Flux.empty()
                : sourceIds
                        .contacts(businessId, some)
                        .filter(ContactView::isActive)
                        .map(Contact::of);
    }

    /** The parents and children of a contact, by what the roster says and by what was linked here. */
    public Mono<Relationships> relationships(ContactView contact) {
        var self = Contact.of(contact);
        return others(contact.businessId(), List.of(self)).map(others -> Relationships.of(self, others));
    }

    /** The parents of each of these students. */
    public Mono<Map<ContactId, List<ContactId>>> parents(BusinessId business, Collection<ContactView> students) {
        var selves = students.stream().map(Contact::of).toList();
        return others(business, selves)
                .map(others -> selves.stream()
                        .collect(Collectors.toMap(
                                Contact::contactId,
                                self -> Relationships.of(self, others).parents().stream()
                                        .map(Relationships.Related::contactId)
                                        .toList(),
                                (one, other) -> one)));
    }

    /** Whoever claims one of these contacts or is claimed by it. */
    private Mono<List<Contact>> others(BusinessId business, Collection<Contact> selves) {
        var claimed = selves.stream()
                .filter(Contact::active)
                .flatMap(self -> self.agents().stream())
                .distinct()
                .toList();
        var linked = selves.stream()
                .filter(Contact::active)
                .flatMap(self -> self.links().stream())
                .map(student -> ContactKey.of(business, student))
                .distinct()
                .toList();
        var sourceIds = selves.stream()
                .flatMap(self -> Stream.ofNullable(self.sourceId()))
                .distinct()
                .toList();
        var ids = selves.stream().map(Contact::contactId).distinct().toList();
        return Flux.concat(
                        active(business, claimed),
                        linked.isEmpty() ? Flux.empty() : active(in(DocumentFields.ID, linked)),
                        sourceIds.isEmpty()
                                ? Flux.empty()
                                : active(and(
                                        eq(DocumentFields.BUSINESS, business),
                                        in(RosterFields.path(RosterFields.AGENTS), sourceIds))),
                        ids.isEmpty()
                                ? Flux.empty()
                                : active(and(eq(DocumentFields.BUSINESS, business), in(ContactLink.STUDENT_PATH, ids))))
                .collectList();
    }

    private Flux<Contact> active(Bson who) {
        return Flux.from(contacts.find(and(who, ContactView.active())))
                .map(document -> Contact.of(new ContactView(document)));
    }

    /** A page of contacts: of the active ones, unless the search is for those that are not. */
    Mono<ListPage<Contact>> list(BusinessId businessId, Search search, int limit) {
        return ListPage.of(
                        found(businessId, search, limit + 1),
                        limit,
                        contact -> Place.of(contact, search.order()).cursor(search.order()))
                .map(page -> page.map(Contact::of));
    }

    /** All whom a search finds, read while they are taken. */
    Flux<ContactView> all(BusinessId businessId, Search search) {
        return found(businessId, search, PART);
    }

    private Flux<ContactView> found(BusinessId businessId, Search search, int part) {
        var filters = new ArrayList<Bson>(List.of(stateFilter(search.only())));
        if (search.role() != null) {
            filters.add(eq(RosterFields.path(RosterFields.ROLES), search.role()));
        }
        return narrowed(businessId, search, filters, part).filter(contact -> contact.isFoundBy(search.words()));
    }

    private static Bson stateFilter(@Nullable Only only) {
        if (only == Only.REMOVED) {
            return eq(DocumentFields.STATE, ContactState.REMOVED.name());
        }
        return only == Only.NOT_IN_ROSTER
                ? and(eq(DocumentFields.PRESENT, false), eq(DocumentFields.OWN, null))
                : ContactView.active();
    }

    /** What another document says is looked up for many at once. */
    private Flux<ContactView> narrowed(BusinessId businessId, Search search, List<Bson> filters, int part) {
        if (search.only() == Only.MISSING_BIRTH_DATE) {
            filters.add(eq(RosterFields.path(RosterFields.ROLES), PersonRole.STUDENT.name()));
            return ordered(businessId, search, filters, PART).buffer(PART).concatMap(this::withoutBirthDate, 1);
        }
        if (search.only() == Only.SHARED_EMAIL) {
            return ordered(businessId, search, filters, PART)
                    .buffer(PART)
                    .concatMap(some -> withSharedEmail(businessId, some), 1);
        }
        if (search.only() == Only.MISSING_EMAIL) {
            filters.add(eq(RosterFields.path(RosterFields.EMAIL), null));
            return ordered(businessId, search, filters, PART)
                    .filter(contact -> contact.text(RosterFields.EMAIL) == null);
        }
        return ordered(businessId, search, filters, part);
    }

    private Flux<ContactView> ordered(BusinessId businessId, Search search, List<Bson> filters, int part) {
        var order = search.order();
        var wanted = Filters.and(filters);
        if (!search.words().isEmpty()) {
            var maybe = and(wanted, ContactView.mayBeFoundBy(businessId, search.words()));
            return sorted(maybe, order, search.after(), part);
        }
        return order == null
                ? walked(and(wanted, range(businessId, search.after())), Sorts.ascending(DocumentFields.ID), part)
                : inOrder(businessId, wanted, order, search.after(), part);
    }

    private static Bson range(BusinessId businessId, @Nullable Place after) {
        return after == null
                ? BusinessRange.of(businessId)
                : BusinessRange.after(businessId, after.contact().value());
    }

    private Flux<ContactView> walked(Bson filter, Bson order, int part) {
        return Flux.from(contacts.find(filter).sort(order).batchSize(part)).map(ContactView::new);
    }

    /** As the order's index has them, and among them the few who are called otherwise here. */
    private Flux<ContactView> inOrder(
            BusinessId businessId, Bson wanted, ListOrder order, @Nullable Place after, int part) {
        var stored = walked(
                and(
                        wanted,
                        eq(DocumentFields.BUSINESS, businessId),
                        after == null ? new Document() : storedAfter(businessId, order, after),
                        ContactView.notRenamed()),
                Sorts.ascending(DocumentFields.BUSINESS, order.path(), DocumentFields.ID),
                part);
        var renamed = sorted(and(wanted, ContactView.renamed(businessId)), order, after, part);
        return Flux.mergeComparing(Comparator.comparing(contact -> Place.of(contact, order)), stored, renamed);
    }

    private static Bson storedAfter(BusinessId businessId, ListOrder order, Place after) {
        var id = gt(DocumentFields.ID, ContactKey.of(businessId, after.contact()));
        return after.text().isEmpty()
                // the store has them before those that have a text, and there is no empty text
                ? or(gt(order.path(), ""), and(eq(order.path(), null), id))
                : and(gte(order.path(), after.text()), or(gt(order.path(), after.text()), id));
    }

    /**
     * Those of a filter in order, part by part. The store is not asked for an order, because it would rather read the whole
     * business in that order than those alone that the index of the filter names.
     */
    private Flux<ContactView> sorted(Bson filter, @Nullable ListOrder order, @Nullable Place after, int part) {
        return Flux.from(contacts.find(filter)
                        .projection(Projections.include(PLACED_BY))
                        .batchSize(IDS))
                .map(document ->
                        new Key(document.getString(DocumentFields.ID), Place.of(new ContactView(document), order)))
                .filter(key -> after == null || key.place().compareTo(after) > 0)
                .collect(() -> new TreeSet<>(Comparator.comparing(Key::place)), (TreeSet<Key> least, Key key) -> {
                    least.add(key);
                    if (least.size() > part) {
                        least.pollLast();
                    }
                })
                .flatMapMany(least -> least.isEmpty()
                        ? Flux.empty()
                        : read(least, order)
                                .concatWith(
                                        least.size() < part
                                                ? Flux.empty()
                                                : Flux.defer(() -> sorted(
                                                        filter,
                                                        order,
                                                        least.last().place(),
                                                        part))));
    }

    /** In which document a contact is, and where that stands. */
    private record Key(String id, Place place) {}

    private Flux<ContactView> read(TreeSet<Key> keys, @Nullable ListOrder order) {
        return Flux.from(contacts.find(
                        in(DocumentFields.ID, keys.stream().map(Key::id).toList())))
                .map(ContactView::new)
                .collectSortedList(Comparator.comparing(contact -> Place.of(contact, order)))
                .flatMapIterable(some -> some);
    }

    private Flux<ContactView> withoutBirthDate(List<ContactView> some) {
        var keys = some.stream()
                .filter(contact -> !contact.isOwn())
                .map(Contacts::securityValue)
                .toList();
        return Flux.from(securityValues
                        .find(and(in(DocumentFields.ID, keys), eq(DocumentFields.PRESENT, true)))
                        .projection(Projections.include(DocumentFields.ID)))
                .map(value -> value.getString(DocumentFields.ID))
                .collect(Collectors.toSet())
                .flatMapIterable(known -> some.stream()
                        .filter(contact -> contact.isOwn()
                                ? contact.ownBirthDateHash() == null
                                : !known.contains(securityValue(contact)))
                        .toList());
    }

    private static String securityValue(ContactView contact) {
        return RosterKey.of(contact.businessId().value(), Objects.requireNonNull(contact.sourceId()));
    }

    private Flux<ContactView> withSharedEmail(BusinessId businessId, List<ContactView> some) {
        var addresses = some.stream()
                .map(Contacts::email)
                .filter(Predicate.not(String::isEmpty))
                .distinct()
                .toList();
        return Flux.from(contacts.find(and(ContactView.mayHaveEmail(businessId, addresses), ContactView.active())))
                .map(ContactView::new)
                .collect(Collectors.groupingBy(Contacts::email, Collectors.counting()))
                .flatMapIterable(owners -> some.stream()
                        .filter(contact -> !email(contact).isEmpty() && owners.getOrDefault(email(contact), 0L) > 1)
                        .toList());
    }

    /** Empty for none. */
    private static String email(ContactView contact) {
        return Objects.requireNonNullElse(contact.text(RosterFields.EMAIL), "");
    }

    /** Whether the contact's birth date is known. */
    Mono<Boolean> hasSecurityValue(ContactView contact) {
        var sourceId = contact.sourceId();
        return sourceId == null
                ? Mono.just(contact.ownBirthDateHash() != null)
                : Mono.from(securityValues
                                .find(and(
                                        eq(
                                                DocumentFields.ID,
                                                RosterKey.of(
                                                        contact.businessId().value(), sourceId)),
                                        eq(DocumentFields.PRESENT, true)))
                                .first())
                        .hasElement();
    }
}
