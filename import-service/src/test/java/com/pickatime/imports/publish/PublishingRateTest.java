package com.pickatime.imports.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RosterRecord;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.local.broker.LocalBroker;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.serde.AvroSerializer;
import com.pickatime.schemas.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.scheduler.Schedulers;

/** How fast people, the records with most to seal, get onto a real topic. */
@Tag("slow")
class PublishingRateTest {

    private static final Logger log = LoggerFactory.getLogger(PublishingRateTest.class);
    private static final int PEOPLE = 200_000;

    @Test
    void isNotWhatAnImportWaitsFor(@TempDir Path directory) {
        // a broker of its own: so many records would be in other tests' way
        var ports = Ports.free(2);
        try (var broker = LocalBroker.start(directory.resolve("broker"), ports.get(0), ports.get(1))) {
            new KafkaAdmin(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))
                    .createOrModifyTopics(new NewTopic(Topics.ROSTER_RECORDS, 12, (short) 1));
            measure(directory, broker.bootstrapServers());
        }
    }

    private static void measure(Path directory, String bootstrapServers) {
        var keysets = Keysets.generate();
        var producers = new DefaultKafkaProducerFactory<String, RosterRecord>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                AvroSerializer.class,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024,
                ProducerConfig.LINGER_MS_CONFIG,
                10,
                "schema.registry.url",
                TestRegistry.url()));
        var publisher = new KafkaRosterPublisher(
                producers,
                keysets.fieldCipher(),
                new PublishSettings(1_000, 20_000, Duration.ofMinutes(3)),
                Schedulers.boundedElastic(),
                new SimpleMeterRegistry());
        try (var staging = Staging.open(directory, keysets.keyedHash(), new BusinessId("springfield"))) {
            IntStream.range(0, PEOPLE / 1_000).forEach(i -> staging.add(people(i * 1_000)));
            staging.plan();
            var run = new KafkaPublishedRun(new BusinessId("springfield"), new ImportId("import-1"), 1);
            for (int round = 0; round < 3; round++) {
                long begun = System.nanoTime();
                var records = publisher
                        .publish(run, staging, () -> {}, acknowledged -> {})
                        .block(Duration.ofMinutes(2));
                double seconds = (System.nanoTime() - begun) / 1e9;
                assertThat(records).extracting(KafkaBarriers::published).isEqualTo((long) PEOPLE);
                log.info("round {}: {} records/s", round, Math.round(PEOPLE / seconds));
            }
        } finally {
            producers.destroy();
        }
    }

    private static List<RosterRow> people(int from) {
        return IntStream.range(from, from + 1_000)
                .mapToObj(i -> Rows.person(
                        "p-" + i,
                        person -> person.setGivenName("Given" + i)
                                .setFamilyName("Family" + i)
                                .setIdentifier(String.valueOf(i))
                                .setEmailCiphertext(RosterRow.clear("p" + i + "@example.org"))
                                .setUsernameCiphertext(RosterRow.clear("p" + i))
                                .setOrgSourceIds(List.of("school-" + i % 20))
                                .setGrades(List.of("05"))))
                .toList();
    }
}
