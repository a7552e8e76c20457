package com.pickatime.sso.accounts;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.sso.accounts.PasswordLetters.Letter;
import com.pickatime.sso.accounts.PasswordLetters.Occasion;
import com.pickatime.sso.contacts.ContactServiceClient;
import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.contacts.SignInMatch.Matched;
import com.pickatime.sso.secrets.RandomSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Requests of people who forgot their password, or never had one; and of parents who want an account.
 *
 * <p>Whoever asks is answered as soon as the request is kept, and who they are is looked up afterwards: so an answer takes as
 * long for an address that somebody has as for any other. A request is done again after a crash, and again until it ends
 * while the contact service or the broker is away.
 */
@Repository
public class ForgottenPasswords implements Indexed {

    private static final Logger log = LoggerFactory.getLogger(ForgottenPasswords.class);

    /** Afterwards nobody waits for the letter any more. */
    private static final Duration KEPT = Duration.ofHours(1);

    /** For one request; longer than the producer tries. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Until another instance may try it, if this one died. */
    private static final Duration CLAIMED_FOR = PATIENCE.multipliedBy(2);

    /** After a failure. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    /** After this a sweep begins no further request. */
    private static final Duration LONGEST_SWEEP = Duration.ofMinutes(5);

    private static final Duration LIMIT = Duration.ofHours(1);

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String EMAIL = "email";
    private static final String DUE = "dueAt";
    private static final String LANGUAGE = "language";
    private static final String REGISTRATION = "registration";

    private final MongoCollection<Document> collection;
    private final SealedEmails emails;
    private final FieldCipher cipher;
    private final LocalAdministrators administrators;
    private final ContactServiceClient contacts;
    private final PasswordLinks links;
    private final PasswordLetters letters;
    private final Clock clock;

    ForgottenPasswords(
            MongoDatabase database,
            SealedEmails emails,
            FieldCipher cipher,
            LocalAdministrators administrators,
            ContactServiceClient contacts,
            PasswordLinks links,
            PasswordLetters letters,
            Clock clock) {
        this.collection = database.getCollection("forgotten_passwords");
        this.emails = emails;
        this.cipher = cipher;
        this.administrators = administrators;
        this.contacts = contacts;
        this.links = links;
        this.letters = letters;
        this.clock = clock;
    }

    /** MongoDB removes old ones by itself; whatever is there is done. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(collection, Expiry.FIELD)
                .then(Mono.from(collection.createIndex(Indexes.ascending(DUE))))
                .then();
    }

    /** Somebody who asks; the registration is empty for whoever forgot a password. */
    private record Asking(
            String id, BusinessId businessId, String email, String language, Optional<Registration> registration) {

        @Override
        public String toString() {
            return "Asking[" + id + ']';
        }
    }

    /**
     * Keeps a request; an address that is longer than any contact's needs none.
     *
     * @param language in which the letter is to be written
     */
    public Mono<Void> ask(BusinessId businessId, String typed, Locale language) {
        return keep(businessId, typed, language, Optional.empty());
    }

    /** Keeps the request of a parent who wants an account, and makes none. */
    public Mono<Void> register(BusinessId businessId, String typed, Registration registration, Locale language) {
        return keep(businessId, typed, language, Optional.of(registration));
    }

    private Mono<Void> keep(BusinessId businessId, String typed, Locale language, Optional<Registration> registration) {
        var email = SealedEmails.plain(typed);
        if (email.length() > ContactServiceClient.LONGEST_EMAIL) {
            return Mono.empty();
        }
        return RandomSecrets.next().flatMap(id -> {
            var document = new Document(ID, id)
                    .append(BUSINESS, businessId)
                    .append(EMAIL, emails.seal(businessId, id, email))
                    .append(LANGUAGE, language.getLanguage())
                    .append(DUE, now())
                    .append(Expiry.FIELD, in(KEPT));
            registration.ifPresent(entered -> document.append(REGISTRATION, entered.seal(cipher, businessId, id)));
            return Mono.from(collection.insertOne(document)).then();
        });
    }

    /** Does what is due. */
    @Scheduled(fixedDelayString = "${sso.passwords.sweep-interval}")
    Mono<Void> sweep() {
        return Mono.defer(() -> {
                    var end = clock.instant().plus(LONGEST_SWEEP);
                    return Mono.defer(this::handleNext)
                            .repeat()
                            .takeWhile(goOn -> goOn && clock.instant().isBefore(end))
                            .then();
                })
                .timeout(LIMIT);
    }

