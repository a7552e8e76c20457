package com.pickatime.imports.source.snapshot;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.snapshot.BucketContent.Entry;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The roster that a snapshot kept. */
final class SnapshotRoster implements RosterSource {

    private static final int AT_ONCE = 64;

    private final Snapshots snapshots;
    private final BusinessId businessId;
    private final @Nullable ImportId snapshot;
    private final @Nullable String school;
    private final Scheduler blocking;

    SnapshotRoster(
            Snapshots snapshots,
            BusinessId businessId,
            @Nullable ImportId snapshot,
            @Nullable String school,
            Scheduler blocking) {
        this.snapshots = snapshots;
        this.businessId = businessId;
        this.snapshot = snapshot;
        this.school = school;
        this.blocking = blocking;
    }

    @Override
    public Mono<SourceReport> copyInto(Staging staging, FetchProgress progress) {
        return Mono.<Void>fromRunnable(() -> staging.restore(school))
                .subscribeOn(blocking)
                .then(
                        snapshot == null
                                ? Mono.just(List.<Copied>of())
                                : snapshots
                                        .of(snapshot)
                                        .switchIfEmpty(Mono.error(SnapshotRoster::gone))
                                        .flatMapMany(there -> Flux.fromIterable(Comparison.TYPES))
                                        .concatMap(type -> copy(snapshot, type, staging, progress))
                                        .collectList())
                .map(copied -> {
                    var rows = new EnumMap<RecordType, Long>(RecordType.class);
                    Comparison.TYPES.forEach(type -> rows.put(type, 0L));
                    copied.forEach(type -> rows.put(type.type(), type.rows()));
                    return new SourceReport(SourceType.SNAPSHOT, rows, List.of(), true);
                });
    }

    private record Copied(RecordType type, long rows) {}

    private Mono<Copied> copy(ImportId from, RecordType type, Staging staging, FetchProgress progress) {
        var copied = new AtomicLong();
        return snapshots
                .part(from.value(), type)
                .flatMapIterable(Part::keys)
                .buffer(AT_ONCE)
                .concatMap(
                        keys -> snapshots
                                .contents(businessId, type, keys)
                                .collectList()
                                .doOnNext(found -> requireAll(keys, found))
                                .flatMapIterable(found -> found)
                                .concatMap(entries -> Mono.fromRunnable(() -> put(type, entries, staging))
                                        .subscribeOn(blocking)
                                        .doOnSuccess(put -> progress.fetched(
                                                type, copied.addAndGet(entries.size()), FetchProgress.UNKNOWN))),
                        1)
                .then(Mono.fromCallable(() -> new Copied(type, copied.get())));
    }

    private static void put(RecordType type, List<Entry> entries, Staging staging) {
        staging.addVersions(entries.stream()
                .filter(entry -> entry.row() != null)
                .map(entry -> new RowVersion(Objects.requireNonNull(entry.row()), null))
                .toList());
        entries.stream()
                .filter(entry -> entry.row() == null)
                .forEach(entry -> staging.refuse(new RowRefusal(
                        type,
                        "snapshot",
                        entry.sourceId(),
                        "sourcedId",
                        "was not read by the imports that were kept, so it stays as it is stored")));
    }

    private static void requireAll(List<String> keys, List<List<Entry>> found) {
        if (found.size() < keys.size()) {
            throw gone();
        }
    }

    private static RosterIncompleteException gone() {
        return new RosterIncompleteException(
                "SNAPSHOT_GONE",
                "What the roster was then is not kept any more, so it cannot be put back. Choose a later import. Nothing was"
                        + " changed.");
    }
}
