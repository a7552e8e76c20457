package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.ledger.ImportLedger;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.contacts.testing.Topic;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.broker.LocalBroker;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.TopicCatalogue;
import com.pickatime.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.listener.MessageListenerContainer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where reading goes on when the store, the group or the topic changed under it; on a broker of the test's own. */
class OffsetsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> DATA = List.of("contacts", "positions", "import_ledger");
    private static final int PARTITION = 0;

    @TempDir
    static Path directory;

    private static LocalBroker broker;
    private static RosterTopic topic;

    @BeforeAll
    static void start() throws Exception {
        var ports = Ports.free(2);
        broker = LocalBroker.start(directory, ports.get(0), ports.get(1));
        topic = new RosterTopic(broker.bootstrapServers());
        try (var admin = admin()) {
            admin.createTopics(TopicCatalogue.topics((short) 1, Map.of(), Map.of()))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() {
        topic.close();
        broker.close();
    }

    /** The group is in the middle of it: the second consumer joins after the first one went back, before it read again. */
    @ParameterizedTest
    @ValueSource(classes = {RangeAssignor.class, CooperativeStickyAssignor.class})
    void losesNothingWhenARebalanceComesBetweenGoingBackAndReadingAgain(Class<?> assignor) {
        var database = TestStore.freshDatabaseName();
        var run = TestImport.of(TestImport.freshBusiness(), 1);
        var gate = new Gate();
        try (var service = start(
                database,
                Map.of(
                        "spring.kafka.consumer.properties.partition.assignment.strategy",
                        assignor.getName(),
                        "spring.kafka.consumer.heartbeat-interval",
                        "100ms",
                        "contacts.intake.idle-check",
                        "1h"))) {
            ownContainer(service).stop();
            var one = container(service, gate);
            var other = container(service, new Gate());
            try {
                one.start();
                apply(service, people(run, 0, 100));
                var copy = copy(service);
                apply(service, people(run, 100, 600));
                restore(service, copy);

                gate.closeAfterTheNextBatch();
                topic.publishTo(PARTITION, people(run, 600, 700));
                gate.awaitReached();
                other.start();
                awaitRebalance(database, one);
                gate.open();
                apply(service, people(run, 700, 800));

                assertThat(contacts(service, run)).isEqualTo(800);
            } finally {
                gate.open();
                one.stop();
                other.stop();
            }
        }
    }

    @Test
    void goesOnFromTheStoresOffsetWhateverTheGroupCommitted() {
        var database = TestStore.freshDatabaseName();
        var run = TestImport.of(TestImport.freshBusiness(), 1);
        Map<String, List<BsonDocument>> copy;
        try (var service = start(database, Map.of())) {
            apply(service, people(run, 0, 10));
            copy = copy(service);
            apply(service, people(run, 10, 30));
            ownContainer(service).stop();
            restore(service, copy);
        }
        try (var service = start(database, Map.of("contacts.intake.idle-check", "1h"))) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(contacts(service, run)).isEqualTo(30));
        }
    }

    @Test
    void goesOnBehindWhatRetentionDeleted() throws Exception {
        var run = TestImport.of(TestImport.freshBusiness(), 1);
        var sent = topic.publishTo(PARTITION, people(run, 0, 10));
        try (var admin = admin()) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(Topics.ROSTER_RECORDS, PARTITION),
                            RecordsToDelete.beforeOffset(sent.get(7).offset())))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        try (var service = start(TestStore.freshDatabaseName(), Map.of())) {
            await().atMost(LIMIT).until(() -> service.hasApplied(sent));

            assertThat(contacts(service, run)).isEqualTo(3);
        }
    }

    /** Its offsets begin at 0 again, and soon reach beyond what the store remembers of the old one. */
    @Test
    void readsATopicThatWasMadeAnewFromItsStart() throws Exception {
        var database = TestStore.freshDatabaseName();
        var run = TestImport.of(TestImport.freshBusiness(), 1);
        try (var service = start(database, Map.of())) {
            apply(service, people(run, 0, 50));
        }
        makeTopicAnew();
        var later = people(run, 50, 200);
        topic.publishRaw(run.businessId().getBytes(StandardCharsets.UTF_8), topic.bytes(later.get(0)));
        topic.publishTo(PARTITION, later);
        for (int partition = 0; partition < RosterTopic.PARTITIONS; partition++) {
            topic.publishBarrier(run, partition, 0, RosterDigest.EMPTY);
        }
        topic.publishEvent(run, List.of());
        try (var service = start(database, Map.of())) {
            await().atMost(LIMIT).until(() -> service.isCompleted(run));

            assertThat(contacts(service, run)).isEqualTo(200);
            var counts = Objects.requireNonNull(service.bean(ImportLedger.class)
                    .counts(new ImportId(run.importId()))
                    .block(LIMIT));
            assertThat(counts.applied()).isEqualTo(200);
            assertThat(counts.refused()).isEqualTo(1);
            assertThat(refusals(run))
                    .as("also with an offset that the old topic had")
                    .isEqualTo(1);
        }
    }

    /** Rows before and behind it in the same batch wait with it, and are applied once it is out of the way. */
    @Test
    void waitsForTheSchemaOfARecordInTheOpenUntilOpsSetExactlyThatRecordAside() throws Exception {
        makeTopicAnew();
        var database = TestStore.freshDatabaseName();
        var run = TestImport.of(TestImport.freshBusiness(), 1);
        topic.publishTo(PARTITION, people(run, 0, 10));
        var stuck = topic.publishRaw(RosterTopic.key(people(run, 10, 11).get(0)), ofAnUnknownSchema());
        var behind = topic.publishTo(PARTITION, people(run, 11, 20));
        for (int partition = 0; partition < RosterTopic.PARTITIONS; partition++) {
            var here = partition == PARTITION ? people(run, 0, 20) : List.<RosterRecord>of();
            topic.publishBarrier(run, partition, here.size(), TestImport.digest(here));
        }
        topic.publishEvent(run, List.of());
        var impatient = Map.of("contacts.intake.longest-redelivery", "500ms");
        try {
            var named = "the record partition=0 offset=" + stuck.offset() + " of roster.records";
            try (var service = start(database, impatient)) {
                await().atMost(LIMIT).until(() -> standstill(service).containsKey(named));

                assertThat(String.valueOf(standstill(service).get(named))).contains("schema id 987654");
                assertThat(service.hasApplied(behind)).isFalse();
            }
            var settings = new HashMap<>(impatient);
            settings.put("contacts.intake.set-aside", "0:0,0:" + stuck.offset());
            try (var service = start(database, settings)) {
                await().atMost(LIMIT).until(() -> service.isCompleted(run));

                assertThat(contacts(service, run))
                        .as("also the good record that was named")
                        .isEqualTo(19);
                assertThat(reasons(run, 10)).containsExactly("UNKNOWN_SCHEMA");
                var counts = Objects.requireNonNull(service.bean(ImportLedger.class)
                        .counts(new ImportId(run.importId()))
                        .block(LIMIT));
                assertThat(counts.expected()).isEqualTo(20);
                assertThat(counts.applied()).isEqualTo(19);
                assertThat(counts.sameRecords()).as("never exact").isFalse();
                assertThat(standstill(service)).isEmpty();
            }
        } finally {
            makeTopicAnew();
        }
    }

    private static byte[] ofAnUnknownSchema() {
        return ByteBuffer.allocate(6)
                .put((byte) 0)
                .putInt(987_654)
                .put((byte) 0)
                .array();
    }

    private static Map<String, Object> standstill(RunningService service) {
        return service.bean(Standstill.class).health().getDetails();
    }

    private static List<String> reasons(TestImport run, int person) {
        var key = RosterTopic.key(people(run, person, person + 1).get(0));
        return Topic.records(
                        broker.bootstrapServers(),
                        Topics.deadLetters(Topics.ROSTER_RECORDS),
                        letter -> Arrays.equals(letter.key(), key))
                .stream()
                .map(letter -> new String(
                        letter.headers().lastHeader(RosterDeadLetters.REASON).value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static long contacts(RunningService service, TestImport run) {
        return service.documents("contacts").stream()
                .filter(contact -> contact.getString("businessId").getValue().equals(run.businessId()))
                .count();
    }

    private static long refusals(TestImport run) {
        return Topic.records(
                        broker.bootstrapServers(),
                        Topics.deadLetters(Topics.ROSTER_RECORDS),
                        letter -> letter.key() != null
                                && new String(letter.key(), StandardCharsets.UTF_8).equals(run.businessId()))
                .size();
    }

    /** The broker learns of it a moment after the controller; what it takes before goes to the old topic's log, and with it. */
    private static void makeTopicAnew() throws Exception {
        try (var admin = admin()) {
            admin.deleteTopics(List.of(Topics.ROSTER_RECORDS)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            var made = await().atMost(LIMIT)
                    .ignoreExceptionsMatching(OffsetsIT::isStillThere)
                    .until(
                            () -> admin.createTopics(List.of(
                                            new NewTopic(Topics.ROSTER_RECORDS, RosterTopic.PARTITIONS, (short) 1)))
                                    .topicId(Topics.ROSTER_RECORDS)
                                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS),
                            Objects::nonNull);
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> admin
                            .describeTopics(List.of(Topics.ROSTER_RECORDS))
                            .allTopicNames()
                            .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .values()
                            .stream()
                            .allMatch(topic -> topic.topicId().equals(made)));
        }
    }

    private static boolean isStillThere(Throwable failure) {
        return failure.getCause() instanceof TopicExistsException;
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static RunningService start(String database, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        return RunningService.startOn(TestStore.one().uri(), database, all);
    }

    private static void apply(RunningService service, List<RosterRecord> records) {
        var sent = topic.publishTo(PARTITION, records);
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private static List<RosterRecord> people(TestImport run, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> run.student("s" + i, "Given " + i))
                .toList();
    }

    private static Map<String, List<BsonDocument>> copy(RunningService service) {
        var copy = new HashMap<String, List<BsonDocument>>();
        DATA.forEach(collection -> copy.put(collection, service.documents(collection)));
        return copy;
    }

    private static void restore(RunningService service, Map<String, List<BsonDocument>> copy) {
        copy.forEach((name, documents) -> {
            var collection = service.database().getCollection(name, BsonDocument.class);
            Mono.from(collection.deleteMany(new BsonDocument()))
                    .thenMany(Flux.from(collection.insertMany(documents)))
                    .blockLast(LIMIT);
        });
    }

    private static MessageListenerContainer ownContainer(RunningService service) {
        return Objects.requireNonNull(
                service.bean(KafkaListenerEndpointRegistry.class).getListenerContainer("roster-records"));
    }

    @SuppressWarnings("unchecked")
    private static MessageListenerContainer container(RunningService service, Gate gate) {
        var containers = (ConcurrentKafkaListenerContainerFactory<byte[], byte[]>)
                service.context().getBean(IntakeConfiguration.CONTAINERS);
        var container = containers.createContainer(Topics.ROSTER_RECORDS);
        container.setConcurrency(1);
        container
                .getContainerProperties()
                .setGroupId(service.context().getEnvironment().getRequiredProperty("spring.kafka.consumer.group-id"));
        container.setupMessageListener(new Gated(service.bean(RosterRecordsListener.class), gate));
        return container;
    }

    /** Until the consumer that is gated knows of it too: it learns it with a heartbeat, and sends the next one after that. */
    private static void awaitRebalance(String group, MessageListenerContainer gated) {
        try (var admin = admin()) {
            await().atMost(LIMIT)
                    .until(() -> Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                                            .describedGroups()
                                            .get(group))
                                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                                    .groupState()
                            == GroupState.PREPARING_REBALANCE);
        }
        double before = heartbeats(gated);
        await().atMost(LIMIT).until(() -> heartbeats(gated) >= before + 2);
    }

    private static double heartbeats(MessageListenerContainer container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals("heartbeat-total"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }

    /** Holds a consumer at the end of a batch. */
    private static final class Gate {

        private final AtomicBoolean closing = new AtomicBoolean();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        void closeAfterTheNextBatch() {
            closing.set(true);
        }

        void awaitReached() {
            await(reached);
        }

        void open() {
            opened.countDown();
        }

        void pass() {
            if (closing.compareAndSet(true, false)) {
                reached.countDown();
                await(opened);
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** The service's listener, with a gate behind each batch. */
    private record Gated(RosterRecordsListener listener, Gate gate)
            implements BatchConsumerAwareMessageListener<byte[], byte[]>, ConsumerSeekAware {

        @Override
        public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
            listener.on(records, Objects.requireNonNull(consumer));
            gate.pass();
        }

        @Override
        public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
            listener.onPartitionsAssigned(assignments, callback);
        }

        @Override
        public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
            listener.onPartitionsRevoked(partitions);
        }

        @Override
        public void onIdleContainer(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
            listener.onIdleContainer(assignments, callback);
        }
    }
}
