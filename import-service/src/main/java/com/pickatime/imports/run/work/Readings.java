package com.pickatime.imports.run.work;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ImportMode;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.event.PlannedImport;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.source.Reading;
import com.pickatime.imports.store.StoreAway;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was read by the last import of every business whose result the contact service holds: while that did not change, and the source
 * neither, there is nothing to compare.
 *
 * <p>Only for so long: what somebody changed in a database by hand is found within a week. And only since this instance started, so that
 * another version of it, with other rules, compares everything once.
 */
@Component
class Readings {

    private static final Logger log = LoggerFactory.getLogger(Readings.class);

    private static final Duration TRUSTED = Duration.ofDays(7);

    private static final String ID = "_id";
    private static final String IMPORT = "importId";
    private static final String REVISION = "revision";
    private static final String LAST_CHANGE = "lastChange";
    private static final String AT = "at";
    private static final String SEALED = "sealed";

    private final MongoCollection<Document> readings;
    private final ImportRuns runs;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final Scheduler blocking;
    private final Clock clock;
    private final Instant started;

    Readings(
            MongoDatabase database,
            ImportRuns runs,
            FieldCipher cipher,
            JsonMapper json,
            Scheduler blocking,
            Clock clock) {
        this.readings = database.getCollection("roster_readings");
        this.runs = runs;
        this.cipher = cipher;
        this.json = json;
        this.blocking = blocking;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** What an import read, and what it came to. */
    record Known(ImportId importId, long revision, String lastChange, Content content) {

        Reading reading() {
            return content.reading();
        }

        /** As if the same was read once more by {@code run}, and compared. */
        PlannedImport again(ImportRun run) {
            var types = new EnumMap<RecordType, TypePlan>(RecordType.class);
            var stored = new StoredTotals();
            stored.highestRevision(revision);
            for (var line : content.plan().types()) {
                var digest = RosterDigest.fromHex(
                        Objects.requireNonNull(content.digests().get(line.type())));
                types.put(
                        line.type(),
                        new TypePlan(0, 0, 0, line.unchanged(), line.refused(), line.sourceCount(), digest));
                stored.add(line.type(), new StoredTotals.Total(line.sourceCount(), digest));
            }
            var plan = new Plan(types, List.of(), content.plan().facts(), RosterDigest.EMPTY, List.of());
            return new PlannedImport(run, plan, content.plan(), stored, null);
        }
    }

    /**
     * What is sealed.
     *
     * @param plan that of a run that would find everything as it was left
     * @param digests by type, hexadecimal, over what is stored
     */
    record Content(Reading reading, PlanSummary plan, Map<RecordType, String> digests) {}

    /** Keeps what a run read that is about to be carried out or has nothing to do; whether it comes to that, the run says later. */
    Mono<Void> keep(PlannedImport planned) {
        var reading = planned.reading();
        var lastChange = planned.stored().lastChange();
        if (reading == null || lastChange == null) {
            return Mono.empty();
        }
        var run = planned.run();
        return Mono.fromCallable(() -> {
                    var digests = new EnumMap<RecordType, String>(RecordType.class);
                    planned.plan()
                            .types()
                            .forEach((type, plan) ->
                                    digests.put(type, plan.sourceDigest().toHex()));
                    var content = json.writeValueAsBytes(
                            new Content(reading, planned.summary().carriedOut(), digests));
                    return new Document(IMPORT, run.importId())
                            .append(
                                    REVISION,
                                    planned.plan().isEmpty() ? planned.stored().highestRevision() : run.revision())
                            .append(LAST_CHANGE, lastChange)
                            .append(AT, Date.from(clock.instant()))
                            .append(
                                    SEALED,
                                    new Binary(cipher.seal(
                                            run.businessId(), run.importId().value(), SEALED, content)));
                })
                .subscribeOn(blocking)
                .flatMap(document -> Mono.from(
                        readings.replaceOne(eq(ID, run.businessId()), document, new ReplaceOptions().upsert(true))))
                .then();
    }

    /** What is stored is not what was thought: the next run compares. */
    Mono<Void> forget(BusinessId business) {
        return Mono.from(readings.deleteOne(eq(ID, business))).then();
    }

    /**
     * What was read by the last import that was confirmed, if a run may make use of that: one that reads its roster whole, and neither
     * shows nor carries out a plan that somebody looked at. Nothing where that is not known.
     */
    Mono<Known> last(ImportRun run) {
        var order = run.order();
        if (order.mode() != ImportMode.FULL
                || order.undoing() != null
                || order.movedFor() != null
                || order.approvedPlan() != null) {
            return Mono.empty();
        }
        return Mono.defer(() -> Mono.from(readings.find(and(
                                eq(ID, run.businessId()),
                                gte(AT, Date.from(started)),
                                gt(AT, Date.from(clock.instant().minus(TRUSTED)))))
                        .first()))
                .filterWhen(document -> runs.find(new ImportId(document.getString(IMPORT)))
                        .map(Readings::isWhole)
                        .defaultIfEmpty(false))
                .filterWhen(
                        document -> runs.isAnythingUnconfirmed(run.businessId()).map(unconfirmed -> !unconfirmed))
                .flatMap(document -> Mono.fromCallable(() -> known(run.businessId(), document))
                        .subscribeOn(blocking))
                // whatever is wrong with it, the run does without
                .onErrorResume(failure -> !StoreAway.isCauseOf(failure), failure -> {
                    log.warn(
                            "{} cannot read what was kept of an earlier reading ({}), and compares everything",
                            run.label(),
                            failure.getClass().getSimpleName());
                    return Mono.empty();
                });
    }

    private static boolean isWhole(ImportRun read) {
        var completion = read.completion();
        return read.state() == RunState.COMPLETED && completion != null && completion.differences() == 0;
    }

    private Known known(BusinessId business, Document document) {
        var importId = document.getString(IMPORT);
        var content = json.readValue(
                cipher.openBytes(
                        business,
                        importId,
                        SEALED,
                        document.get(SEALED, Binary.class).getData()),
                Content.class);
        return new Known(new ImportId(importId), document.getLong(REVISION), document.getString(LAST_CHANGE), content);
    }
}
