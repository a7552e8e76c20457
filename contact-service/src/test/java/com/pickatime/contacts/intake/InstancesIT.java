package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.ledger.ImportCounts;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.reading.RosterRecordReader;
import com.pickatime.contacts.store.RosterWriter;
import com.pickatime.contacts.testing.ImportEventsTopic;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two instances of one installation: both consume, both sweep. */
@Order(Integer.MAX_VALUE)
class InstancesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int UNASSIGNED = 77;

    @Test
    void announceEachImportExactlyOnceTogether() {
        RunningService.stopShared();
        var database = TestStore.freshDatabaseName();
        try (var topic = new RosterTopic();
                var one = RunningService.start(database);
                var other = RunningService.start(database)) {
            var runs = IntStream.range(0, 5)
                    .mapToObj(i -> TestImport.of(TestImport.freshBusiness(), 1))
                    .toList();
            for (var run : runs) {
                var records = people(run, 40);
                topic.publishImport(run, records, RosterTopic.byType(records));
            }

            await().atMost(LIMIT).until(() -> runs.stream().allMatch(other::isCompleted));

            assertThat(runs).allSatisfy(run -> {
                assertThat(ImportEventsTopic.completions(run)).hasSize(1);
                assertThat(ImportEventsTopic.completed(run).getApplied()).isEqualTo(40);
                assertThat(ImportEventsTopic.completed(run).getDifferences()).isZero();
            });
            assertThat(one.count("contacts")).isGreaterThanOrEqualTo(200);
            countsABatchOnceThatAnInstanceWroteAndDidNotCountBeforeItDied(one, topic);
        }
    }

    /** Needs a running service and nothing of its topic: the partition is one that nobody consumes. */
    private static void countsABatchOnceThatAnInstanceWroteAndDidNotCountBeforeItDied(
            RunningService service, RosterTopic topic) {
        var run = TestImport.of(TestImport.freshBusiness(), 1);
        var batch = batch(service, topic, people(run, 30));
        batch.rounds()
                .forEach(round -> service.bean(RosterWriter.class).write(round).block(LIMIT));

        service.bean(RosterIntake.class).apply(batch, Map.of()).block(LIMIT);
        service.bean(RosterIntake.class).apply(batch, Map.of()).block(LIMIT);

        var counts = service.bean(ImportLedger.class).counts(new ImportId(run.importId()));
        assertThat(counts.map(ImportCounts::applied).block(LIMIT)).isEqualTo(30);
    }

    private static RosterBatch batch(RunningService service, RosterTopic topic, List<RosterRecord> records) {
        var reader = service.bean(RosterRecordReader.class);
        return new RosterBatch(IntStream.range(0, records.size())
                .mapToObj(offset -> reader.read(new ConsumerRecord<>(
                        Topics.ROSTER_RECORDS,
                        UNASSIGNED,
                        offset,
                        RosterTopic.key(records.get(offset)),
                        topic.bytes(records.get(offset)))))
                .toList());
    }

    private static List<RosterRecord> people(TestImport run, int count) {
        var people = new ArrayList<RosterRecord>();
        for (int i = 0; i < count; i++) {
            people.add(run.student("s" + i, "Given " + i));
        }
        return people;
    }
}
