package com.pickatime.contacts.intake;

import com.pickatime.contacts.completion.Completions;
import com.pickatime.contacts.ledger.AppliedOffsets;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.progress.ImportProgress;
import com.pickatime.contacts.reading.ReadRecord.RefusedRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Accounts for a batch: what is noted before its changes are written, and what is counted after. */
@Component
final class BatchAccounting {

    private final HighestRevisions revisions;
    private final Completions completions;
    private final AppliedOffsets offsets;
    private final ImportLedger ledger;
    private final ImportProgress progress;

    BatchAccounting(
            HighestRevisions revisions,
            Completions completions,
            AppliedOffsets offsets,
            ImportLedger ledger,
            ImportProgress progress) {
        this.revisions = revisions;
        this.completions = completions;
        this.offsets = offsets;
        this.ledger = ledger;
        this.progress = progress;
    }

    /** Before anything is written: which revisions come, and which imports end. */
    Mono<Void> begin(RosterBatch batch) {
        return revisions
                .note(batch.revisions())
                .then(Flux.fromIterable(batch.barriers())
                        .concatMap(barrier -> completions.barrierSeen(
                                barrier.run(),
                                Instant.ofEpochMilli(barrier.origin().timestamp())))
                        .then());
    }

    /** Without those that went to the dead letters when they were delivered before. */
    Mono<List<RefusedRecord>> newRefusals(List<RefusedRecord> refusals) {
        if (refusals.isEmpty()) {
            return Mono.just(refusals);
        }
        var partitions =
                refusals.stream().map(refusal -> refusal.origin().partition()).collect(Collectors.toSet());
        return offsets.of(partitions)
                .map(known -> refusals.stream()
                        .filter(refusal -> refusal.origin().offset()
                                > known.getOrDefault(refusal.origin().partition(), AppliedOffsets.NOTHING))
                        .toList());
    }

    /** After everything was written: counts it. */
    Mono<Map<Integer, Long>> finish(RosterBatch batch, Map<Integer, Long> seekedAfter) {
        return ledger.enter(batch.processed(), seekedAfter)
                .doOnNext(this::noteRevisionsAgain)
                .doOnNext(gaps -> batch.runs().forEach(progress::applied));
    }

    /** As {@link ImportLedger#confirm}. */
    Mono<Map<Integer, Long>> confirm(Map<Integer, Long> read, Map<Integer, Long> seekedAfter) {
        return ledger.confirm(read, seekedAfter).doOnNext(this::noteRevisionsAgain);
    }

    /** As {@link ImportLedger#appliedThrough}. */
    Mono<Map<Integer, Long>> appliedThrough(String topicId, Collection<Integer> partitions) {
        return ledger.appliedThrough(topicId, partitions);
    }

    private void noteRevisionsAgain(Map<Integer, Long> gaps) {
        if (!gaps.isEmpty()) {
            revisions.forget();
        }
    }
}
