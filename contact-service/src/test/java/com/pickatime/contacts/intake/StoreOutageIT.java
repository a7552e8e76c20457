package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.contacts.completion.Completions;
import com.pickatime.contacts.testing.FreezableServer;
import com.pickatime.contacts.testing.ImportEventsTopic;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.contacts.testing.Topic;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.infrastructure.store.LocalStore;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import reactor.core.publisher.Mono;

/** A store that goes away, and one that comes back without its last moments. */
@Order(Integer.MAX_VALUE)
class StoreOutageIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Few records in a batch: what earlier tests left in the topic is read within that limit on any machine. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "contacts.intake.limit", "3s",
            "contacts.intake.max-poll-records", "200",
            "contacts.intake.first-redelivery", "100ms",
            "contacts.intake.longest-redelivery", "500ms");

    @TempDir
    Path directory;

    @BeforeAll
    static void alone() {
        RunningService.stopShared();
    }

    @Test
    void losesNothingWhileTheStoreIsAwayAndHealsWhatTheStoreLost() {
        int port = Ports.free(1).get(0);
        var store = LocalStore.start(Optional.of(directory), port);
        var database = TestStore.freshDatabaseName();
        var uri = store.connectionString() + "/?serverSelectionTimeoutMS=1000&connectTimeoutMS=1000";
        try (var topic = new RosterTopic();
                var service = RunningService.startOn(uri, database, IMPATIENT)) {
            var first = TestImport.of(TestImport.freshBusiness(), 1);
            complete(service, topic, first, people(first));

            var eventOnly = TestImport.of(TestImport.freshBusiness(), 1);
            topic.publishEvent(eventOnly, List.of());
            var barriersOnly = TestImport.of(TestImport.freshBusiness(), 1);
            topic.publishBarriers(barriersOnly, List.of(), List.of(), 0);
            await().atMost(LIMIT).until(() -> isKnown(service, eventOnly) && isKnown(service, barriersOnly));

            store.close();
            var second = TestImport.of(TestImport.freshBusiness(), 1);
            topic.publishImport(second, people(second), RosterTopic.byType(people(second)));
            topic.publishBarriers(eventOnly, List.of(), List.of(), 0);
            topic.publishEvent(barriersOnly, List.of());
            awaitAFailedBatch(service);
            store = LocalStore.start(Optional.of(directory), port);
            await().atMost(LIMIT).until(() -> service.isCompleted(second));
            await().atMost(LIMIT).until(() -> service.isCompleted(eventOnly) && service.isCompleted(barriersOnly));

            assertThat(ImportEventsTopic.completed(second).getDifferences()).isZero();
            assertThat(ImportEventsTopic.completed(second).getApplied()).isEqualTo(100);
            assertThat(deadLetters(second)).isEmpty();
            healsWhatTheStoreLost(service, second);
        } finally {
            store.close();
        }
    }

    /** Worse than one that is away: it takes every connection and never answers. */
    @Test
    void losesNothingWhileTheStoreNeverAnswersAndSaysSoInItsHealth() {
        int behind = Ports.free(1).get(0);
        var database = TestStore.freshDatabaseName();
        try (var store = LocalStore.start(Optional.of(directory), behind);
                var before = new FreezableServer(behind);
                var topic = new RosterTopic();
                var service = RunningService.startOn(
                        "mongodb://127.0.0.1:" + before.port()
                                + "/?serverSelectionTimeoutMS=1000&connectTimeoutMS=1000&socketTimeoutMS=1000",
                        database,
                        IMPATIENT)) {
            var first = TestImport.of(TestImport.freshBusiness(), 1);
            complete(service, topic, first, people(first));

            before.freeze();
            var second = TestImport.of(TestImport.freshBusiness(), 1);
            topic.publishImport(second, people(second), RosterTopic.byType(people(second)));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(waiting(service))
                            .as("each of what waits, once")
                            .doesNotHaveDuplicates()
                            .contains("the look for imports that are over")
                            .anyMatch(part -> part.startsWith("roster.records-"))
                            .allMatch(part -> part.startsWith("roster.records-")
                                    || part.startsWith("import.events-")
                                    || part.startsWith("the look ")
                                    || part.startsWith("the announcing ")));
            before.thaw();
            await().atMost(LIMIT).until(() -> service.isCompleted(second));

            assertThat(ImportEventsTopic.completed(second).getDifferences()).isZero();
            assertThat(ImportEventsTopic.completed(second).getApplied()).isEqualTo(100);
            assertThat(deadLetters(second)).isEmpty();
            await().atMost(LIMIT).until(() -> waiting(service).isEmpty());
            assertThat(store.connectionString()).contains(String.valueOf(behind));
        }
    }

    /** Whatever a part of the health says that it is waited for. */
    private static List<String> waiting(RunningService service) {
        return service.context().getBeansOfType(HealthIndicator.class).values().stream()
                .map(HealthIndicator::health)
                .flatMap(health -> health.getDetails().entrySet().stream())
                .filter(detail -> String.valueOf(detail.getValue()).contains("since "))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** As if the store had been restored from a copy that knows a little less, while nothing new arrives. */
    private static void healsWhatTheStoreLost(RunningService service, TestImport run) {
        var before = service.documents("contacts");
        var positions = service.documents("positions");
        Mono.from(service.database().getCollection("contacts").deleteMany(Filters.eq("businessId", run.businessId())))
                .then(Mono.from(service.database()
                        .getCollection("positions")
                        .updateMany(Filters.gt("appliedThrough", 0), Updates.set("appliedThrough", 0L))))
                .block(LIMIT);

        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(service.documents("positions")).containsExactlyInAnyOrderElementsOf(positions));

        assertThat(service.documents("contacts")).containsExactlyInAnyOrderElementsOf(before);
        assertThat(ImportEventsTopic.completions(run)).hasSize(1);
    }

    private static boolean isKnown(RunningService service, TestImport run) {
        return service.bean(Completions.class)
                .announcement(new ImportId(run.importId()))
                .blockOptional(LIMIT)
                .isPresent();
    }

    private static void awaitAFailedBatch(RunningService service) {
        var batches = service.bean(MeterRegistry.class).get("contacts.batch").timer();
        long before = batches.count();
        await().atMost(LIMIT).until(() -> batches.count() > before);
    }

    private static void complete(
            RunningService service, RosterTopic topic, TestImport run, List<RosterRecord> records) {
        topic.publishImport(run, records, RosterTopic.byType(records));
        await().atMost(LIMIT).until(() -> service.isCompleted(run));
    }

    private static List<?> deadLetters(TestImport run) {
        return Topic.records(
                Topics.deadLetters(Topics.ROSTER_RECORDS),
                record -> record.key() != null
                        && new String(record.key(), StandardCharsets.UTF_8).startsWith(run.businessId()));
    }

    private static List<RosterRecord> people(TestImport run) {
        var people = new ArrayList<RosterRecord>();
        for (int i = 0; i < 100; i++) {
            people.add(run.student("s" + i, "Given " + i));
        }
        return people;
    }
}
