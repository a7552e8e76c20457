package com.pickatime.imports.run.work;

import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.StoredTotals;
import com.pickatime.imports.publish.KafkaRosterTopic;
import com.pickatime.imports.publish.sourceindex.SourceIndex;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.run.queue.OwnedRuns;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Copies what the contact service holds into the staging area.
 *
 * <p>Where an earlier run of the business was not confirmed, it first waits until everything that is on the topic at this
 * moment is applied: what a run that broke off has published is then part of what is held. Otherwise all of the business
 * is applied, and what other businesses have on the topic is no reason to wait.
 */
@Component
class FetchHeld {

    private final KafkaRosterTopic topic;
    private final SourceIndex index;
    private final ImportRuns runs;
    private final OwnedRuns owned;

    FetchHeld(KafkaRosterTopic topic, SourceIndex index, ImportRuns runs, OwnedRuns owned) {
        this.topic = topic;
        this.index = index;
        this.runs = runs;
        this.owned = owned;
    }

    Mono<StoredTotals> execute(ActiveRun active, Staging staging) {
        active.progress().step(Step.WAITING_FOR_CONTACT_SERVICE);
        return owned.planning(active.run())
                .then(Mono.defer(() -> runs.isAnythingUnconfirmed(active.businessId())))
                .flatMap(unconfirmed -> unconfirmed ? topic.lastOffsets() : Mono.just(Map.<Integer, Long>of()))
                .flatMap(through -> index.copyInto(
                        staging,
                        active.businessId(),
                        through,
                        () -> active.progress().step(Step.COMPARING)));
    }
}
