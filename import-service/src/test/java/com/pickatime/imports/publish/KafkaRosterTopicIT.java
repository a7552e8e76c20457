package com.pickatime.imports.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ContentHash;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.ServiceTest;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.TopicWriter;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.RosterKey;
import com.pickatime.schemas.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class KafkaRosterTopicIT {

    @Autowired
    private KafkaRosterTopic topic;

    @Test
    void knowsTheLastRecordOfEachPartition() {
        var before = lastOffsets();
        var key = RosterKey.of("topic-test", "o-1");
        int partition = new PartitionTallies(12).add(key, RosterDigest.EMPTY);

        try (var writer = new TopicWriter<RosterRecord>(Topics.ROSTER_RECORDS)) {
            writer.write(key, record());
        }

        var after = lastOffsets();
        assertThat(after.get(partition)).isEqualTo(before.getOrDefault(partition, -1L) + 1);
        assertThat(after).containsAllEntriesOf(without(before, partition));
    }

    private static Map<Integer, Long> without(Map<Integer, Long> offsets, int partition) {
        var others = new HashMap<>(offsets);
        others.remove(partition);
        return others;
    }

    private static RosterRecord record() {
        return new RosterRecord(
                "topic-test",
                "import-of-topic-test",
                1L,
                RosterOperation.UPSERT,
                RecordType.ORG,
                "o-1",
                new ContentHash(new byte[16]),
                new RosterOrg("Lincoln", "school", null, null));
    }

    private Map<Integer, Long> lastOffsets() {
        return Objects.requireNonNull(topic.lastOffsets().block(ContactsDouble.SOON));
    }
}
