package com.pickatime.contacts.own;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.signin.LevelGrant;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.store.OwnContact.SealedBirthDate;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.web.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Makes and changes single contacts of our own.
 *
 * <p>An e-mail address signs one person in, so nobody gets one that another active contact has, but for students, who may share
 * their parents'. Rosters and files may hold shared addresses all the same, which then sign nobody in.
 */
@Component
public class OwnContacts {

    /** Longer than the store ever takes to look for an address and write one contact. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** For whoever registers while somebody else gives the address to a contact: in about three seconds it is over. */
    private static final Retry WHILE_BUSY = Retry.backoff(6, Duration.ofMillis(50))
            .filter(BusyException.class::isInstance)
            .onRetryExhaustedThrow((spec, last) -> Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "somebody gives this address to a contact at this moment; try again in a minute"));

    private final MongoCollection<Document> contacts;
    private final ContactEdits edits;
    private final SealedBirthDates birthDates;
    private final AuditLog audit;
    private final Summaries summaries;
    private final Lease addresses;
    private final Clock clock;

    OwnContacts(
            MongoDatabase database,
            ContactEdits edits,
            SealedBirthDates birthDates,
            AuditLog audit,
            Summaries summaries,
            Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.edits = edits;
        this.birthDates = birthDates;
        this.audit = audit;
        this.summaries = summaries;
        this.clock = clock;
        this.addresses = Lease.byName(database, UUID.randomUUID().toString(), clock);
    }

    /**
     * Somebody, as people say who make them.
     *
     * @param birthDate of a student; null for none
     * @param level of an administrator; null for anybody else, whose level is that of their role until it is set
     */
    public record Person(
            PersonRole role,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String identifier,
            @Nullable String email,
            @Nullable LocalDate birthDate,
            @Nullable AccessLevel level) {

        boolean mayShareAddress() {
            return role == PersonRole.STUDENT;
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Person[" + role + "]";
        }
    }

    /** Makes a contact and emits it; a 409 problem if its e-mail address is another one's. */
    Mono<ContactView> create(BusinessId business, String by, Person person) {
        // ids want chance, which is waited for
        return Mono.fromCallable(ContactId::fresh)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(id -> alone(
                        business,
                        id,
                        person,
                        false,
                        insert(business, id, by, person, decided(business, id, by, person))))
                .onErrorMap(BusyException.class, busy -> doubles());
    }

    /**
     * Makes the contact of somebody who registers, under an id that was chosen for it before, and emits it; done again it changes
     * nothing. A 409 problem if any other active contact has the address, a student too, or this one counts no more.
     *
     * @param id of 122 random bits, and nobody else's
     * @param answers to prompts, as {@link ContactView#answersByPrompt()} has them
     */
    public Mono<ContactView> register(BusinessId business, ContactId id, String by, Person person, Document answers) {
        var local = new Document(LocalFields.ANSWERS, answers)
                .append(LocalFields.VERSION, 1)
                .append(LocalFields.CHANGED_BY, by)
                .append(LocalFields.CHANGED_AT, Date.from(clock.instant()));
        var make = alone(business, id, person, true, insert(business, id, by, person, local));
        // who looks first spares the log a second line; that there is one contact is the key's doing
        return find(business, id)
                .switchIfEmpty(Mono.defer(() ->
                        make.retryWhen(WHILE_BUSY).onErrorResume(DuplicateKeys::isCauseOf, made -> find(business, id))))
                .filter(ContactView::isActive)
                .switchIfEmpty(Mono.error(OwnContacts::doubles));
    }

    private Mono<ContactView> find(BusinessId business, ContactId id) {
        return Mono.from(contacts.find(eq(DocumentFields.ID, ContactKey.of(business, id))))
                .map(ContactView::new);
    }

    /** What is decided of a new contact; empty for one without a level of its own. */
    private Document decided(BusinessId business, ContactId id, String by, Person person) {
        var level = person.level();
        return level == null
                ? new Document()
                : new Document(LocalFields.LEVEL, level.name())
                        .append(
                                LocalFields.GRANT,
                                LevelGrant.to(contact(id, person, null).document(business), LevelGrant.NO_BIRTH_DATE)
                                        .document())
                        .append(LocalFields.VERSION, 1)
                        .append(LocalFields.CHANGED_BY, by)
                        .append(LocalFields.CHANGED_AT, Date.from(clock.instant()));
    }

    private Mono<ContactView> insert(BusinessId business, ContactId id, String by, Person person, Document local) {
        var details = person.level() == null
                ? Map.of("role", person.role())
                : Map.of("role", person.role(), "level", person.level());
        return Mono.fromCallable(() -> {
                    var birthDate = person.birthDate();
                    var document = contact(
                                    id, person, birthDate == null ? null : birthDates.seal(business, id, birthDate))
                            .document(business);
                    return local.isEmpty() ? document : document.append(DocumentFields.LOCAL, local);
                })
                // sealing wants chance
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(document -> audit.add(business, by, AuditAction.CONTACT_CREATED, id, details)
                        .then(Mono.defer(() -> Mono.from(contacts.insertOne(document))))
                        .then(summaries.outdate(business))
                        .thenReturn(new ContactView(document)));
    }

    /**
     * Changes all fields of a contact of our own, and emits it as it is then, or nothing if there is no such contact. A 409 problem
     * if it is a roster's, or its e-mail address is another one's. A file that names the person later replaces them again; what
     * shall stay is overridden.
     */
    Mono<ContactView> change(Edit edit, Person person) {
        return alone(
                        edit.businessId(),
                        edit.contact(),
                        person,
                        false,
                        edits.apply(edit, contact -> changing(edit, contact, person))
                                .flatMap(contact ->
                                        summaries.outdate(edit.businessId()).thenReturn(contact)))
                .onErrorMap(BusyException.class, busy -> doubles());
    }

    private Mono<Bson> changing(Edit edit, ContactView contact, Person person) {
        if (!contact.isOwn()) {
            return Mono.error(Problems.conflict(
                    "The roster says what this contact is, and would say it again. %s can be overridden, one by one: PUT contacts/{contactId}/overrides/{field}."
                            .formatted(String.join(", ", RosterFields.OVERRIDABLE))));
        }
        if (contact.sourceId() != null) {
            return Mono.error(
                    Problems.conflict(
                            "This contact is being adopted: it is about to have what the roster says. Look at it again in a minute."));
        }
        return Mono.fromCallable(() -> fields(edit, contact, person))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(fields -> changing(edit, contact, fields));
    }

    private Document fields(Edit edit, ContactView contact, Person person) {
        var before = roster(contact);
        var after = contact(contact.id(), person, birthDate(edit, before, person.birthDate()))
                .fields();
        // of a file's teacher, and nothing that is said here
        if (before.containsKey(RosterFields.LOCATION)) {
            after.append(RosterFields.LOCATION, before.getString(RosterFields.LOCATION));
        }
        return after;
    }

    private static Document roster(ContactView contact) {
        return contact.document().get(DocumentFields.ROSTER, new Document());
    }

    private Mono<Bson> changing(Edit edit, ContactView contact, Document after) {
        var before = roster(contact);
        if (after.equals(before)) {
            return Mono.empty();
        }
        var roster = set(DocumentFields.ROSTER, after);
        return audit.add(
                        edit.businessId(),
                        edit.actor(),
                        AuditAction.CONTACT_CHANGED,
                        edit.contact(),
                        Map.of("fields", String.join(", ", differing(before, after))))
                .thenReturn(
                        contact.local().containsKey(LocalFields.GRANT)
                                // whoever changes the name says that it is the same person
                                ? combine(
                                        roster,
                                        set(
                                                LocalFields.path(LocalFields.GRANT),
                                                LevelGrant.to(
                                                                new Document(contact.document())
                                                                        .append(DocumentFields.ROSTER, after),
                                                                LevelGrant.NO_BIRTH_DATE)
                                                        .document()))
                                : roster);
    }

    private static List<String> differing(Document before, Document after) {
        return List.of(
                        RosterFields.ROLES,
                        RosterFields.GIVEN_NAME,
                        RosterFields.FAMILY_NAME,
                        RosterFields.IDENTIFIER,
                        RosterFields.EMAIL,
                        RosterFields.BIRTH_DATE)
                .stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .toList();
    }

    /** A date that is there already stays as it was sealed. */
    private @Nullable SealedBirthDate birthDate(Edit edit, Document before, @Nullable LocalDate date) {
        if (date == null) {
            return null;
        }
        var hash = new Binary(birthDates.hash(edit.businessId(), date));
        return hash.equals(before.get(RosterFields.BIRTH_DATE_HASH, Binary.class))
                ? new SealedBirthDate(
                        before.get(RosterFields.BIRTH_DATE, Binary.class).getData(), hash.getData())
                : birthDates.seal(edit.businessId(), edit.contact(), date);
    }

    private static OwnContact contact(ContactId id, Person person, @Nullable SealedBirthDate birthDate) {
        return new OwnContact(
                id,
                person.role(),
                person.givenName(),
                person.familyName(),
                person.identifier(),
                person.email(),
                birthDate);
    }

    /**
     * Does {@code work} if no other active contact has the address, and nobody else is giving it to one in this moment. Without the
     * second, two requests at once would both find it free.
     *
     * @param ofStudentsToo whether no student may have the address either: whoever registers must be the only one to sign in by it
     * @return fails with a {@link BusyException} while somebody else is giving it to one
     */
    private Mono<ContactView> alone(
            BusinessId business, ContactId self, Person person, boolean ofStudentsToo, Mono<ContactView> work) {
        var email = person.email();
        if (email == null || person.mayShareAddress()) {
            return work;
        }
        var address = email.toLowerCase(Locale.ROOT);
        return Mono.defer(() -> {
            var done = new AtomicReference<Mono<ContactView>>(Mono.error(BusyException::new));
            return addresses
                    .hold(
                            "own-contacts:" + name(business, address),
                            LONGEST,
                            hasOther(business, self, address, ofStudentsToo)
                                    .flatMap(taken -> taken ? Mono.<ContactView>error(doubles()) : work)
                                    .map(Mono::just)
                                    .defaultIfEmpty(Mono.empty())
                                    .doOnNext(done::set)
                                    .then())
                    .then(Mono.defer(done::get));
        });
    }

    private Mono<Boolean> hasOther(BusinessId business, ContactId self, String address, boolean ofStudentsToo) {
        return Flux.from(contacts.find(and(
                        ContactView.mayHaveEmail(business, List.of(address)),
                        ContactView.active(),
                        ne(DocumentFields.ID, ContactKey.of(business, self)),
                        ofStudentsToo
                                ? Filters.empty()
                                : ne(RosterFields.path(RosterFields.ROLES), PersonRole.STUDENT.name()))))
                .map(ContactView::new)
                .any(other -> address.equals(other.text(RosterFields.EMAIL)));
    }

    /** The address is in no id. */
    private static String name(BusinessId business, String address) {
        return UUID.nameUUIDFromBytes((business.value() + ':' + address).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Somebody else is giving the address to a contact. */
    private static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("the address is being given to a contact", null, false, false);
        }
    }

    private static RuntimeException doubles() {
        return Problems.conflict("email address already exists, can't create doubles");
    }
}
