package com.pickatime.contacts.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.Fields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.RosterKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
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

    private static final List<String> SEARCHED = Stream.of(
                    RosterFields.GIVEN_NAME, RosterFields.FAMILY_NAME, RosterFields.IDENTIFIER, RosterFields.EMAIL)
            .map(RosterFields::path)
            .toList();

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> securityValues;
    private final SourceIds sourceIds;

    Contacts(MongoDatabase database, SourceIds sourceIds) {
        this.sourceIds = sourceIds;
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.securityValues = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
    }

    /**
     * What a list of contacts is limited to.
     *
     * @param only null for all that are in the roster
     * @param words each must be part of a name, the identifier or the e-mail address; one with an at sign behind
     *     something is the start of an address
     * @param after id of the contact before the first one wanted; empty for the start
     */
    record Search(@Nullable String role, @Nullable Only only, List<String> words, String after, int limit) {}

    /** What an administrator looks for to mend a roster. */
    enum Only {
        /** Students whose parents cannot link to them, because no birth date is known. */
        MISSING_BIRTH_DATE,
        MISSING_EMAIL,
        /** Whose address another contact in the roster has too, so that nobody signs in by it. */
        SHARED_EMAIL,
        /** Whom the roster had once and does not have now. */
        NOT_IN_ROSTER
    }

    /** One contact, active or not. */
    Mono<ContactView> find(String businessId, ContactId contact) {
        return Mono.from(contacts.find(and(eq(Fields.ID, ContactKey.of(businessId, contact)), ContactView.any()))
                        .first())
                .map(ContactView::new);
    }

    /** The contact that a source ID stands for, active or not. */
    Mono<Contact> withSourceId(String businessId, String sourceId) {
        return sourceIds.contact(businessId, sourceId).map(Contact::of);
    }

    /** The active ones among those whom these source IDs stand for, in no particular order. */
    public Flux<Contact> active(String businessId, Collection<String> some) {
        return some.isEmpty()
                ? Flux.empty()
                : sourceIds
                        .contacts(businessId, some)
                        .filter(ContactView::isActive)
                        .map(Contact::of);
    }

    /** Active contacts who claim a relationship with whom this source ID stands for. */
    Flux<Contact> claiming(String businessId, String sourceId) {
        return Flux.from(contacts.find(and(
                        eq(Fields.BUSINESS, businessId),
                        eq(RosterFields.path(RosterFields.AGENTS), sourceId),
                        ContactView.active())))
                .map(document -> Contact.of(new ContactView(document)));
    }

    /** Contacts in the order of their ids: the active ones, unless the search is for those that are not. */
    Mono<Page<Contact>> list(String businessId, Search search) {
        var filters = new ArrayList<Bson>(List.of(
                search.after().isEmpty()
                        ? BusinessRange.of(businessId)
                        : BusinessRange.after(businessId, search.after()),
                standing(search.only())));
        if (search.role() != null) {
            filters.add(eq(RosterFields.path(RosterFields.ROLES), search.role()));
        }
        search.words().stream().map(word -> found(businessId, word)).forEach(filters::add);
        return narrowed(businessId, search, filters)
                .map(document -> Contact.of(new ContactView(document)))
                .take(search.limit() + 1L)
                .collectList()
                .map(found -> Page.of(
                        found, search.limit(), contact -> contact.contactId().value()));
    }

    private static Bson standing(@Nullable Only only) {
        return only == Only.NOT_IN_ROSTER ? eq(Fields.PRESENT, false) : ContactView.active();
    }

    /** In the order of the ids, which an index gives; what another document says is looked up for many at once. */
    private Flux<Document> narrowed(String businessId, Search search, List<Bson> filters) {
        if (search.only() == Only.MISSING_BIRTH_DATE) {
            filters.add(eq(RosterFields.path(RosterFields.ROLES), PersonRole.STUDENT.name()));
            return inParts(filters, this::withoutBirthDate);
        }
        if (search.only() == Only.SHARED_EMAIL) {
            filters.add(ne(RosterFields.path(RosterFields.EMAIL), null));
            return inParts(filters, some -> withSharedEmail(businessId, some));
        }
        if (search.only() == Only.MISSING_EMAIL) {
            filters.add(eq(RosterFields.path(RosterFields.EMAIL), null));
        }
        return Flux.from(ordered(filters).limit(search.limit() + 1));
    }

    private FindPublisher<Document> ordered(List<Bson> filters) {
        return contacts.find(and(filters)).sort(Sorts.ascending(Fields.ID));
    }

    private Flux<Document> inParts(List<Bson> filters, Function<List<Document>, Flux<Document>> narrow) {
        return Flux.from(ordered(filters).batchSize(PART)).buffer(PART).concatMap(narrow, 1);
    }

    private Flux<Document> withoutBirthDate(List<Document> some) {
        var keys = some.stream().map(Contacts::securityValue).toList();
        return Flux.from(securityValues
                        .find(and(in(Fields.ID, keys), eq(Fields.PRESENT, true)))
                        .projection(Projections.include(Fields.ID)))
                .map(value -> value.getString(Fields.ID))
                .collect(Collectors.toSet())
                .flatMapIterable(known -> some.stream()
                        .filter(contact -> !known.contains(securityValue(contact)))
                        .toList());
    }

    private static String securityValue(Document contact) {
        return RosterKey.of(contact.getString(Fields.BUSINESS), contact.getString(Fields.SOURCE));
    }

    private Flux<Document> withSharedEmail(String businessId, List<Document> some) {
        var addresses = some.stream().map(Contacts::email).distinct().toList();
        return Flux.from(contacts.find(and(
                                eq(Fields.BUSINESS, businessId),
                                in(RosterFields.path(RosterFields.EMAIL), addresses),
                                ContactView.active()))
                        .projection(Projections.include(RosterFields.path(RosterFields.EMAIL))))
                .collect(Collectors.groupingBy(Contacts::email, Collectors.counting()))
                .flatMapIterable(owners -> some.stream()
                        .filter(contact -> owners.getOrDefault(email(contact), 0L) > 1)
                        .toList());
    }

    private static String email(Document contact) {
        return contact.get(Fields.ROSTER, new Document()).getString(RosterFields.EMAIL);
    }

    /** Whether a birth date is known of whom this source ID stands for; of nobody's none is. */
    Mono<Boolean> hasSecurityValue(String businessId, @Nullable String sourceId) {
        return sourceId == null
                ? Mono.just(false)
                : Mono.from(securityValues
                                .find(and(eq(Fields.ID, RosterKey.of(businessId, sourceId)), eq(Fields.PRESENT, true)))
                                .first())
                        .hasElement();
    }

    /** An address is looked up by its start, which an index finds; anything else may be anywhere. */
    private static Bson found(String businessId, String word) {
        return word.indexOf('@') > 0
                ? and(
                        eq(Fields.BUSINESS, businessId),
                        regex(
                                RosterFields.path(RosterFields.EMAIL),
                                Pattern.compile('^' + Pattern.quote(word.toLowerCase(Locale.ROOT)))))
                : anywhere(word);
    }

    private static Bson anywhere(String word) {
        var pattern = Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE);
        return or(SEARCHED.stream().map(field -> regex(field, pattern)).toList());
    }
}
