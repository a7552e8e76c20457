package com.pickatime.notifications.outbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.NewsJson;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.NewestFirst;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All mails, sent and to be sent. The identity is the document's id, so the database itself rules out a second one.
 *
 * <p>{@code dueAt} is at once the schedule and the lease: a claim moves it to the lease's end, so that a mail whose
 * instance died simply becomes due again. Closed mails have none. Every write of a claimed mail names the claim and does
 * nothing if another instance has claimed the mail since.
 */
@Repository
class Mails implements Indexed {

    private static final Logger log = LoggerFactory.getLogger(Mails.class);

    private static final NewestFirst LATEST = new NewestFirst("occurredAt");

    private final MongoCollection<Document> collection;

    Mails(MongoDatabase database) {
        this.collection = database.getCollection("sent_mails");
    }

    /** Makes the indexes; correctness does not hang on them. */
    @Override
    public Mono<Void> createIndexes() {
        return Flux.concat(
                        collection.createIndex(Indexes.ascending("dueAt")),
                        collection.createIndex(Indexes.compoundIndex(Indexes.ascending("businessId"), LATEST.order())),
                        Expiry.createIndex(collection, "expireAt"))
                .then();
    }

    /** Enters a mail, due at once; false if it is there already, in whatever state. */
    Mono<Boolean> add(Mail mail, Instant now) {
        var document = new Document("_id", mail.id().value())
                .append("businessId", mail.businessId())
                .append("template", mail.news().template().id())
                .append("news", NewsJson.write(mail.news()))
                .append("occurredAt", Date.from(mail.occurredAt()))
                .append("state", MailState.PENDING.name())
                .append("dueAt", Date.from(now))
                .append("claim", 0L)
                .append("failures", 0)
                .append("accepted", List.of())
                .append("refused", List.of());
        return Mono.from(collection.insertOne(document))
                .thenReturn(true)
                .onErrorResume(DuplicateKeys::isCauseOf, replay -> Mono.just(false));
    }

    /**
     * Takes the mail that has been due longest, for nobody else until {@code leaseEnd}; empty if none is due.
     *
     * <p>A claimed mail waits for nobody any more: news of its recipients must not make it due for a second instance. What
     * cannot be read as a mail is set aside, for operators to look at.
     */
    Mono<ClaimedMail> claim(Instant now, Instant leaseEnd) {
        return takeDue(now, leaseEnd).flatMap(document -> {
            if (MailDocuments.isClaimable(document)) {
                return Mono.just(MailDocuments.claimed(document));
            }
            log.error(
                    "mail={} is no mail and set aside as FAILED; look at its document in sent_mails, then mend or delete it",
                    document.get("_id"));
            return setAside(document).then(Mono.defer(() -> claim(now, leaseEnd)));
        });
    }

    private Mono<Document> takeDue(Instant now, Instant leaseEnd) {
        return Mono.from(collection.findOneAndUpdate(
                lte("dueAt", Date.from(now)),
                combine(
                        set("dueAt", Date.from(leaseEnd)),
                        set("state", MailState.PENDING.name()),
                        // not counted up: a claim that is no number would fail every instance's claim for ever
                        set("claim", ThreadLocalRandom.current().nextLong())),
                new FindOneAndUpdateOptions().sort(Sorts.ascending("dueAt")).returnDocument(ReturnDocument.AFTER)));
    }

    private Mono<Void> setAside(Document document) {
        return Mono.from(collection.updateOne(
                        eq("_id", document.get("_id")),
                        combine(
                                set("state", MailState.FAILED.name()),
                                set("problem", "the mail cannot be read"),
                                unset("dueAt"))))
                .then();
    }

    /** Notes that the SMTP server took a recipient's letter over, and prolongs the lease. */
    Mono<Boolean> accepted(ClaimedMail mail, String recipient, Instant leaseEnd) {
        return write(mail, combine(addToSet("accepted", recipient), set("dueAt", Date.from(leaseEnd))));
    }

