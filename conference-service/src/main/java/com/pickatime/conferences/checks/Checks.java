package com.pickatime.conferences.checks;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pullAll;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.mongo.LostRaces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is asked for is kept until it is done, one document for each business, so that neither a crash nor a service that is away loses
 * it. It is done twice: whoever books at this moment may still have been told what was true some seconds ago. And it is done every day.
 */
@Component
public class Checks implements Indexed {

    /** By then nobody believes an answer from before the change: longer than one is kept and waited for. */
    static final Duration SECOND_LOOK = Duration.ofSeconds(30);

    private static final String ID = "_id";
    /** What nobody tells of, such as that an administrator removed somebody, is found by then. */
    static final Duration REGULAR_LOOK = Duration.ofDays(1);

    /** How often it was asked for, ever. */
    private static final String WANTED = "wanted";

    private static final String DUE = "due";
    /** How many looks are left. */
    private static final String LOOKS = "looks";
    /** Whether those that are over are to be looked at too. */
    private static final String ALL = "all";

    private static final String IMPORTS = "imports";
    private static final String CHECKED = "checked";
    private static final int MOST_REMEMBERED = 100;

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final MongoCollection<Document> checks;
    private final Lease lease;
    private final Clock clock;

    Checks(MongoDatabase database, Clock clock) {
        this.checks = database.getCollection("checks");
        this.lease = new Lease(checks, "owner", "until", UUID.randomUUID().toString(), clock);
        this.clock = clock;
    }

    /**
     * A look that is due.
     *
     * @param all whether those that are over are to be looked at too
     * @param imports those that were completed before
     */
    public record Check(BusinessId business, boolean all, List<ImportId> imports, int looks, long wanted) {}

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(checks.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true)))
                .then();
    }

    /** The appointments that are not over are to be looked at. */
    public Mono<Void> ask(BusinessId business) {
        return Mono.defer(() -> upsert(business, asked()));
    }

    /** Those that are over too: contacts were merged or parted. */
    public Mono<Void> askAll(BusinessId business) {
        return Mono.defer(() -> upsert(business, combine(asked(), set(ALL, true))));
    }

    /** As {@link #ask}, after an import; {@link #isChecked} tells when it is done. */
    public Mono<Void> ask(BusinessId business, ImportId importId) {
        return Mono.defer(() -> upsert(business, combine(asked(), addToSet(IMPORTS, importId.value()))));
    }

    /** An import changed nothing, so that there is nothing to look at. */
    public Mono<Void> nothingChanged(BusinessId business, ImportId importId) {
        return Mono.defer(() -> upsert(business, remembering(List.of(importId.value()))));
    }

    private Bson asked() {
        return combine(inc(WANTED, 1L), set(DUE, Date.from(clock.instant())), set(LOOKS, 2));
    }

    private Mono<Void> upsert(BusinessId business, Bson change) {
        return Mono.defer(() ->
                        Mono.from(checks.updateOne(eq(ID, business.value()), change, new UpdateOptions().upsert(true))))
                .retryWhen(LostRaces.retry())
                .then();
    }

    /** Whether the appointments were looked at after this import. */
    public Mono<Boolean> isChecked(BusinessId business, ImportId importId) {
        return Mono.from(checks.find(and(eq(ID, business.value()), eq(CHECKED, importId.value())))
                        .first())
                .hasElement();
    }

    /** What is due and done by nobody. */
    public Flux<Check> due(int most) {
        return Flux.defer(() -> checks.find(and(lte(DUE, Date.from(clock.instant())), lease.free()))
                        .sort(Sorts.ascending(DUE))
                        .limit(most))
                .map(Checks::read);
    }

    /** Looks, unless it is done by another instance; whoever dies leaves it to others half a minute later. */
    public Mono<Void> during(Check check, Mono<Void> look) {
        return leased(check.business(), look.then(Mono.defer(() -> done(check))))
                .then();
    }

    /** Takes another look at appointments of a business, unless somebody looks now; emits whether it was taken. */
    public Mono<Boolean> alone(BusinessId business, Mono<Void> look) {
        return upsert(business, setOnInsert(WANTED, 0L))
                .then(leased(business, look))
                .hasElement();
    }

    /** Two who looked at the same time could each write what the other knew better. Empty if somebody has it. */
    private Mono<BusinessId> leased(BusinessId business, Mono<Void> look) {
        var document = eq(ID, business.value());
        return lease.take(document, LEASE)
                .flatMap(until -> lease.during(document, LEASE, look.thenReturn(business))
                        .delayUntil(done -> lease.keep(document, Duration.ZERO))
                        .onErrorResume(
                                failure -> lease.keep(document, Duration.ZERO).then(Mono.error(failure))));
    }

    private Mono<Void> done(Check check) {
        var imports = check.imports().stream().map(ImportId::value).toList();
        var changes = new ArrayList<Bson>();
        if (check.looks() > 1) {
            changes.add(set(LOOKS, 1));
            changes.add(set(DUE, Date.from(clock.instant().plus(SECOND_LOOK))));
            changes.add(unset(ALL));
        } else {
            changes.add(set(DUE, Date.from(clock.instant().plus(REGULAR_LOOK))));
        }
        var document = eq(ID, check.business().value());
        return (imports.isEmpty()
                        ? Mono.<Void>empty()
                        : Mono.from(checks.updateOne(document, pullAll(IMPORTS, imports)))
                                .then(Mono.from(checks.updateOne(document, remembering(imports))))
                                .then())
                .then(Mono.from(checks.updateOne(and(document, eq(WANTED, check.wanted())), combine(changes))))
                .then();
    }

    private static Bson remembering(List<String> imports) {
        return pushEach(CHECKED, imports, new PushOptions().slice(-MOST_REMEMBERED));
    }

    private static Check read(Document document) {
        return new Check(
                new BusinessId(document.getString(ID)),
                document.getBoolean(ALL, false),
                document.getList(IMPORTS, String.class, List.of()).stream()
                        .map(ImportId::new)
                        .toList(),
                document.getInteger(LOOKS),
                document.getLong(WANTED));
    }
}
