package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClients;
import com.pickatime.contacts.ledger.ImportCounts;
import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.testing.OwnStore;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.broker.LocalBroker;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.testing.BareInsert;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.ImportId;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Records per second through the real listener into a store, beside a bare bulk insert of the same documents
 * into the same kind of store in the same run.
 */
@Tag("slow")
class ThroughputIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int ENROLLMENTS_PER_PERSON = 3;
    private static final List<String> COLLECTIONS = List.of("contacts", "security_values", "enrollments");

    @TempDir
    Path directory;

    private record Rate(String what, long documents, double seconds, double cpuSeconds) {

        double perSecond() {
            return documents / seconds;
        }

        @Override
        public String toString() {
            return "%-28s %,9d records %7.1f s %,9.0f records/s, %.1f microseconds of CPU a record"
                    .formatted(what, documents, seconds, perSecond(), cpuSeconds / documents * 1e6);
        }
    }

    @Test
    void costsTheSamePerRecordAtAnySizeAndLittleMoreThanABareInsert() {
        var rates = new ArrayList<Rate>();
        measure(10_000); // code compiles
        for (int people : new int[] {10_000, 100_000}) {
            rates.addAll(measure(people));
        }
        rates.forEach(rate -> System.out.println("THROUGHPUT " + rate));
        var small = rates.get(0);
        var large = rates.get(2);
        System.out.printf(
                "THROUGHPUT applied/bare %.2f at 10k, %.2f at 100k; cost per record x%.2f%n",
                small.perSecond() / rates.get(1).perSecond(),
                large.perSecond() / rates.get(3).perSecond(),
                small.perSecond() / large.perSecond());
        assertThat(small.perSecond() / large.perSecond()).isLessThan(1.5);
    }

    /** One after the other, each with nothing else in the process. */
    private List<Rate> measure(int people) {
        var ports = Ports.free(2);
        Applied applied;
        try (var broker = LocalBroker.start(fresh("broker"), ports.get(0), ports.get(1));
                var store = OwnStore.in(fresh("applied"))) {
            applied = apply(broker.bootstrapServers(), store.uri(), people);
        }
        try (var store = OwnStore.in(fresh("bare"))) {
            return List.of(applied.rate(), insert(store.uri(), people, applied.written()));
        }
    }

    private Path fresh(String name) {
        return directory.resolve(name + "-" + UUID.randomUUID());
    }

    private record Applied(Rate rate, BareInsert written) {}

    private static Applied apply(String broker, String uri, int people) {
        try (var topic = new RosterTopic(broker);
                var service = RunningService.startOn(
                        uri,
                        TestStore.freshDatabaseName(),
                        Map.of("spring.kafka.bootstrap-servers", broker, "contacts.progress.interval", "1s"))) {
            var container = container(service);
            container.pause();
            await().until(container::isContainerPaused);
            var run = TestImport.of(TestImport.freshBusiness(), 1);
            long records = publish(topic, run, people);
            container.resume();
            var poll = await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
            poll.until(() -> applied(service, run) > 0);
            long first = applied(service, run);
            long start = System.nanoTime();
            double cpu = cpuSeconds();
            poll.until(() -> applied(service, run) == records);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = cpuSeconds() - cpu;
            return new Applied(
                    new Rate("applied, " + people + " people", records - first, seconds, cpuSeconds),
                    Objects.requireNonNull(BareInsert.of(service.database(), Filters.empty(), COLLECTIONS)
                            .block(LIMIT)));
        }
    }

    /** Of the whole process: broker, service and store. */
    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static MessageListenerContainer container(RunningService service) {
        return Objects.requireNonNull(
                service.bean(KafkaListenerEndpointRegistry.class).getListenerContainer("roster-records"));
    }

    private static long applied(RunningService service, TestImport run) {
        return service.bean(ImportLedger.class)
                .counts(new ImportId(run.importId()))
                .map(ImportCounts::applied)
                .defaultIfEmpty(0L)
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();
    }

    private static long publish(RosterTopic topic, TestImport run, int people) {
        long published = 0;
        var batch = new ArrayList<RosterRecord>();
        for (int i = 0; i < people; i++) {
            batch.add(
                    i % 2 == 0
                            ? run.student("student-" + i, "Given" + i, "parent-" + (i + 1))
                            : run.parent(
                                    "parent-" + i, "Given" + i, "parent" + i + "@example.org", "student-" + (i - 1)));
            if (i % 2 == 0) {
                batch.add(run.birthDate("student-" + i, "2012-03-04"));
            }
            for (int k = 0; k < ENROLLMENTS_PER_PERSON; k++) {
                batch.add(run.enrollment(
                        "enrollment-" + i + "-" + k, "class-" + i % 500, "student-" + i, EnrollmentRole.STUDENT));
            }
            if (batch.size() > 20_000 || i == people - 1) {
                topic.publish(batch);
                published += batch.size();
                batch.clear();
            }
        }
        return published;
    }

    private static Rate insert(String uri, int people, BareInsert written) {
        try (var client = MongoClients.create(uri)) {
            double cpu = cpuSeconds();
            var took = Objects.requireNonNull(written.into(client.getDatabase(TestStore.freshDatabaseName()))
                    .block(LIMIT));
            return new Rate(
                    "bare inserts, " + people + " people",
                    written.documents(),
                    took.toMillis() / 1e3,
                    cpuSeconds() - cpu);
        }
    }
}
