package com.pickatime.contacts.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.EntityTags;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What people change of contacts here, one change of one document each: with who did it and when, and only on the contact as it
 * was looked at.
 */
@Component
public class ContactEdits {

    /** What is said of a contact in quarantine. */
    static final String UNDECIDED = "Somebody has to decide first who this contact is: POST"
            + " contacts/{contactId}/quarantine with decision SAME_PERSON or ANOTHER_PERSON.";

    private static final int RACES = 5;

    private final MongoCollection<Document> contacts;
    private final SourceIds sourceIds;
    private final Clock clock;

    public ContactEdits(MongoDatabase database, SourceIds sourceIds, Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.sourceIds = sourceIds;
        this.clock = clock;
    }

    /**
     * Who asks for a change, and of what.
     *
     * @param actor subject of the caller's token
     * @param ifMatch the header If-Match: the {@linkplain ContactView#tag tag} of the contact that the change is meant for; null
     *     for whatever it is by now
     */
    public record Edit(
            BusinessId businessId,
            ContactId contact,
            String actor,
            @Nullable String ifMatch) {

        void requireAnotherThanTheActor(String what) {
            if (contact.value().equals(actor)) {
                throw Problems.conflict("You cannot " + what + ". Ask another administrator to do it.");
            }
        }
    }

    /**
     * Changes a contact; emits it as it is then, or nothing if there is no such contact.
     *
     * <p>A change that an import or somebody else crosses is worked out again on what the contact is now, unless it is meant for
     * another version: that fails with 412.
     *
     * @param change what to set; empty for a contact that is as it shall be
     */
    public Mono<ContactView> apply(Edit edit, Function<ContactView, Mono<Bson>> change) {
        return retried(find(edit)
                .flatMap(read -> Mono.defer(() -> change.apply(read))
                        .flatMap(update -> Mono.from(contacts.updateOne(
                                and(
                                        eq(DocumentFields.ID, ContactKey.of(edit.businessId(), edit.contact())),
                                        read.asRead()),
                                Updates.combine(update, stamp(read, edit)))))
                        .map(result -> result.getMatchedCount() == 1)
                        .defaultIfEmpty(true))
                .flatMap(done -> done ? find(edit.businessId(), edit.contact()) : Mono.error(new LostRaceException())));
    }

    /**
     * The source ID of a contact was given to somebody else: a new contact takes it, with what the roster says of it and nothing
     * else, and the one that had it stays for the record. Emits the new one, or nothing if there is no such contact.
     */
    Mono<ContactView> startGeneration(Edit edit) {
        return retried(find(edit).flatMap(holder -> {
            var sourceId = holder.sourceId();
            if (holder.state() == ContactState.QUARANTINED) {
                return Mono.error(Problems.conflict(UNDECIDED));
            }
            if (sourceId == null) {
                return Mono.error(Problems.conflict(
                        holder.isOwn()
                                ? "No roster has this contact, so it has no source ID that somebody else could have."
                                : "The source ID of this contact is somebody else's already."
                                        + " Look that contact up with contacts?sourceId=."));
            }
            return sourceIds
                    .prepareNext(holder, sourceId)
                    .flatMap(next -> sourceIds
                            .move(edit.businessId(), sourceId, holder, next, stamp(holder, edit))
                            .flatMap(moved -> moved
                                    ? find(edit.businessId(), next)
                                    : Mono.<ContactView>error(new LostRaceException())));
        }));
    }

    /**
     * The source ID of a contact was given to another person than the contact is: a new contact takes it, with nothing of the old
     * one, and is there once the roster says something of it. Emits the old one as it is then, or nothing if there is no such
     * contact.
     *
     * @param before what is to be done first; emits the revision above which a roster must be to say something of the new
     *     contact, or nothing if the source ID shall not go, or went before
     * @param change what to set on the old contact, with the id of the new one
     */
    public Mono<ContactView> startClean(
            Edit edit, Function<ContactView, Mono<Long>> before, BiFunction<ContactView, ContactId, Bson> change) {
        return retried(find(edit)
                .flatMap(holder -> before.apply(holder)
                        .flatMap(revision -> {
                            var sourceId = Objects.requireNonNull(holder.sourceId());
                            return sourceIds
                                    .prepareNext(holder, sourceId, revision)
                                    .flatMap(next -> sourceIds.move(
                                            edit.businessId(),
                                            sourceId,
                                            holder,
                                            next,
                                            change.apply(holder, next),
                                            stamp(holder, edit)));
                        })
                        .defaultIfEmpty(true)
                        .flatMap(done -> done
                                ? find(edit.businessId(), edit.contact())
                                : Mono.<ContactView>error(new LostRaceException()))));
    }

    private static <T> Mono<T> retried(Mono<T> attempt) {
        return Mono.defer(() -> attempt).retryWhen(Retry.max(RACES).filter(LostRaceException.class::isInstance));
    }

    /** Fails if the contact is not the version that was meant. */
    private Mono<ContactView> find(Edit edit) {
        return find(edit.businessId(), edit.contact()).doOnNext(read -> {
            if (!EntityTags.isMeant(edit.ifMatch(), read.tag())) {
                throw changed();
            }
        });
    }

    private Mono<ContactView> find(BusinessId businessId, ContactId contact) {
        return Mono.from(contacts.find(
                                and(eq(DocumentFields.ID, ContactKey.of(businessId, contact)), ContactView.any()))
                        .first())
                .map(ContactView::new);
    }

    private Bson stamp(ContactView read, Edit edit) {
        return Updates.combine(
                Updates.set(LocalFields.path(LocalFields.VERSION), read.version() + 1),
                Updates.set(LocalFields.path(LocalFields.CHANGED_BY), edit.actor()),
                Updates.set(LocalFields.path(LocalFields.CHANGED_AT), Date.from(clock.instant())));
    }

    private static ErrorResponseException changed() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "The contact changed since you looked at it. Get it again, and repeat the change with its new ETag if it is"
                        + " still what you want.");
    }

    private static final class LostRaceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostRaceException() {
            super("the contact is being changed", null, false, false);
        }
    }
}