    /** Notes that the SMTP server refuses a recipient's address, and prolongs the lease. */
    Mono<Boolean> refused(ClaimedMail mail, String recipient, Instant leaseEnd) {
        return write(mail, combine(addToSet("refused", recipient), set("dueAt", Date.from(leaseEnd))));
    }

    /** Gives a mail back until the recipients become known, or {@code dueAt} at the latest. */
    Mono<Boolean> waitForRecipients(ClaimedMail mail, Instant dueAt) {
        return write(
                mail, combine(set("state", MailState.WAITING_FOR_RECIPIENTS.name()), set("dueAt", Date.from(dueAt))));
    }

    /** Gives a mail back after a failed attempt. */
    Mono<Boolean> tryAgain(ClaimedMail mail, Instant dueAt, String problem) {
        return write(
                mail,
                combine(
                        set("state", MailState.PENDING.name()),
                        inc("failures", 1),
                        set("problem", problem),
                        set("dueAt", Date.from(dueAt))));
    }

    /** Gives a mail back that is too early. */
    Mono<Boolean> putOff(ClaimedMail mail, Instant dueAt, String problem) {
        return write(
                mail,
                combine(
                        set("state", MailState.PENDING.name()),
                        set("problem", problem),
                        set("dueAt", Date.from(dueAt))));
    }

    /** Ends a mail that nobody needs any more. */
    Mono<Boolean> overtaken(ClaimedMail mail, String problem, Instant expireAt) {
        return write(
                mail,
                combine(
                        set("state", MailState.OVERTAKEN.name()),
                        set("problem", problem),
                        set("expireAt", Date.from(expireAt)),
                        unset("dueAt")));
    }

    /** Ends a mail well. */
    Mono<Boolean> sent(ClaimedMail mail, Instant now, Instant expireAt) {
        return write(
                mail,
                combine(
                        set("state", MailState.SENT.name()),
                        set("sentAt", Date.from(now)),
                        set("expireAt", Date.from(expireAt)),
                        unset("problem"),
                        unset("dueAt")));
    }

    /** Gives a mail up. */
    Mono<Boolean> failed(ClaimedMail mail, String problem, Instant expireAt) {
        return write(
                mail,
                combine(
                        set("state", MailState.FAILED.name()),
                        inc("failures", 1),
                        set("problem", problem),
                        set("expireAt", Date.from(expireAt)),
                        unset("dueAt")));
    }

    /** Makes a business's mails due that waited for its recipients. */
    Mono<Void> recipientsAreKnown(BusinessId businessId, Instant now) {
        return Mono.from(collection.updateMany(
                        and(eq("businessId", businessId), eq("state", MailState.WAITING_FOR_RECIPIENTS.name())),
                        set("dueAt", Date.from(now))))
                .then();
    }

    /** Makes a business's given-up mails due again, also for addresses that were refused; emits how many. */
    Mono<Long> reopenFailed(BusinessId businessId, Instant now) {
        return Mono.from(collection.updateMany(
                        and(eq("businessId", businessId), eq("state", MailState.FAILED.name())),
                        combine(
                                set("state", MailState.PENDING.name()),
                                set("dueAt", Date.from(now)),
                                set("failures", 0),
                                set("refused", List.of()),
                                unset("expireAt"))))
                .map(result -> result.getModifiedCount());
    }

    /**
     * A business's mails, newest first: those after {@link #cursor}, or all.
     *
     * @param state null for any
     */
    Flux<MailView> of(BusinessId businessId, @Nullable MailState state, String after) {
        var narrowed = state == null ? Filters.empty() : eq("state", state.name());
        return Flux.from(collection
                        .find(and(eq("businessId", businessId), narrowed, LATEST.after(after)))
                        .sort(LATEST.order()))
                .map(MailDocuments::view);
    }

    /** Where the list of mails goes on after this one. */
    static String cursor(MailView mail) {
        return NewestFirst.cursor(mail.occurredAt(), mail.id());
    }

    private Mono<Boolean> write(ClaimedMail mail, Bson update) {
        return Mono.from(collection.updateOne(and(eq("_id", mail.id().value()), eq("claim", mail.claim())), update))
                .map(result -> result.getMatchedCount() == 1);
    }
}
