package com.pickatime.contacts.completion;

import com.pickatime.contacts.completion.Completions.WithoutEvent;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportPublished;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Learns from {@code import.events} how many barriers an import has and what it found: without that, none is completed.
 *
 * <p>Waits for the store on Kafka's own thread. What else is on the topic, this service's own events among it, changes
 * nothing. Unlike those of the roster, the offsets of this topic do not live with the data: a store that went back may
 * have lost what was read. So an import that has barriers and no such event, when all that is there was read, makes it read
 * the topic again from before the barrier.
 */
@Component
class ImportPublishedListener implements ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(ImportPublishedListener.class);

    /** Longer than the MongoDB driver looks for a server, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The event follows the barrier, by the clock of another machine perhaps. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private static final String PART = "the look for imports whose event is missing";

    private final Completions completions;
    private final CompletionSettings settings;
    private final Standstill standstill;

    /** How often an import was found without its event in this very assignment. */
    private final Map<ImportId, Integer> found = new ConcurrentHashMap<>();

    ImportPublishedListener(Completions completions, CompletionSettings settings, Standstill standstill) {
        this.completions = completions;
        this.settings = settings;
        this.standstill = standstill;
    }

    @KafkaListener(
            id = "import-events",
            groupId = "${spring.kafka.consumer.group-id}-events",
            topics = Topics.IMPORT_EVENTS)
    void on(ImportEvent event) {
        if (event.getEvent() instanceof ImportPublished published) {
            var importId =
                    new ImportId(Objects.requireNonNull(event.getImportId(), "an import that was published has an id"));
            if (published.getPartitions() < 1) {
                throw new IllegalArgumentException("import=" + importId + " has no barriers");
            }
            completions
                    .published(
                            new RunKey(importId, new BusinessId(event.getBusinessId()), published.getRevision()),
                            published.getPartitions(),
                            published.getSummary())
                    .block(PATIENCE);
        }
    }

    /** What was read again before were perhaps other partitions. */
    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        if (!assignments.isEmpty()) {
            found.clear();
        }
    }

    @Override
    public void onIdleContainer(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        if (assignments.isEmpty()) {
            return;
        }
        try {
            var withoutEvent = Objects.requireNonNull(completions
                    .withoutEvent(settings.eventPatience())
                    .collectList()
                    .block(PATIENCE));
            standstill.goesOn(PART);
            seekToMissing(withoutEvent, assignments.keySet(), callback);
        } catch (RuntimeException e) {
            standstill.waits(PART, e);
        }
    }

    /** Once for each import: if the event is not there then, it never will be unless somebody publishes it. */
    private void seekToMissing(
            List<WithoutEvent> withoutEvent, Collection<TopicPartition> assigned, ConsumerSeekCallback callback) {
        found.keySet()
                .retainAll(
                        withoutEvent.stream().map(one -> one.run().importId()).collect(Collectors.toSet()));
        var anew = new ArrayList<WithoutEvent>();
        for (var one : withoutEvent) {
            switch (found.merge(one.run().importId(), 1, Integer::sum)) {
                case 1 -> anew.add(one);
                case 2 -> logMissing(one, assigned);
                default -> {
                    // it was told
                }
            }
        }
        anew.stream()
                .map(WithoutEvent::barrierAt)
                .min(Comparator.naturalOrder())
                .map(first -> first.minus(CLOCKS))
                .ifPresent(from -> {
                    log.warn(
                            "imports={} have barriers and no ImportPublished: {} is read again from {}",
                            anew.stream().map(one -> one.run().importId()).toList(),
                            Topics.IMPORT_EVENTS,
                            from);
                    callback.seekToTimestamp(assigned, from.toEpochMilli());
                });
    }

    private static void logMissing(WithoutEvent one, Collection<TopicPartition> assigned) {
        log.error(
                "import={} business={} has barriers since {} and no ImportPublished in {}: it is applied and cannot be"
                        + " completed until that comes. Look at {} and at the import service's run; otherwise import again.",
                one.run().importId(),
                one.run().businessId(),
                one.barrierAt(),
                assigned,
                Topics.deadLetters(Topics.IMPORT_EVENTS));
    }
}
