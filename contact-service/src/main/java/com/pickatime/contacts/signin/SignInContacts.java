package com.pickatime.contacts.signin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.signin.SignInMatch.MatchedBy;
import com.pickatime.contacts.signin.SignInMatch.Outcome;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.RosterKey;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the one active contact that a signed-in person is. */
@Component
class SignInContacts {

    private static final Logger log = LoggerFactory.getLogger(SignInContacts.class);

    private static final int LEVELS = 500;
    private static final int LEVELS_AT_ONCE = 16;

    /** One contact after the other: a chain of more than these is a circle. */
    private static final int MOST_MERGES = 5;

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> securityValues;
    private final SourceIds sourceIds;
    private final ContactEdits edits;

    SignInContacts(MongoDatabase database, SourceIds sourceIds, ContactEdits edits) {
        this.edits = edits;
        this.sourceIds = sourceIds;
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
    Mono<SignInMatch> match(BusinessId businessId, @Nullable String sourceId, @Nullable String email) {
        var source = sourceId == null ? "" : sourceId;
        var address = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        if (source.isBlank() && address.isEmpty()) {
            return Mono.just(SignInMatch.without(Outcome.NOTHING_TO_MATCH));
        }
        return source.isBlank() ? byEmail(businessId, address) : bySource(businessId, source);
    }

    /** Who a person that came in before is today, also where their contact was merged into another one since. */
    Mono<SignInMatch> matchKnown(BusinessId businessId, ContactId contact) {
        return follow(businessId, contact, MOST_MERGES)
                .filter(ContactView::isActive)
                .flatMap(found -> admitted(found, MatchedBy.CONTACT_ID))
                .defaultIfEmpty(SignInMatch.without(Outcome.UNKNOWN));
    }

    private Mono<ContactView> follow(BusinessId businessId, ContactId contact, int merges) {
        return Mono.from(contacts.find(
                                and(eq(DocumentFields.ID, ContactKey.of(businessId, contact)), ContactView.any()))
                        .first())
                .map(ContactView::new)
                .flatMap(found -> {
                    var next = found.mergedInto();
                    return next == null || merges == 0 ? Mono.just(found) : follow(businessId, next, merges - 1);
                });
    }

    /**
     * Sets what an active contact may do, whatever their roles; emits the contact, or nothing if there is no such one.
     *
     * <p>It holds for the person who has the source ID now, not for whoever has it later.
     */
    Mono<ContactView> setLevel(Edit edit, AccessLevel level) {
        return setLevel(edit, level, ContactView::isActive);
    }

    private Mono<ContactView> setLevel(Edit edit, AccessLevel level, Predicate<ContactView> whom) {
        return edits.apply(
                        edit,
                        contact -> birthDate(contact)
                                .filter(date -> whom.test(contact))
                                .map(date -> combine(
                                        set(LocalFields.path(LocalFields.LEVEL), level.name()),
                                        set(
                                                LocalFields.path(LocalFields.GRANT),
                                                LevelGrant.to(contact.document(), date)
                                                        .document()))))
                .filter(ContactView::isActive);
    }

    /**
     * Gives all active contacts of one level another one, and emits how many; done again, it goes on with those that are left.
     *
     * @param actor subject of the token of who asks for it
     */
    Mono<Long> moveLevel(BusinessId businessId, AccessLevel from, AccessLevel to, String actor) {
        return Flux.from(contacts.find(and(BusinessRange.of(businessId), ContactView.active()))
                        .projection(include(
                                DocumentFields.BUSINESS,
                                LocalFields.path(LocalFields.LEVEL),
                                RosterFields.path(RosterFields.ROLES)))
                        .batchSize(LEVELS))
                .map(ContactView::new)
                .filter(contact -> contact.level() == from)
                .map(ContactView::id)
                .flatMap(
                        contact -> setLevel(
                                new Edit(businessId, contact, actor, null),
                                to,
                                found -> found.isActive() && found.level() == from),
                        LEVELS_AT_ONCE)
                .count();
    }

    /** The hash of the person's birth date; empty bytes if none is known. */
    private Mono<Binary> birthDate(ContactView contact) {
        var sourceId = contact.sourceId();
        if (sourceId == null) {
            return Mono.just(LevelGrant.NO_BIRTH_DATE);
        }
        return Mono.from(securityValues
                        .find(and(
                                eq(
                                        DocumentFields.ID,
                                        RosterKey.of(contact.businessId().value(), sourceId)),
                                eq(DocumentFields.PRESENT, true)))
                        .first())
                .mapNotNull(value -> value.get(DocumentFields.ROSTER, new Document())
                        .get(RosterFields.BIRTH_DATE_HASH, Binary.class))
                .defaultIfEmpty(LevelGrant.NO_BIRTH_DATE);
    }

    private Mono<SignInMatch> bySource(BusinessId businessId, String sourceId) {
        return sourceIds
                .contact(businessId, sourceId)
                .filter(ContactView::isActive)
                .flatMap(found -> admitted(found, MatchedBy.SOURCE_ID))
                .defaultIfEmpty(SignInMatch.without(Outcome.UNKNOWN));
    }

    private Mono<SignInMatch> byEmail(BusinessId businessId, String address) {
        return Flux.from(contacts.find(
                        and(ContactView.mayHaveEmail(businessId, List.of(address)), ContactView.active())))
                .map(ContactView::new)
                .filter(contact -> address.equals(contact.text(RosterFields.EMAIL)))
                .take(2)
                .collectList()
                .flatMap(this::theOnlyOne);
    }

    private Mono<SignInMatch> theOnlyOne(List<ContactView> found) {
        return switch (found.size()) {
            case 0 -> Mono.just(SignInMatch.without(Outcome.UNKNOWN));
            case 1 -> admitted(found.get(0), MatchedBy.EMAIL);
            default -> Mono.just(SignInMatch.without(Outcome.AMBIGUOUS));
        };
    }

    private Mono<SignInMatch> admitted(ContactView found, MatchedBy matchedBy) {
        if (!found.isEnabled()) {
            return Mono.just(SignInMatch.without(Outcome.DISABLED));
        }
        var person = new SignInPerson(found);
        return person.level().compareTo(person.levelOfRoles()) <= 0
                ? Mono.just(SignInMatch.with(person.admitted(person.level()), matchedBy))
                : birthDate(found).map(date -> SignInMatch.with(person.admitted(granted(person, date)), matchedBy));
    }

    private static AccessLevel granted(SignInPerson person, Binary birthDate) {
        if (person.isWhoWasGranted(birthDate)) {
            return person.level();
        }
        log.warn(
                "business={} somebody signs in with the source ID of a contact who had the level {}, but was removed since"
                        + " or has another name and birth date: the level counts once an administrator sets it again",
                person.view().businessId(),
                person.level());
        return person.levelOfRoles();
    }
}
