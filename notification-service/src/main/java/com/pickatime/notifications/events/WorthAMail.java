package com.pickatime.notifications.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportStarted;
import com.pickatime.events.ImportTrigger;
import com.pickatime.events.ImportWarning;
import com.pickatime.notifications.recipients.RecipientLists;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Decides whether a step of an import is news for a business that said what it wants to be told.
 *
 * <p>What somebody asked for is answered, and a business's first import is told, whatever it is. A warning is a problem when the last mail
 * about a complete import did not have it, or told of fewer rows: what stands as it stood is no news.
 */
@Component
class WorthAMail implements Indexed {

    /** A run ends within days, and a held one's approval begins another. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** What took over from a run that broke off does not say who had asked for that. */
    private static final Set<ImportTrigger> ASKED_FOR = EnumSet.of(
            ImportTrigger.MANUAL,
            ImportTrigger.FILE,
            ImportTrigger.RECOVERY,
            ImportTrigger.UNDO,
            ImportTrigger.UNKNOWN);

    /** What was left out because the business chose so is as it shall be, however many rows that are. */
    private static final String CHOSEN = "OUTSIDE_THE_CHOICE";

    private static final String ID = "_id";
    private static final String TRIGGER = "trigger";
    private static final String AT = "at";
    private static final String EXPIRE_AT = "expireAt";
    private static final String WARNINGS = "warnings";

    private final MongoCollection<Document> begun;
    private final MongoCollection<Document> told;
    private final RecipientLists recipients;

    WorthAMail(MongoDatabase database, RecipientLists recipients) {
        this.begun = database.getCollection("begun_imports");
        this.told = database.getCollection("told_imports");
        this.recipients = recipients;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(Expiry.createIndex(begun, EXPIRE_AT)).then();
    }

    /** Keeps who asked for an import that begins. */
    Mono<Void> note(ImportEvent event, ImportStarted started) {
        return Mono.from(begun.updateOne(
                        eq(ID, event.getImportId()),
                        combine(
                                set(TRIGGER, started.getTrigger().name()),
                                set(EXPIRE_AT, Date.from(event.getOccurredAt().plus(KEPT)))),
                        new UpdateOptions().upsert(true)))
                .then();
    }

    /** Of what is no step of an import, always. */
    Mono<Boolean> is(ImportEvent event) {
        var what = event.getEvent();
        if (what instanceof ImportCompleted completed) {
            return isAskedFor(event.getImportId())
                    .filter(asked -> !asked)
                    .flatMap(unasked ->
                            Mono.from(told.find(eq(ID, event.getBusinessId())).first()))
                    .flatMap(last -> isWanted(event, !completed.getUnchanged(), isProblem(completed, last)))
                    .defaultIfEmpty(true);
        }
        return what instanceof ImportHeld || what instanceof ImportFailed
                ? isAskedFor(event.getImportId())
                        .flatMap(asked -> asked ? Mono.just(true) : isWanted(event, false, true))
                : Mono.just(true);
    }

    /** Keeps what a mail that is in the outbox tells. */
    Mono<Void> isTold(ImportEvent event) {
        if (!(event.getEvent() instanceof ImportCompleted completed)) {
            return Mono.empty();
        }
        var warnings = new Document();
        completed
                .getSummary()
                .getWarnings()
                .forEach(warning -> warnings.merge(
                        warning.getCode(), warning.getCount(), (one, other) -> Math.max((long) one, (long) other)));
        var at = Date.from(event.getOccurredAt());
        var entry = Mono.from(told.updateOne(
                and(eq(ID, event.getBusinessId()), lt(AT, at)),
                combine(set(WARNINGS, warnings), set(AT, at)),
                new UpdateOptions().upsert(true)));
        // finding nothing older, the store inserts; that fails on the id if what is known is as new
        return entry.onErrorResume(DuplicateKeys::isCauseOf, lostRace -> entry)
                .onErrorComplete(DuplicateKeys::isCauseOf)
                .then();
    }

    /** Also where it is not known who did. */
    private Mono<Boolean> isAskedFor(@Nullable String importId) {
        return Mono.from(begun.find(eq(ID, importId)).first())
                .map(run -> ASKED_FOR.contains(ImportTrigger.valueOf(run.getString(TRIGGER))))
                .defaultIfEmpty(true);
    }

    private Mono<Boolean> isWanted(ImportEvent event, boolean changed, boolean problem) {
        return recipients
                .wanted(new BusinessId(event.getBusinessId()))
                .map(wanted -> wanted.includes(changed, problem));
    }

    private static boolean isProblem(ImportCompleted completed, Document last) {
        var known = last.get(WARNINGS, new Document());
        return completed.getDifferences() > 0
                || completed.getRefused() > 0
                || completed.getSummary().getWarnings().stream().anyMatch(warning -> isNew(warning, known));
    }

    private static boolean isNew(ImportWarning warning, Document known) {
        var before = known.getLong(warning.getCode());
        return !warning.getCode().equals(CHOSEN) && (before == null || warning.getCount() > before);
    }
}
