package com.pickatime.imports.execution;

import com.pickatime.imports.active.ActiveRun;
import com.pickatime.imports.publishing.KafkaRosterTopic;
import com.pickatime.imports.queue.OwnedRuns;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.sourceindex.Held;
import com.pickatime.imports.sourceindex.SourceIndex;
import com.pickatime.imports.staging.Staging;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Copies what the contact service holds into the staging area.
 *
 * <p>First it waits until everything that is on the topic at this moment is applied: what a run that broke off has
 * published is then part of what is held.
 */
@Component
class FetchHeld {

    private final KafkaRosterTopic topic;
    private final SourceIndex index;
    private final OwnedRuns owned;

    FetchHeld(KafkaRosterTopic topic, SourceIndex index, OwnedRuns owned) {
        this.topic = topic;
        this.index = index;
        this.owned = owned;
    }

    Mono<Held> execute(ActiveRun active, Staging staging) {
        active.progress().step(Step.WAITING_FOR_CONTACT_SERVICE);
        return owned.planning(active.run())
                .then(Mono.defer(topic::lastOffsets))
                .flatMap(through -> index.copyInto(
                        staging,
                        active.businessId(),
                        through,
                        () -> active.progress().step(Step.COMPARING)));
    }
}
