package com.pickatime.sso.accounts;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.sso.contacts.ContactServiceClient;
import com.pickatime.sso.contacts.SignInMatch.Matched;
import com.pickatime.sso.secrets.RandomSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Requests of people who forgot their password, or never had one.
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

    private final MongoCollection<Document> collection;
    private final SealedEmails emails;
    private final LocalAdministrators administrators;
    private final ContactServiceClient contacts;
    private final PasswordLinks links;
    private final PasswordLetters letters;
    private final Clock clock;

    ForgottenPasswords(
            MongoDatabase database,
            SealedEmails emails,
            LocalAdministrators administrators,
            ContactServiceClient contacts,
            PasswordLinks links,
            PasswordLetters letters,
            Clock clock) {
        this.collection = database.getCollection("forgotten_passwords");
        this.emails = emails;
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

    /** Keeps a request; an address that is longer than any contact's needs none. */
    public Mono<Void> ask(BusinessId businessId, String typed) {
        var email = SealedEmails.plain(typed);
        if (email.length() > ContactServiceClient.LONGEST_EMAIL) {
            return Mono.empty();
        }
        return RandomSecrets.next().flatMap(id -> {
            var document = new Document(ID, id)
                    .append(BUSINESS, businessId)
                    .append(EMAIL, emails.seal(businessId, id, email))
                    .append(DUE, now())
                    .append(Expiry.FIELD, in(KEPT));
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
        var id = request.getString(ID);
        var businessId = new BusinessId(request.getString(BUSINESS));
        var email = emails.open(businessId, id, request.get(EMAIL, Binary.class));
        return administrators
                .withEmail(businessId, email)
                .filter(administrator -> administrator.passwordHash() != null)
                .map(administrator -> "a local administrator, who is invited anew")
                .switchIfEmpty(Mono.defer(() -> contacts.match(businessId, null, email)
                        .flatMap(match -> match instanceof Matched matched
                                ? send(
                                        id,
                                        new PasswordLink(
                                                businessId, matched.contact().contactId(), email))
                                : Mono.just(match.getClass().getSimpleName()))))
                .doOnNext(whom -> log.info("business={} somebody forgot a password: {}", businessId, whom))
                .then(Mono.defer(() -> Mono.from(collection.deleteOne(eq(ID, id)))))
                .then();
    }

    private Mono<String> send(String request, PasswordLink link) {
        return links.issue(link)
                .flatMap(issued -> letters.send(request, link, issued))
                .thenReturn("contact " + link.contact());
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private Date in(Duration time) {
        return Date.from(clock.instant().plus(time));
    }
}
