package com.pickatime.contacts.ledger;

import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
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
 * import's entry for the partition, and the partition's position. Both move by compare-and-set, so a consumer that lost its
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
    private final Positions positions;

    ImportLedger(LedgerEntries entries, Positions positions) {
        this.entries = entries;
        this.positions = positions;
    }

    /** The ledger that a database holds. */
    public static ImportLedger in(MongoDatabase database, LedgerSettings settings, Clock clock) {
        return new ImportLedger(new LedgerEntries(database, settings, clock), new Positions(database));
    }

    /**
     * Enters records, which are in order within each partition.
     *
     * @param excused a partition and the position from which it was read again: what is missing after that position is
     *     not in Kafka either
     * @return where the store is behind: partitions of which nothing was entered, and the position to read again from
     */
    public Mono<Map<Integer, Long>> enter(List<ProcessedRecord> records, Map<Integer, Long> excused) {
        return Mono.defer(() -> attempt(records, excused))
                .retryWhen(Retry.backoff(RETRIES, FIRST_RETRY)
                        .maxBackoff(LONGEST_WAIT)
                        .filter(Moves.OvertakenException.class::isInstance)
                        .onRetryExhaustedThrow((spec, last) -> last.failure()));
    }

    /**
     * Compares positions with what was read from Kafka while nothing more arrives.
     *
     * @param read offset of the last record read, by partition
     * @param excused as for {@link #enter}; such a position is moved on to what was read
     * @return where the store is behind, and the position to read again from
     */
    public Mono<Map<Integer, Long>> confirm(Map<Integer, Long> read, Map<Integer, Long> excused) {
        return positions.of(read.keySet()).flatMap(held -> {
            var behind = new HashMap<Integer, Long>();
            var absent = new HashMap<Integer, Long>();
            read.forEach((partition, offset) -> {
                Long known = held.getOrDefault(partition, Positions.NOTHING);
                if (offset > known) {
                    (known.equals(excused.get(partition)) ? absent : behind)
                            .put(partition, known.equals(excused.get(partition)) ? offset : known);
                }
            });
            return positions.move(held, absent).thenReturn(behind);
        });
    }

    /**
     * Where reading these partitions of a topic must begin, each by the last offset that was applied; {@link
     * Positions#NOTHING} for none.
     *
     * <p>A topic that was made anew counts its offsets from 0 again. Its id tells it from the old one, whose positions mean
     * nothing in it.
     */
    public Mono<Map<Integer, Long>> readThrough(String topicId, Collection<Integer> partitions) {
        return positions
                .ofAnotherTopic(topicId, partitions)
                .flatMap(anew -> startAgain(topicId, anew))
                .then(Mono.defer(() -> positions.belongTo(topicId, partitions)))
                .then(Mono.defer(() -> positions.of(partitions)));
    }

    /** The positions last, so that a crash in between does it all again before anything is counted. */
    private Mono<Void> startAgain(String topicId, Set<Integer> partitions) {
        if (partitions.isEmpty()) {
            return Mono.empty();
        }
        log.warn(
                "partitions={} of the roster topic were made anew: they are read from their start, because the positions"
                        + " in the old topic mean nothing in them",
                partitions);
        return entries.startAgain(partitions).then(Mono.defer(() -> positions.startAgain(topicId, partitions)));
    }

    /** How far an import has come; empty if nothing of it has arrived. */
    public Mono<ImportStanding> standing(String importId) {
        return entries.ofImport(importId)
                .collectList()
                .filter(held -> !held.isEmpty())
                .map(ImportStanding::of);
    }

    private Mono<Map<Integer, Long>> attempt(List<ProcessedRecord> records, Map<Integer, Long> excused) {
        var span = Span.of(records);
        return Mono.zip(positions.of(span.partitions()), entries.read(ids(records)))
                .flatMap(held -> {
                    var behind = span.gaps(held.getT1(), excused);
                    var joining = records.stream()
                            .filter(Predicate.not(record -> behind.containsKey(record.partition())))
                            .toList();
                    return Mono.when(
                                    Moves.make(entries.collection(), moves(joining, held.getT2())),
                                    positions.move(held.getT1(), span.progress(held.getT1(), behind.keySet())))
                            .thenReturn(behind);
                });
    }

    private List<WriteModel<Document>> moves(List<ProcessedRecord> records, Map<String, LedgerEntry> held) {
        var next = new LinkedHashMap<String, LedgerEntry>();
        for (var record : records) {
            var run = record.run();
            if (run != null) {
                var id = LedgerEntry.id(run.importId(), record.partition());
                var entry = next.getOrDefault(id, held.get(id));
                next.put(id, (entry == null ? LedgerEntry.empty(run, record.partition()) : entry).with(record));
            }
        }
        var moves = new ArrayList<WriteModel<Document>>();
        next.forEach((id, entry) -> {
            if (!Objects.equals(entry, held.get(id))) {
                moves.add(entries.move(held.get(id), entry));
            }
        });
        return moves;
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
    private record Span(Map<Integer, Long> first, Map<Integer, Long> last) {

        static Span of(List<ProcessedRecord> records) {
            var first = new HashMap<Integer, Long>();
            var last = new HashMap<Integer, Long>();
            for (var record : records) {
                first.putIfAbsent(record.partition(), record.offset());
                last.put(record.partition(), record.offset());
            }
            return new Span(first, last);
        }

        Set<Integer> partitions() {
            return first.keySet();
        }

        Map<Integer, Long> gaps(Map<Integer, Long> held, Map<Integer, Long> excused) {
            var gaps = new HashMap<Integer, Long>();
            first.forEach((partition, offset) -> {
                long known = held.getOrDefault(partition, Positions.NOTHING);
                if (offset > known + 1 && !Long.valueOf(known).equals(excused.get(partition))) {
                    gaps.put(partition, known);
                }
            });
            return gaps;
        }

        Map<Integer, Long> progress(Map<Integer, Long> held, Set<Integer> behind) {
            var progress = new HashMap<>(last);
            progress.keySet().removeAll(behind);
            progress.entrySet()
                    .removeIf(entry -> entry.getValue() <= held.getOrDefault(entry.getKey(), Positions.NOTHING));
            return progress;
        }
    }
}