    private Mono<Boolean> handleNext() {
        // a claim ends by itself: nobody else has the request until then
        return Mono.from(collection.findOneAndUpdate(lte(DUE, now()), set(DUE, in(CLAIMED_FOR))))
                .publishOn(Schedulers.boundedElastic())
                .flatMap(request -> handle(request)
                        .timeout(PATIENCE)
                        .onErrorResume(failure -> putOff(request).then(Mono.error(failure)))
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    private Mono<Void> putOff(Document request) {
        return Mono.from(collection.updateOne(eq(ID, request.getString(ID)), set(DUE, in(WAIT))))
                .then();
    }

    private Mono<Void> handle(Document request) {
        var asking = read(request);
        return asking.registration()
                .map(registration -> register(asking, registration))
                .orElseGet(() -> choose(asking))
                .then(Mono.defer(() -> Mono.from(collection.deleteOne(eq(ID, asking.id())))))
                .then();
    }

    private Asking read(Document request) {
        var id = request.getString(ID);
        var businessId = new BusinessId(request.getString(BUSINESS));
        return new Asking(
                id,
                businessId,
                emails.open(businessId, id, request.get(EMAIL, Binary.class)),
                request.get(LANGUAGE, Locale.ENGLISH.getLanguage()),
                Optional.ofNullable(request.get(REGISTRATION, Binary.class))
                        .map(entered -> Registration.open(cipher, businessId, id, entered)));
    }

    private Mono<String> choose(Asking asking) {
        return administrators
                .withEmail(asking.businessId(), asking.email())
                .filter(administrator -> administrator.passwordHash() != null)
                .map(administrator -> "a local administrator, who is invited anew")
                .switchIfEmpty(Mono.defer(() -> match(asking)
                        .flatMap(match -> match instanceof Matched matched
                                ? send(asking, linkOf(asking, matched), Occasion.FORGOTTEN)
                                : Mono.just(match.getClass().getSimpleName()))))
                .doOnNext(whom -> log.info("business={} somebody forgot a password: {}", asking.businessId(), whom));
    }

    /** Whatever there is of the address, a letter goes to it: the page said so. */
    private Mono<String> register(Asking asking, Registration registration) {
        return administrators
                .withEmail(asking.businessId(), asking.email())
                .hasElement()
                .flatMap(administers -> administers
                        ? askTheOffice(asking, registration, "a local administrator")
                        : match(asking).flatMap(match -> register(asking, registration, match)))
                .doOnNext(whom -> log.info("business={} somebody wants an account: {}", asking.businessId(), whom));
    }

    private Mono<String> register(Asking asking, Registration registration, SignInMatch match) {
        if (match instanceof Matched matched) {
            return send(asking, linkOf(asking, matched), Occasion.REGISTERED_ALREADY);
        }
        return match instanceof SignInMatch.Unknown
                ? send(
                        asking,
                        new PasswordLink(asking.businessId(), registration.contact(), asking.email(), registration),
                        Occasion.REGISTRATION)
                : askTheOffice(asking, registration, match.getClass().getSimpleName());
    }

    private Mono<SignInMatch> match(Asking asking) {
        return contacts.match(asking.businessId(), null, asking.email());
    }

    private static PasswordLink linkOf(Asking asking, Matched matched) {
        return new PasswordLink(asking.businessId(), matched.contact().contactId(), asking.email());
    }

    private Mono<String> send(Asking asking, PasswordLink link, Occasion occasion) {
        return links.issue(link)
                .flatMap(issued -> letters.send(new Letter(
                        asking.id(),
                        link,
                        "/password-links/" + issued.token(),
                        issued.endsAt(),
                        asking.language(),
                        occasion)))
                .thenReturn("contact " + link.contact());
    }

    /** Nobody chooses a password by this address, and so nobody gets a link. */
    private Mono<String> askTheOffice(Asking asking, Registration registration, String why) {
        return letters.send(new Letter(
                        asking.id(),
                        new PasswordLink(asking.businessId(), registration.contact(), asking.email()),
                        "/sign-in/" + UriUtils.encode(asking.businessId().value(), StandardCharsets.UTF_8),
                        clock.instant().plus(PasswordLinks.LASTS),
                        asking.language(),
                        Occasion.ASK_THE_OFFICE))
                .thenReturn(why);
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private Date in(Duration time) {
        return Date.from(clock.instant().plus(time));
    }
}
