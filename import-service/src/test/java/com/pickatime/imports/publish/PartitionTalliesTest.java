package com.pickatime.imports.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.schemas.digest.RosterDigest;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitionTalliesTest {

    @Test
    void choosesThePartitionThatKafkasProducerWould() {
        var tallies = new PartitionTallies(12);

        for (int i = 0; i < 1_000; i++) {
            var key = "springfield:stüdent-" + i;
            assertThat(tallies.add(key, RosterDigest.EMPTY))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 12));
        }
    }

    @Test
    void countsAndSumsForEachPartition() {
        var tallies = new PartitionTallies(3);
        var sums = new RosterDigest[] {RosterDigest.EMPTY, RosterDigest.EMPTY, RosterDigest.EMPTY};
        for (int i = 0; i < 100; i++) {
            var digest = RosterDigest.of(RecordType.PERSON, "p" + i, new byte[16]);
            int partition = tallies.add("springfield:p" + i, digest);
            sums[partition] = sums[partition].plus(digest);
        }

        assertThat(tallies.records()).isEqualTo(100);
        assertThat(IntStream.range(0, 3).mapToObj(p -> tallies.of(p).digest())).containsExactly(sums);
    }

    @Test
    void knowsPartitionsWithoutARecord() {
        assertThat(new PartitionTallies(2).of(1)).isEqualTo(new PartitionTallies.Tally(0, RosterDigest.EMPTY));
    }
}
