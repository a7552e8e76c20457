package com.pickatime.contacts.signin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.signin.SignInMatch.MatchedBy;
import com.pickatime.contacts.signin.SignInMatch.Outcome;
import com.pickatime.contacts.store.Fields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.schemas.topics.RosterKey;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the one active contact that a signed-in person is. */
@Component
class SignInContacts {

    private final MongoCollection<Document> contacts;

    SignInContacts(MongoDatabase database) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
    }

    /**
     * By source ID, byte for byte; where none is given by e-mail address, whatever its case, if exactly one active contact
     * has it. A source ID that no active contact has matches nobody, whatever the address: it is of somebody who left or
     * was never imported, and an address that was handed on or shared would make them somebody else.
     *
     * @param sourceId blank or null: none is given
     * @param email blank or null matches nobody
     */
    Mono<SignInMatch> match(String businessId, @Nullable String sourceId, @Nullable String email) {
        var source = sourceId == null ? "" : sourceId;
        var address = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        if (source.isBlank() && address.isEmpty()) {
            return Mono.just(SignInMatch.without(Outcome.NOTHING_TO_MATCH));
        }
        return source.isBlank() ? byEmail(businessId, address) : bySource(businessId, source);
    }

    /** Sets what an active contact may do, whatever their roles; emits false if there is no such contact. */
    Mono<Boolean> setLevel(String businessId, String sourceId, AccessLevel level) {
        return Mono.from(contacts.updateOne(
                        active(businessId, sourceId),
                        set(SignInPerson.LOCAL + '.' + SignInPerson.LOCAL_LEVEL, level.name())))
                .map(result -> result.getMatchedCount() == 1);
    }

    private Mono<SignInMatch> bySource(String businessId, String sourceId) {
        return Mono.from(contacts.find(active(businessId, sourceId)).first())
                .map(found -> admitted(found, MatchedBy.SOURCE_ID))
                .defaultIfEmpty(SignInMatch.without(Outcome.UNKNOWN));
    }

    private Mono<SignInMatch> byEmail(String businessId, String address) {
        return Flux.from(contacts.find(and(
                                eq(Fields.BUSINESS, businessId),
                                eq(RosterFields.path(RosterFields.EMAIL), address),
                                eq(Fields.ACTIVE, true)))
                        .limit(2))
                .collectList()
                .map(SignInContacts::theOnlyOne);
    }

    private static SignInMatch theOnlyOne(List<Document> found) {
        return switch (found.size()) {
            case 0 -> SignInMatch.without(Outcome.UNKNOWN);
            case 1 -> admitted(found.get(0), MatchedBy.EMAIL);
            default -> SignInMatch.without(Outcome.AMBIGUOUS);
        };
    }

    private static SignInMatch admitted(Document found, MatchedBy matchedBy) {
        var person = new SignInPerson(found);
        return person.isEnabled() ? SignInMatch.with(person.view(), matchedBy) : SignInMatch.without(Outcome.DISABLED);
    }

    private static Bson active(String businessId, String sourceId) {
        return and(eq(Fields.ID, RosterKey.of(businessId, sourceId)), eq(Fields.ACTIVE, true));
    }
}
