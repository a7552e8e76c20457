package com.pickatime.contacts.ledger;

import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.ImportId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Counts what has been applied, each record once however often it is delivered.
 *
 * <p>A batch is entered after its writes were acknowledged, and only where it joins on to what the store knows: each
 * import's entry for the partition, and the partition's applied offset. Both move by compare-and-set, so a consumer that lost its
 * partition without noticing cannot count what its successor counted. A crash that leaves only one of them moved is
 * harmless: each knows its own offset, and Kafka delivers the batch again.
 */
@Component
public class ImportLedger {

    private static final Logger log = LoggerFactory.getLogger(ImportLedger.class);

    private static final int RETRIES = 20;
    private static final Duration FIRST_RETRY = Duration.ofMillis(5);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final LedgerEntries entries;
    private final AppliedOffsets offsets;

    ImportLedger(LedgerEntries entries, AppliedOffsets offsets) {
        this.entries = entries;
        this.offsets = offsets;
    }

    /** The ledger that a database holds. */
    public static ImportLedger in(MongoDatabase database, LedgerSettings settings, Clock clock) {
        return new ImportLedger(new LedgerEntries(database, settings, clock), new AppliedOffsets(database));
    }

    /**
     * Enters records, which are in order within each partition.
     *
     * @param seekedAfter a partition and the applied offset after which it was sought: what is missing after that offset is
     *     not in Kafka either
     * @return gaps: partitions of which nothing was entered, and the applied offset to seek after
     */
    public Mono<Map<Integer, Long>> enter(List<ProcessedRecord> records, Map<Integer, Long> seekedAfter) {
        return Mono.defer(() -> attempt(records, seekedAfter))
                .retryWhen(Retry.backoff(RETRIES, FIRST_RETRY)
                        .maxBackoff(LONGEST_WAIT)
                        .filter(BulkCompareAndSet.LostRaceException.class::isInstance)
                        .onRetryExhaustedThrow((spec, last) -> last.failure()));
    }

    /**
     * Compares applied offsets with what was read from Kafka while nothing more arrives.
     *
     * @param read offset of the last record read, by partition
     * @param seekedAfter as for {@link #enter}; such an offset is advanced to what was read
     * @return gaps: partitions of which the store lacks something, and the applied offset to seek after
     */
    public Mono<Map<Integer, Long>> confirm(Map<Integer, Long> read, Map<Integer, Long> seekedAfter) {
        return offsets.of(read.keySet()).flatMap(stored -> {
            var gaps = new HashMap<Integer, Long>();
            var absent = new HashMap<Integer, Long>();
            read.forEach((partition, offset) -> {
                Long known = stored.getOrDefault(partition, AppliedOffsets.NOTHING);
                if (offset > known) {
                    (known.equals(seekedAfter.get(partition)) ? absent : gaps)
                            .put(partition, known.equals(seekedAfter.get(partition)) ? offset : known);
                }
            });
            return offsets.advance(stored, absent).thenReturn(gaps);
        });
    }

    /**
     * Where reading these partitions of a topic must begin, each by the last offset that was applied; {@link
     * AppliedOffsets#NOTHING} for none.
     *
     * <p>A topic that was made anew counts its offsets from 0 again. Its id tells it from the old one, whose offsets mean
     * nothing in it.
     */
    public Mono<Map<Integer, Long>> appliedThrough(String topicId, Collection<Integer> partitions) {
        return offsets.ofAnotherTopic(topicId, partitions)
                .flatMap(anew -> reset(topicId, anew))
                .then(Mono.defer(() -> offsets.noteTopic(topicId, partitions)))
                .then(Mono.defer(() -> offsets.of(partitions)));
    }

    /** The offsets last, so that a crash in between does it all again before anything is counted. */
    private Mono<Void> reset(String topicId, Set<Integer> partitions) {
        if (partitions.isEmpty()) {
            return Mono.empty();
        }
        log.warn(
                "partitions={} of the roster topic were made anew: they are read from their start, because the offsets"
                        + " in the old topic mean nothing in them",
                partitions);
        return entries.reset(partitions).then(Mono.defer(() -> offsets.reset(topicId, partitions)));
    }

    /** How far an import has come; empty if nothing of it has arrived. */
    public Mono<ImportCounts> counts(ImportId importId) {
        return entries.ofImport(importId)
                .collectList()
                .filter(stored -> !stored.isEmpty())
                .map(ImportCounts::of);
    }

    private Mono<Map<Integer, Long>> attempt(List<ProcessedRecord> records, Map<Integer, Long> seekedAfter) {
        var ranges = OffsetRanges.of(records);
        return Mono.zip(offsets.of(ranges.partitions()), entries.read(ids(records)))
                .flatMap(stored -> {
                    var gaps = ranges.gaps(stored.getT1(), seekedAfter);
                    var joining = records.stream()
                            .filter(Predicate.not(record -> gaps.containsKey(record.partition())))
                            .toList();
                    return Mono.when(
                                    BulkCompareAndSet.write(entries.collection(), updates(joining, stored.getT2())),
                                    offsets.advance(stored.getT1(), ranges.progress(stored.getT1(), gaps.keySet())))
                            .thenReturn(gaps);
                });
    }

    private List<WriteModel<Document>> updates(List<ProcessedRecord> records, Map<String, LedgerEntry> stored) {
        var next = new LinkedHashMap<String, LedgerEntry>();
        for (var record : records) {
            var run = record.run();
            if (run != null) {
                var id = LedgerEntry.id(run.importId(), record.partition());
                var entry = next.getOrDefault(id, stored.get(id));
                next.put(id, (entry == null ? LedgerEntry.empty(run, record.partition()) : entry).with(record));
            }
        }
        var updates = new ArrayList<WriteModel<Document>>();
        next.forEach((id, entry) -> {
            if (!Objects.equals(entry, stored.get(id))) {
                updates.add(entries.compareAndSet(stored.get(id), entry));
            }
        });
        return updates;
    }

    private static Set<String> ids(List<ProcessedRecord> records) {
        var ids = new HashSet<String>();
        for (var record : records) {
            if (record.run() != null) {
                ids.add(LedgerEntry.id(record.run().importId(), record.partition()));
            }
        }
        return ids;
    }

    /** First and last offset of a batch by partition. */
    private record OffsetRanges(Map<Integer, Long> first, Map<Integer, Long> last) {

        static OffsetRanges of(List<ProcessedRecord> records) {
            var first = new HashMap<Integer, Long>();
            var last = new HashMap<Integer, Long>();
            for (var record : records) {
                first.putIfAbsent(record.partition(), record.offset());
                last.put(record.partition(), record.offset());
            }
            return new OffsetRanges(first, last);
        }

        Set<Integer> partitions() {
            return first.keySet();
        }

        Map<Integer, Long> gaps(Map<Integer, Long> stored, Map<Integer, Long> seekedAfter) {
            var gaps = new HashMap<Integer, Long>();
            first.forEach((partition, offset) -> {
                long known = stored.getOrDefault(partition, AppliedOffsets.NOTHING);
                if (offset > known + 1 && !Long.valueOf(known).equals(seekedAfter.get(partition))) {
                    gaps.put(partition, known);
                }
            });
            return gaps;
        }

        Map<Integer, Long> progress(Map<Integer, Long> stored, Set<Integer> gaps) {
            var progress = new HashMap<>(last);
            progress.keySet().removeAll(gaps);
            progress.entrySet()
                    .removeIf(entry -> entry.getValue() <= stored.getOrDefault(entry.getKey(), AppliedOffsets.NOTHING));
            return progress;
        }
    }
}
