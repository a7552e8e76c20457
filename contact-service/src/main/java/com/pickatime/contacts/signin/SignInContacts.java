package com.pickatime.contacts.signin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
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
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Finds the one active contact that a signed-in person is. */
@Component
class SignInContacts {

    private static final Logger log = LoggerFactory.getLogger(SignInContacts.class);
    private static final String LOCAL_LEVEL = SignInPerson.LOCAL + '.' + SignInPerson.LOCAL_LEVEL;
    private static final String LOCAL_GRANT = SignInPerson.LOCAL + '.' + SignInPerson.LOCAL_GRANT;
    private static final int RACES = 3;

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> securityValues;

    SignInContacts(MongoDatabase database) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.securityValues = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
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

    /**
     * Sets what an active contact may do, whatever their roles; emits false if there is no such contact.
     *
     * <p>It holds for the person who has the source ID now, not for whoever has it later.
     */
    Mono<Boolean> setLevel(String businessId, String sourceId, AccessLevel level) {
        return Mono.defer(() ->
                        Mono.from(contacts.find(active(businessId, sourceId)).first()))
                .flatMap(found -> birthDate(found)
                        .flatMap(date -> grant(found, level, LevelGrant.to(found, date)))
                        .filter(granted -> granted)
                        // an import changed the contact in this moment: whoever it is now was not looked at
                        .switchIfEmpty(Mono.error(RacedException::new)))
                .retryWhen(Retry.max(RACES).filter(RacedException.class::isInstance))
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> grant(Document found, AccessLevel level, LevelGrant grant) {
        return Mono.from(contacts.updateOne(
                        and(
                                eq(Fields.ID, found.getString(Fields.ID)),
                                eq(Fields.ACTIVE, true),
                                eq(Fields.REVISION, found.get(Fields.REVISION))),
                        combine(set(LOCAL_LEVEL, level.name()), set(LOCAL_GRANT, grant.document()))))
                .map(result -> result.getMatchedCount() == 1);
    }

    /** The hash of the person's birth date; empty bytes if none is known. */
    private Mono<Binary> birthDate(Document contact) {
        return Mono.from(securityValues
                        .find(and(eq(Fields.ID, contact.getString(Fields.ID)), eq(Fields.ACTIVE, true)))
                        .first())
                .mapNotNull(value ->
                        value.get(Fields.ROSTER, new Document()).get(RosterFields.BIRTH_DATE_HASH, Binary.class))
                .defaultIfEmpty(LevelGrant.NO_BIRTH_DATE);
    }

    private Mono<SignInMatch> bySource(String businessId, String sourceId) {
        return Mono.from(contacts.find(active(businessId, sourceId)).first())
                .flatMap(found -> admitted(found, MatchedBy.SOURCE_ID))
                .defaultIfEmpty(SignInMatch.without(Outcome.UNKNOWN));
    }

    private Mono<SignInMatch> byEmail(String businessId, String address) {
        return Flux.from(contacts.find(and(
                                eq(Fields.BUSINESS, businessId),
                                eq(RosterFields.path(RosterFields.EMAIL), address),
                                eq(Fields.ACTIVE, true)))
                        .limit(2))
                .collectList()
                .flatMap(this::theOnlyOne);
    }

    private Mono<SignInMatch> theOnlyOne(List<Document> found) {
        return switch (found.size()) {
            case 0 -> Mono.just(SignInMatch.without(Outcome.UNKNOWN));
            case 1 -> admitted(found.get(0), MatchedBy.EMAIL);
            default -> Mono.just(SignInMatch.without(Outcome.AMBIGUOUS));
        };
    }

    private Mono<SignInMatch> admitted(Document found, MatchedBy matchedBy) {
        var person = new SignInPerson(found);
        if (!person.isEnabled()) {
            return Mono.just(SignInMatch.without(Outcome.DISABLED));
        }
        return person.level().compareTo(person.levelOfRoles()) <= 0
                ? Mono.just(SignInMatch.with(person.view(person.level()), matchedBy))
                : birthDate(found).map(date -> SignInMatch.with(person.view(granted(person, date)), matchedBy));
    }

    private static AccessLevel granted(SignInPerson person, Binary birthDate) {
        if (person.isWhoWasGranted(birthDate)) {
            return person.level();
        }
        log.warn(
                "business={} somebody signs in with the source ID of a contact who had the level {}, but was removed since"
                        + " or has another name and birth date: the level counts once an administrator sets it again",
                person.businessId(),
                person.level());
        return person.levelOfRoles();
    }

    private static Bson active(String businessId, String sourceId) {
        return and(eq(Fields.ID, RosterKey.of(businessId, sourceId)), eq(Fields.ACTIVE, true));
    }

    private static final class RacedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RacedException() {
            super("an import changes the contact", null, false, false);
        }
    }
}
