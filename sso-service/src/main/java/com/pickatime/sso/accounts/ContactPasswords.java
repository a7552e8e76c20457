package com.pickatime.sso.accounts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.rename;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.sso.contacts.SignInContact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Passwords that contacts chose. Each is the person's own: nobody else can set one, and it goes with a reset or the contact.
 *
 * <p>A contact may have several, their own and those of contacts that gave way to them; then their own counts. What follows
 * an event changes each document at most once, however often and on however many instances the event is read.
 */
@Repository
public class ContactPasswords implements Indexed {

    /** Longer than a clearing can be undone, 30 days. */
    private static final Duration ASIDE_FOR = Duration.ofDays(35);

    private final MongoCollection<Document> collection;
    private final Clock clock;

    ContactPasswords(MongoDatabase database, Clock clock) {
        this.collection = database.getCollection(ContactPasswordFields.COLLECTION);
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(collection.createIndex(
                        Indexes.ascending(ContactPasswordFields.BUSINESS, ContactPasswordFields.CONTACT)))
                .then(Expiry.createIndex(collection, Expiry.FIELD));
    }

    /** The hash of the password that counts; empty if the contact has none. */
    Mono<String> hash(BusinessId businessId, ContactId contact) {
        var own = key(businessId, contact);
        return Flux.from(collection.find(of(businessId, contact)))
                .sort(Comparator.comparing((Document found) -> !own.equals(found.getString(ContactPasswordFields.ID)))
                        .thenComparing(found -> found.getString(ContactPasswordFields.ID)))
                .next()
                .map(found -> found.getString(ContactPasswordFields.PASSWORD));
    }

