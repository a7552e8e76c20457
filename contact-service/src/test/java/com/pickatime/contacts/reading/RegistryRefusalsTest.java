package com.pickatime.contacts.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.contacts.reading.ReadRecord.ChangeRecord;
import com.pickatime.contacts.reading.ReadRecord.RefusedRecord;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.schemas.serde.AvroDeserializer;
import com.pickatime.schemas.serde.AvroSerializer;
import com.pickatime.schemas.serde.SchemaRegistryException;
import com.pickatime.schemas.topics.Topics;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a registry says is never a record's fault. */
class RegistryRefusalsTest {

    private static final Answer MENDED = new Answer(
            200,
            JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "id", 1, "schema", RosterRecord.getClassSchema().toString())));

    private final TestImport run = TestImport.of("b", 1);
    private final RosterRecord record = run.student("s1", "Bart");
    private final AtomicReference<Answer> answer = new AtomicReference<>(MENDED);
    private HttpServer registry;
    private RosterRecordReader reader;
    private byte[] value;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var now = Objects.requireNonNull(answer.get());
            var bytes = now.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(now.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        registry.start();
        var settings = Map.of(
                "schema.registry.url",
                "http://127.0.0.1:" + registry.getAddress().getPort(),
                "specific.avro.reader",
                true);
        try (var avro = new AvroSerializer()) {
            avro.configure(settings, false);
            value = Objects.requireNonNull(avro.serialize(Topics.ROSTER_RECORDS, record));
        }
        var deserializer = new AvroDeserializer();
        deserializer.configure(settings, false);
        var sealed = new SealedFields(TestKeys.cipher());
        reader = new RosterRecordReader(
                new RosterRecordDecoder(deserializer, Topics.ROSTER_RECORDS),
                new RosterContentReader(sealed, new BirthDateHashes(sealed, TestKeys.hash())));
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "401 | {\"error_code\":40101,\"message\":\"Unauthorized\"}",
                "403 | {\"error_code\":40301,\"message\":\"Forbidden\"}",
                "404 | {\"error_code\":40403,\"message\":\"Schema not found\"}",
                "404 | <html>no such page</html>",
                "200 | <html>a portal</html>",
                "200 | {}",
                "400 | {}"
            })
    void makeARecordWaitUntilTheyAreMended(int status, String body) {
        answer.set(new Answer(status, body));
        assertThatThrownBy(() -> read(value)).isInstanceOf(SchemaRegistryException.class);

        answer.set(MENDED);
        assertThat(read(value)).isInstanceOf(ChangeRecord.class);
    }

    @Test
    void doNotHideBytesThatAreNoRecord() {
        assertThat(read(new byte[] {1, 2, 3}))
                .isInstanceOfSatisfying(
                        RefusedRecord.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.UNDECODABLE));
        assertThat(read(new byte[] {0, 0, 0, 0, 1, 99}))
                .isInstanceOfSatisfying(
                        RefusedRecord.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.UNDECODABLE));
    }

    private ReadRecord read(byte[] bytes) {
        return reader.read(new ConsumerRecord<>(Topics.ROSTER_RECORDS, 0, 0, RosterTopic.key(record), bytes));
    }
}
