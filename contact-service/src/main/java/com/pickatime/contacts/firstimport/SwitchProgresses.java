package com.pickatime.contacts.firstimport;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/**
 * Where administrators are on the way to their first import, as far as no fact tells it; kept in the business's document of
 * {@code businesses}, and changed by nobody who has not seen what is there.
 */
@Component
class SwitchProgresses {

    private static final String WAY = "switchWay";
    private static final String TICKED = "switchTicked";
    private static final String VERSION = "switchVersion";
    private static final String BY = "switchBy";
    private static final String AT = "switchAt";

    private final MongoCollection<Document> businesses;
    private final Clock clock;

    SwitchProgresses(MongoDatabase database, Clock clock) {
        this.businesses = database.getCollection("businesses");
        this.clock = clock;
    }

    /** What is done by hand, outside of this product. */
    enum Tick {
        EVENT_MADE,
        REPORTS_EXPORTED,
        EVENTS_DELETED,
        PARENTS_TOLD
    }

    /**
     * How it stands.
     *
     * @param way that is walked; null until somebody chose one. What was decided stands in the first import's decision
     * @param ticked what was done by hand
     * @param by subject of the token of who changed it last; null for nobody
     * @param version 0 for what nobody changed
     */
    record Progress(
            @Nullable FirstImportDecision way,
            Set<Tick> ticked,
            @Nullable String by,
            @Nullable Instant at,
            int version) {}

    Mono<Progress> of(BusinessId business) {
        return Mono.from(businesses.find(eq(DocumentFields.ID, business)).first())
                .defaultIfEmpty(new Document())
                .map(SwitchProgresses::progress);
    }

    private static Progress progress(Document document) {
        var way = document.getString(WAY);
        var at = document.getDate(AT);
        var ticked = EnumSet.noneOf(Tick.class);
        document.getList(TICKED, String.class, List.of()).forEach(name -> ticked.add(Tick.valueOf(name)));
        return new Progress(
                way == null ? null : FirstImportDecision.valueOf(way),
                ticked,
                document.getString(BY),
                at == null ? null : at.toInstant(),
                document.getInteger(VERSION, 0));
    }

    /** Puts this in the place of the version that was seen; fails with 412 if another one is there. */
    Mono<Progress> replace(
            BusinessId business, int seen, @Nullable FirstImportDecision way, Collection<Tick> ticked, String by) {
        boolean isFirst = seen == 0;
        return Mono.defer(() -> Mono.from(businesses.updateOne(
                        and(eq(DocumentFields.ID, business), eq(VERSION, isFirst ? null : seen)),
                        Updates.combine(
                                way == null ? Updates.unset(WAY) : Updates.set(WAY, way.name()),
                                Updates.set(
                                        TICKED,
                                        ticked.stream()
                                                .map(Enum::name)
                                                .sorted()
                                                .distinct()
                                                .toList()),
                                Updates.set(VERSION, seen + 1),
                                Updates.set(BY, by),
                                Updates.set(AT, Date.from(clock.instant()))),
                        new UpdateOptions().upsert(isFirst))))
                // another version of the document is there, so that it cannot be made
                .onErrorMap(DuplicateKeys::isCauseOf, met -> changed())
                .filter(result -> isFirst || isMet(result))
                .switchIfEmpty(Mono.error(SwitchProgresses::changed))
                .then(Mono.defer(() -> of(business)));
    }

    private static boolean isMet(UpdateResult result) {
        return result.getMatchedCount() == 1;
    }

    static ErrorResponseException changed() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "Somebody else changed it since you looked. Get it again, and repeat the change with its new ETag if it is"
                        + " still what you want.");
    }
}
