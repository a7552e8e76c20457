package com.pickatime.contacts.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.pickatime.contacts.testing.ImportEventsTopic;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** An import's barriers and its event come on two topics, in any order. */
@ExtendWith(OutputCaptureExtension.class)
@Order(Integer.MAX_VALUE)
class ImportPublishedIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS =
            Map.of("contacts.completion.event-patience", "300ms", "spring.kafka.listener.poll-timeout", "100ms");
    private static final String DATABASE = TestStore.freshDatabaseName();

    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final List<RosterRecord> records = IntStream.range(0, 20)
            .mapToObj(i -> run.student("s" + i, "Given " + i))
            .toList();

    @BeforeAll
    static void start() {
        RunningService.stopShared();
        service = instance();
    }

    @AfterAll
    static void stop() {
        service.close();
        TOPIC.close();
    }

    @Test
    void completesAnImportWhoseEventCameBeforeItsBarriers() {
        var sent = TOPIC.publish(records);
        publishEvent();
        awaitKnown(service);

        TOPIC.publishBarriers(run, records, sent, 0);

        awaitCompletedOnce();
    }

    @Test
    void completesAnImportWhoseBarriersCameBeforeItsEvent() {
        publishBarriers();
        progress().jsonPath("$.barriers").isEqualTo(RosterTopic.PARTITIONS);
        progress().jsonPath("$.expected").isEqualTo(20);
        progress().jsonPath("$.partitions").isEqualTo(0);
        progress().jsonPath("$.completed").isEqualTo(false);

        publishEvent();

        awaitCompletedOnce();
        progress().jsonPath("$.partitions").isEqualTo(RosterTopic.PARTITIONS);
    }

    @Test
    void completesAnImportOnceWhoseEventComesAgainAndAgain() {
        publishEvent();
        publishEvent();
        publishBarriers();
        awaitCompletedOnce();
        var after = TestImport.of(run.businessId(), 2);

        publishEvent();
        // of the same business, so that it is read behind the repeated one
        TOPIC.publishEvent(after, List.of());
        awaitKnown(service, after);

        assertThat(service.isCompleted(run)).isTrue();
        assertThat(ImportEventsTopic.completions(run)).hasSize(1);
    }

    /** One takes the event and goes; the other takes what the first had, and the barriers. */
    @Test
    void completesAnImportWhoseEventAnotherInstanceReadThatIsGoneNow() {
        var database = TestStore.freshDatabaseName();
        var sent = TOPIC.publish(records);
        try (var first = RunningService.startOn(TestStore.one().uri(), database, SETTINGS)) {
            publishEvent();
            awaitKnown(first);
        }
        try (var second = RunningService.startOn(TestStore.one().uri(), database, SETTINGS)) {
            TOPIC.publishBarriers(run, records, sent, 0);

            await().atMost(LIMIT).until(() -> second.isCompleted(run));
        }
    }

    /** As if it had been restored from a copy of before: Kafka's offset for the event is committed, and stays. */
    @Test
    void readsAnEventAgainThatTheStoreLost(CapturedOutput output) {
        var sent = TOPIC.publish(records);
        publishEvent();
        awaitKnown(service);
        Mono.from(service.database().getCollection("completions").deleteOne(Filters.eq("_id", run.importId())))
                .block(LIMIT);

        TOPIC.publishBarriers(run, records, sent, 0);

        awaitCompletedOnce();
        assertThat(output).contains("imports=[" + run.importId() + "] have barriers and no ImportPublished");
    }

    @Test
    void tellsOnceOfAnImportWhoseEventNeverComes(CapturedOutput output) {
        publishBarriers();

        await().atMost(LIMIT).until(() -> lines(output) > 0);
        // the look that finds another one has found this one again
        var later = new TestImport(run.businessId(), "later-" + run.importId(), 2);
        TOPIC.publishBarrier(later, 0, 0, TestImport.digest(List.of()));
        await().atMost(LIMIT).until(() -> output.toString().contains("imports=[" + later.importId() + "] have"));

        assertThat(lines(output)).isEqualTo(1);
        assertThat(output).contains("Look at import.events-dlt");
        progress().jsonPath("$.partitions").isEqualTo(0);
        progress().jsonPath("$.completed").isEqualTo(false);
    }

    private long lines(CapturedOutput output) {
        return output.toString()
                .lines()
                .filter(line -> line.contains(
                        "import=" + run.importId() + " business=" + run.businessId() + " has barriers since"))
                .count();
    }

    private static RunningService instance() {
        return RunningService.startOn(TestStore.one().uri(), DATABASE, SETTINGS);
    }

    private void publishEvent() {
        TOPIC.publishEvent(run, RosterTopic.totals(RosterTopic.byType(records)));
    }

    /** And waits until they are applied. */
    private void publishBarriers() {
        List<RecordMetadata> sent = TOPIC.publish(records);
        TOPIC.publishBarriers(run, records, sent, 0);
        await().atMost(LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> progress().jsonPath("$.barriers").isEqualTo(RosterTopic.PARTITIONS));
    }

    private void awaitKnown(RunningService instance) {
        awaitKnown(instance, run);
    }

    private static void awaitKnown(RunningService instance, TestImport known) {
        await().atMost(LIMIT)
                .until(() -> instance.bean(Completions.class)
                        .announcement(new ImportId(known.importId()))
                        .map(announcement -> announcement.partitions() == RosterTopic.PARTITIONS)
                        .blockOptional(LIMIT)
                        .orElse(false));
    }

    private void awaitCompletedOnce() {
        await().atMost(LIMIT).until(() -> service.isCompleted(run));
        assertThat(ImportEventsTopic.completions(run)).hasSize(1);
        var completed = ImportEventsTopic.completed(run);
        assertThat(completed.getApplied()).isEqualTo(20);
        assertThat(completed.getDifferences()).isZero();
        assertThat(completed.getReceipt()).hasSize(1);
        assertThat(completed.getSummary())
                .isEqualTo(TestImport.summary(RosterTopic.totals(RosterTopic.byType(records))));
    }

    private WebTestClient.BodyContentSpec progress() {
        return service.http()
                .get()
                .uri("/businesses/{business}/imports/{import}", run.businessId(), run.importId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }
}
