package com.pickatime.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCatalogueTest {

    @Test
    void listsEveryTopicAndItsDeadLetters() {
        assertThat(TopicCatalogue.defaults())
                .extracting(TopicCatalogue.Layout::name)
                .containsExactlyInAnyOrder(
                        "classlink.notifications",
                        "roster.records",
                        "import.events",
                        "sso.events",
                        "contact.events",
                        "conference.events",
                        "password.links",
                        "districts.added",
                        "classlink.notifications-dlt",
                        "roster.records-dlt",
                        "import.events-dlt",
                        "sso.events-dlt",
                        "contact.events-dlt",
                        "conference.events-dlt",
                        "password.links-dlt",
                        "districts.added-dlt");
    }

    @Test
    void laysTopicsOutByDefault() {
        var topics = topics(1, Map.of(), Map.of());

        assertThat(topics)
                .extracting(NewTopic::numPartitions)
                .containsExactly(3, 12, 6, 3, 6, 6, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(topics)
                .extracting(topic -> days(config(topic, "retention.ms")))
                .containsExactly(90L, 90L, 90L, 90L, 90L, 90L, 1L, 90L, 365L, 365L, 365L, 365L, 365L, 365L, 365L, 365L);
    }

    @Test
    void compactsNothing() {
        assertThat(topics(1, Map.of(), Map.of()))
                .allSatisfy(topic -> assertThat(config(topic, "cleanup.policy")).isEqualTo("delete"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "5, 2"})
    void waitsForTwoCopiesFromThreeOn(int replicationFactor, String minInSync) {
        assertThat(topics(replicationFactor, Map.of(), Map.of())).allSatisfy(topic -> {
            assertThat(topic.replicationFactor()).isEqualTo((short) replicationFactor);
            assertThat(config(topic, "min.insync.replicas")).isEqualTo(minInSync);
        });
    }

    @Test
    void overridesSingleTopics() {
        var topics = topics(1, Map.of(Topics.ROSTER_RECORDS, 48), Map.of(Topics.IMPORT_EVENTS, Duration.ofDays(7)));

        assertThat(topics)
                .extracting(NewTopic::numPartitions)
                .containsExactly(3, 48, 6, 3, 6, 6, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(topics)
                .extracting(topic -> days(config(topic, "retention.ms")))
                .containsExactly(90L, 90L, 7L, 90L, 90L, 90L, 1L, 90L, 365L, 365L, 365L, 365L, 365L, 365L, 365L, 365L);
    }

    @Test
    void refusesANameItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topics(1, Map.of("roster.record", 48), Map.of()))
                .withMessageContaining("roster.record;")
                .withMessageContaining("roster.records");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topics(1, Map.of(), Map.of("imports", Duration.ofDays(7))))
                .withMessageContaining("imports");
    }

    @Test
    void namesDeadLettersAfterTheirTopic() {
        assertThat(Topics.deadLetters(Topics.ROSTER_RECORDS)).isEqualTo("roster.records-dlt");
    }

    private static List<NewTopic> topics(
            int replicationFactor, Map<String, Integer> partitions, Map<String, Duration> retention) {
        return TopicCatalogue.topics((short) replicationFactor, partitions, retention);
    }

    private static String config(NewTopic topic, String key) {
        return Objects.requireNonNull(topic.configs().get(key), key);
    }

    private static long days(String millis) {
        return Duration.ofMillis(Long.parseLong(millis)).toDays();
    }
}