    /** Makes it the password of a contact, who is signed in with it. */
    public Mono<Void> choose(BusinessId businessId, SignInContact contact, String hash) {
        return Mono.from(collection.updateOne(
                        eq(ContactPasswordFields.ID, key(businessId, contact.contactId())),
                        choice(businessId, contact, hash),
                        new UpdateOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
    }

    private Bson choice(BusinessId businessId, SignInContact contact, String hash) {
        return combine(
                set(ContactPasswordFields.BUSINESS, businessId),
                set(ContactPasswordFields.CONTACT, contact.contactId()),
                set(ContactPasswordFields.PASSWORD, hash),
                set(ContactPasswordFields.SET_AT, now()),
                signIn(contact),
                unset(ContactPasswordFields.ASIDE),
                unset(ContactPasswordFields.ASIDE_BY),
                unset(Expiry.FIELD));
    }

    /**
     * Makes it the password of a contact who never had one, and is signed in with it.
     *
     * @return whether there was none: of two that come at once, one is
     */
    public Mono<Boolean> chooseFirst(BusinessId businessId, SignInContact contact, String hash) {
        var first = and(
                eq(ContactPasswordFields.ID, key(businessId, contact.contactId())),
                exists(ContactPasswordFields.PASSWORD, false));
        return Mono.from(collection.updateOne(
                        first, choice(businessId, contact, hash), new UpdateOptions().upsert(true)))
                .thenReturn(true)
                // the document is there, and not without a password
                .onErrorResume(DuplicateKeys::isCauseOf, chosen -> Mono.just(false));
    }

    /**
     * Enters a sign-in, if the contact still has the password that was checked: a check takes a while.
     *
     * @param stronger a stronger hash of the same password to be kept instead
     */
    Mono<Boolean> signIn(ContactCredentials checked, Optional<String> stronger) {
        var contact = checked.contact();
        var same = and(
                of(checked.businessId(), contact.contactId()),
                eq(ContactPasswordFields.PASSWORD, checked.passwordHash()));
        var change = stronger.map(hash -> combine(signIn(contact), set(ContactPasswordFields.PASSWORD, hash)))
                .orElseGet(() -> signIn(contact));
        return Mono.from(collection.updateOne(same, change)).map(result -> result.getMatchedCount() == 1);
    }

    /** Enters a sign-in by another way, which keeps the password of a contact who has one from being reset as unused. */
    public Mono<Void> enterSignIn(BusinessId businessId, ContactId contact) {
        return update(of(businessId, contact), set(ContactPasswordFields.LAST_SIGN_IN, now()));
    }

    /** When these contacts, as far as they have a password, came in last. */
    public Mono<Map<ContactId, Instant>> lastSignIns(BusinessId businessId, Collection<ContactId> contacts) {
        return Flux.from(collection.find(and(
                        eq(ContactPasswordFields.BUSINESS, businessId),
                        in(ContactPasswordFields.CONTACT, contacts),
                        exists(ContactPasswordFields.LAST_SIGN_IN))))
                .collectMap(
                        found -> new ContactId(found.getString(ContactPasswordFields.CONTACT)),
                        found -> found.getDate(ContactPasswordFields.LAST_SIGN_IN)
                                .toInstant());
    }

    /** Contacts with a password, each once, who came in for the last time before then. */
    public Flux<ContactId> unusedSince(BusinessId businessId, Instant then) {
        return Flux.from(collection
                        .find(and(
                                eq(ContactPasswordFields.BUSINESS, businessId),
                                exists(ContactPasswordFields.PASSWORD),
                                lt(ContactPasswordFields.LAST_SIGN_IN, Date.from(then))))
                        .sort(Sorts.ascending(ContactPasswordFields.CONTACT)))
                .map(found -> new ContactId(found.getString(ContactPasswordFields.CONTACT)))
                .distinctUntilChanged();
    }

    /** Takes a contact's passwords away, unless they came in since then; whether there was one. */
    public Mono<Boolean> reset(BusinessId businessId, ContactId contact, Instant then) {
        return Mono.from(collection.countDocuments(
                        and(of(businessId, contact), gte(ContactPasswordFields.LAST_SIGN_IN, Date.from(then)))))
                .filter(used -> used == 0)
                .flatMap(unused -> Mono.from(collection.deleteMany(
                        and(of(businessId, contact), lt(ContactPasswordFields.LAST_SIGN_IN, Date.from(then))))))
                .map(result -> result.getDeletedCount() > 0)
                .defaultIfEmpty(false);
    }

    /** What {@code from} has becomes that of {@code to}, who goes on as the same person. */
    public Mono<Void> move(BusinessId businessId, ContactId from, ContactId to, Instant at) {
        return update(
                and(
                        eq(ContactPasswordFields.BUSINESS, businessId),
                        eq(ContactPasswordFields.CONTACT, from),
                        notMovedSince(at)),
                combine(
                        set(ContactPasswordFields.CONTACT, to),
                        addToSet(ContactPasswordFields.TRAIL, from),
                        set(ContactPasswordFields.MOVED_AT, Date.from(at))));
    }

    /** Takes that back; what {@code to} chose stays there. */
    public Mono<Void> moveBack(BusinessId businessId, ContactId from, ContactId to, Instant at) {
        return update(
                and(
                        eq(ContactPasswordFields.BUSINESS, businessId),
                        eq(ContactPasswordFields.CONTACT, to),
                        eq(ContactPasswordFields.TRAIL, from),
                        notMovedSince(at)),
                combine(
                        set(ContactPasswordFields.CONTACT, from),
                        pull(ContactPasswordFields.TRAIL, from),
                        set(ContactPasswordFields.MOVED_AT, Date.from(at))));
    }

    /**
     * Puts aside the passwords of contacts that were deleted, until {@link #bringBack} or {@link #ASIDE_FOR} are over.
     *
     * @param levels at the last sign-in
     */
    public Mono<Void> putAside(BusinessId businessId, String clearing, Set<AccessLevel> levels, Instant at) {
        return update(
                and(
                        eq(ContactPasswordFields.BUSINESS, businessId),
                        exists(ContactPasswordFields.PASSWORD),
                        in(
                                ContactPasswordFields.LEVEL,
                                levels.stream().map(AccessLevel::name).toList()),
                        lt(ContactPasswordFields.SET_AT, Date.from(at)),
                        ne(ContactPasswordFields.CLEARINGS, clearing)),
                combine(
                        rename(ContactPasswordFields.PASSWORD, ContactPasswordFields.ASIDE),
                        set(ContactPasswordFields.ASIDE_BY, clearing),
                        addToSet(ContactPasswordFields.CLEARINGS, clearing),
                        set(Expiry.FIELD, Date.from(at.plus(ASIDE_FOR)))));
    }

    /** Brings back what a clearing put aside, unless the person chose another password. */
    public Mono<Void> bringBack(BusinessId businessId, String clearing) {
        return update(
                and(
                        eq(ContactPasswordFields.BUSINESS, businessId),
                        eq(ContactPasswordFields.ASIDE_BY, clearing),
                        exists(ContactPasswordFields.ASIDE)),
                combine(
                        rename(ContactPasswordFields.ASIDE, ContactPasswordFields.PASSWORD),
                        unset(ContactPasswordFields.ASIDE_BY),
                        unset(Expiry.FIELD)));
    }

    /** Takes away what a contact had chosen until then. */
    public Mono<Void> remove(BusinessId businessId, ContactId contact, Instant at) {
        return Mono.from(collection.deleteMany(and(
                        eq(ContactPasswordFields.BUSINESS, businessId),
                        eq(ContactPasswordFields.CONTACT, contact),
                        lt(ContactPasswordFields.SET_AT, Date.from(at)))))
                .then();
    }

    private Mono<Void> update(Bson filter, Bson change) {
        return Mono.from(collection.updateMany(filter, change)).then();
    }

    private static Bson notMovedSince(Instant at) {
        return not(gte(ContactPasswordFields.MOVED_AT, Date.from(at)));
    }

    private static String key(BusinessId businessId, ContactId contact) {
        return businessId.value() + ':' + contact.value();
    }

    private static Bson of(BusinessId businessId, ContactId contact) {
        return and(
                eq(ContactPasswordFields.BUSINESS, businessId),
                eq(ContactPasswordFields.CONTACT, contact),
                exists(ContactPasswordFields.PASSWORD));
    }

    private Bson signIn(SignInContact contact) {
        return combine(
                set(ContactPasswordFields.LAST_SIGN_IN, now()),
                set(ContactPasswordFields.LEVEL, contact.level().name()));
    }

    /** As exact as the store keeps it. */
    private Date now() {
        return Date.from(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
