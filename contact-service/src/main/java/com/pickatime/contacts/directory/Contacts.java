package com.pickatime.contacts.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.Fields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.schemas.topics.RosterKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
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

    private static final List<String> SEARCHED = Stream.of(
                    RosterFields.GIVEN_NAME, RosterFields.FAMILY_NAME, RosterFields.IDENTIFIER, RosterFields.EMAIL)
            .map(RosterFields::path)
            .toList();

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> securityValues;

    Contacts(MongoDatabase database) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.securityValues = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
    }

    /**
     * What a list of contacts is limited to.
     *
     * @param words each must be part of a name, the identifier or the e-mail address
     * @param after source ID before the first one wanted; empty for the start
     */
    record Search(@Nullable String role, List<String> words, String after, int limit) {}

    /** One contact, active or not. */
    Mono<Contact> find(String businessId, String sourceId) {
        return Mono.from(contacts.find(eq(Fields.ID, RosterKey.of(businessId, sourceId)))
                        .first())
                .map(Contact::of);
    }

    /** The active ones among these, in no particular order. */
    public Flux<Contact> active(String businessId, Collection<String> sourceIds) {
        var ids = sourceIds.stream().map(id -> RosterKey.of(businessId, id)).toList();
        return ids.isEmpty()
                ? Flux.empty()
                : Flux.from(contacts.find(and(in(Fields.ID, ids), eq(Fields.ACTIVE, true))))
                        .map(Contact::of);
    }

    /** Active contacts who claim a relationship with this one. */
    Flux<Contact> claiming(String businessId, String sourceId) {
        return Flux.from(contacts.find(and(
                        eq(Fields.BUSINESS, businessId),
                        eq(RosterFields.path(RosterFields.AGENTS), sourceId),
                        eq(Fields.ACTIVE, true))))
                .map(Contact::of);
    }

    /** Active contacts by source ID. */
    Mono<Page<Contact>> list(String businessId, Search search) {
        var filters = new ArrayList<Bson>(List.of(
                search.after().isEmpty()
                        ? BusinessRange.of(businessId)
                        : BusinessRange.after(businessId, search.after()),
                eq(Fields.ACTIVE, true)));
        if (search.role() != null) {
            filters.add(eq(RosterFields.path(RosterFields.ROLES), search.role()));
        }
        search.words().stream().map(Contacts::anywhere).forEach(filters::add);
        return Flux.from(contacts.find(and(filters))
                        .sort(Sorts.ascending(Fields.ID))
                        .limit(search.limit() + 1))
                .map(Contact::of)
                .collectList()
                .map(found -> Page.of(found, search.limit(), Contact::sourceId));
    }

    Mono<Boolean> hasSecurityValue(String businessId, String sourceId) {
        return Mono.from(securityValues
                        .find(and(eq(Fields.ID, RosterKey.of(businessId, sourceId)), eq(Fields.ACTIVE, true)))
                        .first())
                .hasElement();
    }

    private static Bson anywhere(String word) {
        var pattern = Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE);
        return or(SEARCHED.stream().map(field -> regex(field, pattern)).toList());
    }
}
