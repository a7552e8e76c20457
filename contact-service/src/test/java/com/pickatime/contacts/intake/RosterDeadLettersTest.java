package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.reading.ReadRecord.RefusedRecord;
import com.pickatime.contacts.reading.RefusalReason;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RosterDeadLettersTest {

    private static final byte[] KEY = {1, (byte) 0xff};
    private static final byte[] VALUE = {9, 8, 7};

    @Test
    void keepsTheRecordAsItCameAndSaysWhereItCameFromAndWhy() {
        var headers = new RecordHeaders().add("traceparent", "00-1".getBytes(StandardCharsets.US_ASCII));
        var origin = new ConsumerRecord<>(
                "roster.records",
                5,
                123L,
                1_000L,
                TimestampType.CREATE_TIME,
                2,
                3,
                KEY,
                VALUE,
                headers,
                Optional.empty());

        var letter = RosterDeadLetters.deadLetter(new RefusedRecord(
                origin,
                RefusalReason.NO_KEY,
                new RunKey(new ImportId("run"), new BusinessId("b"), 1),
                RosterDigest.EMPTY));

        assertThat(letter.topic()).isEqualTo("roster.records-dlt");
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(text(letter, "pickatime-refusal")).isEqualTo("NO_KEY");
        assertThat(text(letter, "kafka_dlt-original-topic")).isEqualTo("roster.records");
        assertThat(bytes(letter, "kafka_dlt-original-partition").getInt()).isEqualTo(5);
        assertThat(bytes(letter, "kafka_dlt-original-offset").getLong()).isEqualTo(123);
        assertThat(bytes(letter, "kafka_dlt-original-timestamp").getLong()).isEqualTo(1_000);
        assertThat(text(letter, "traceparent")).isEqualTo("00-1");
    }

    private static String text(ProducerRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(ProducerRecord<byte[], byte[]> letter, String header) {
        return ByteBuffer.wrap(letter.headers().lastHeader(header).value());
    }
}
