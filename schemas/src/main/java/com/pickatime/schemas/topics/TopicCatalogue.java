package com.pickatime.schemas.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Every topic of the product and its default layout, in one place.
 *
 * <p>No topic is compacted: a person and that person's demographics share a key, so compaction would drop one of them.
 * Retention is what bounds how long a consumer may be away and how far back an import can be replayed.
 */
public final class TopicCatalogue {

    private static final Duration REPLAY = Duration.ofDays(90);
    /** What is in it opens nothing after an hour. */
    private static final Duration OF_NO_USE_LATER = Duration.ofDays(1);

    private static final Duration UNTIL_SOMEBODY_LOOKS = Duration.ofDays(365);

    private static final List<Layout> DEFAULTS = List.of(
            new Layout(Topics.CLASSLINK_NOTIFICATIONS, 3, REPLAY),
            new Layout(Topics.ROSTER_RECORDS, 12, REPLAY),
            new Layout(Topics.IMPORT_EVENTS, 6, REPLAY),
            new Layout(Topics.SSO_EVENTS, 3, REPLAY),
            new Layout(Topics.CONTACT_EVENTS, 6, REPLAY),
            new Layout(Topics.CONFERENCE_EVENTS, 6, REPLAY),
            new Layout(Topics.PASSWORD_LINKS, 3, OF_NO_USE_LATER),
            new Layout(Topics.DISTRICTS_ADDED, 3, REPLAY),
            new Layout(Topics.deadLetters(Topics.CLASSLINK_NOTIFICATIONS), 1, UNTIL_SOMEBODY_LOOKS),
            new Layout(Topics.deadLetters(Topics.ROSTER_RECORDS), 1, UNTIL_SOMEBODY_LOOKS),
            new Layout(Topics.deadLetters(Topics.IMPORT_EVENTS), 1, UNTIL_SOMEBODY_LOOKS),
            new Layout(Topics.deadLetters(Topics.SSO_EVENTS), 1, UNTIL_SOMEBODY_LOOKS),
            new Layout(Topics.deadLetters(Topics.CONTACT_EVENTS), 1, UNTIL_SOMEBODY_LOOKS),
            new Layout(Topics.deadLetters(Topics.CONFERENCE_EVENTS), 1, UNTIL_SOMEBODY_LOOKS),
            new Layout(Topics.deadLetters(Topics.PASSWORD_LINKS), 1, UNTIL_SOMEBODY_LOOKS),
            new Layout(Topics.deadLetters(Topics.DISTRICTS_ADDED), 1, UNTIL_SOMEBODY_LOOKS));

    private TopicCatalogue() {}

    /** How one topic is laid out. */
    public record Layout(String name, int partitions, Duration retention) {

        NewTopic toTopic(short replicationFactor) {
            return new NewTopic(name, partitions, replicationFactor)
                    .configs(Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            String.valueOf(retention.toMillis()),
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                            replicationFactor > 2 ? "2" : "1"));
        }
    }

    /** The topics as they are laid out unless configured otherwise. */
    public static List<Layout> defaults() {
        return DEFAULTS;
    }

    /**
     * The topics to create.
     *
     * @param replicationFactor copies of each partition; from three on, a write waits for two of them
     * @param partitions partition counts by topic name, replacing the default ones
     * @param retention retention times by topic name, replacing the default ones
     * @throws IllegalArgumentException if a name is not in the catalogue
     */
    public static List<NewTopic> topics(
            short replicationFactor, Map<String, Integer> partitions, Map<String, Duration> retention) {
        requireKnown(partitions);
        requireKnown(retention);
        return DEFAULTS.stream()
                .map(layout -> new Layout(
                        layout.name(),
                        partitions.getOrDefault(layout.name(), layout.partitions()),
                        retention.getOrDefault(layout.name(), layout.retention())))
                .map(layout -> layout.toTopic(replicationFactor))
                .toList();
    }

    private static void requireKnown(Map<String, ?> byTopic) {
        var known = DEFAULTS.stream().map(Layout::name).toList();
        byTopic.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no topic is named " + name + "; the topics are " + known);
                });
    }
}
