package com.pickatime.sso.accounts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.platform.web.Problems;
import com.pickatime.sso.secrets.RandomSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Repository;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/**
 * Invitations to choose a password: the first one, or a new one after the old was forgotten.
 *
 * <p>Whoever has an invitation can choose the password, and whoever asks for one is shown it. So an administrator gets one
 * only for people without a password: any other would be a way to become a colleague. Until an invitation is used, a
 * password that there is keeps working.
 */
@Repository
public class Invitations {

    /** From invitation to password; long enough for a holiday week. */
    static final Duration LASTS = Duration.ofDays(7);

    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    private static final FindOneAndUpdateOptions AFTER_UPSERT =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).upsert(true);

    private final MongoCollection<Document> collection;
    private final SealedEmails emails;
    private final Clock clock;

    Invitations(MongoDatabase database, SealedEmails emails, Clock clock) {
        this.collection = database.getCollection(AdministratorFields.COLLECTION);
        this.emails = emails;
        this.clock = clock;
    }

    /** What nobody can guess: an ID of 128 random bits for a new account, and the token. */
    private record RandomIds(String id, String token) {
        private static final int ID_BYTES = 16;

        static Mono<RandomIds> next() {
            return Mono.zip(RandomSecrets.next(ID_BYTES), RandomSecrets.next(), RandomIds::new);
        }

        @Override
        public String toString() {
            return "RandomIds[" + id + ']';
        }
    }

    /** Whom an invitation may be for. */
    public enum Invitee {
        /** For an operator, who has made sure who asks for it. */
        ANYBODY,
        /** For whoever is shown the invitation and may not become somebody else. */
        WITHOUT_PASSWORD
    }

    /**
     * Invites the person with this address; someone who is known already gets a new invitation and the new name. Empty if
     * they are not among those it may be for.
     */
    public Mono<Invitation> invite(BusinessId businessId, String displayName, String email, Invitee allowed) {
        return RandomIds.next().flatMap(ids -> {
            var whom = among(
                    allowed,
                    and(
                            eq(AdministratorFields.BUSINESS, businessId),
                            eq(AdministratorFields.EMAIL_HASH, emails.hash(businessId, email))));
            var entry = combine(
                    setOnInsert(AdministratorFields.ID, ids.id()),
                    setOnInsert(AdministratorFields.EMAIL, emails.seal(businessId, ids.id(), email)),
                    set(AdministratorFields.NAME, displayName.strip()));
            var upsert = Mono.defer(() -> issue(whom, entry, ids, AFTER_UPSERT));
            // of inserts of one address at once, those that come second find the first's
            return upsert.onErrorResume(DuplicateKeys::isCauseOf, taken -> emptyIfSettled(businessId, email, taken))
                    .retryWhen(LostRaces.retry());
        });
    }

    /** An address that is taken by somebody with a password stays taken; any other will be found at the next try. */
    private Mono<Invitation> emptyIfSettled(BusinessId businessId, String email, Throwable taken) {
        var settled = and(
                eq(AdministratorFields.BUSINESS, businessId),
                eq(AdministratorFields.EMAIL_HASH, emails.hash(businessId, email)),
                exists(AdministratorFields.PASSWORD));
        return Mono.from(collection.countDocuments(settled))
                .flatMap(found -> found > 0 ? Mono.empty() : Mono.error(taken));
    }

    /** A new invitation in place of an older one; empty if there is no such administrator among those it may be for. */
    public Mono<Invitation> renew(BusinessId businessId, String id, Invitee allowed) {
        var whom = among(allowed, LocalAdministrators.one(businessId, id));
        return RandomIds.next().flatMap(ids -> issue(whom, combine(), ids, AFTER));
    }

    /**
     * As {@link #renew(BusinessId, String, Invitee)}, but only in place of the invitation that was seen: whoever was handed another
     * one since could not use it any more.
     *
     * @param seen the {@linkplain ListedAdministrator#tag() tag} of the list's line
     * @return fails with a 412 problem if there is another invitation by now
     */
    public Mono<Invitation> renew(BusinessId businessId, String id, Invitee allowed, String seen) {
        var whom = among(allowed, LocalAdministrators.one(businessId, id));
        return Mono.from(collection.find(whom).first()).flatMap(now -> {
            var ends = now.getDate(AdministratorFields.INVITATION_ENDS);
            var still = and(whom, eq(AdministratorFields.INVITATION_ENDS, ends));
            return seen.equals(ListedAdministrator.tag(ends == null ? null : ends.toInstant()))
                    ? RandomIds.next()
                            .flatMap(ids -> issue(still, combine(), ids, AFTER))
                            .switchIfEmpty(Mono.error(Invitations::overtaken))
                    : Mono.error(overtaken());
        });
    }

    private static ErrorResponseException overtaken() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "Somebody else invited this administrator since you looked, and a new invitation would end theirs. Get the list"
                        + " again, and repeat it with the new etag if it is still what you want.");
    }

    private static Bson among(Invitee allowed, Bson whom) {
        return allowed == Invitee.ANYBODY ? whom : and(whom, exists(AdministratorFields.PASSWORD, false));
    }

    /** Whom a token invites; looking does not use it up. Empty if it was used, replaced, has ended, or never was. */
    public Mono<InvitedAdministrator> find(String token) {
        return Mono.from(collection.find(usable(token))).map(this::invited);
    }

    /** Uses a token up and sets the password; empty if it cannot be used (any more). */
    public Mono<InvitedAdministrator> accept(String token, String passwordHash) {
        var acceptance = combine(
                set(AdministratorFields.PASSWORD, passwordHash),
                unset(AdministratorFields.INVITATION),
                unset(AdministratorFields.INVITATION_ENDS));
        return Mono.from(collection.findOneAndUpdate(usable(token), acceptance, AFTER))
                .map(this::invited);
    }

    private Mono<Invitation> issue(Bson whom, Bson entry, RandomIds ids, FindOneAndUpdateOptions options) {
        var expiresAt = clock.instant().plus(LASTS);
        var invitation = combine(
                entry,
                set(AdministratorFields.INVITATION, RandomSecrets.hash(ids.token())),
                set(AdministratorFields.INVITATION_ENDS, Date.from(expiresAt)));
        return Mono.from(collection.findOneAndUpdate(whom, invitation, options))
                .map(document -> new Invitation(document.getString(AdministratorFields.ID), ids.token(), expiresAt));
    }

    private Bson usable(String token) {
        return and(
                eq(AdministratorFields.INVITATION, RandomSecrets.hash(token)),
                gt(AdministratorFields.INVITATION_ENDS, Date.from(clock.instant())));
    }

    private InvitedAdministrator invited(Document document) {
        var who = LocalAdministrators.who(document);
        var email = document.get(AdministratorFields.EMAIL, Binary.class);
        return new InvitedAdministrator(who, emails.open(who.businessId(), who.id(), email));
    }
}
