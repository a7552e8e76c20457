package com.pickatime.local.infrastructure.store.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogRecordTest {

    private static final Key KEY = new Key(new byte[] {1, 2});
    private static final byte[] DOCUMENT = {3, 4, 5};

    @Test
    void readsBackADocument() {
        var read = LogRecord.take(new LogRecord(KEY, Optional.of(DOCUMENT)).toBytes(), "here");

        assertThat(read.key()).isEqualTo(KEY);
        assertThat(read.document())
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(DOCUMENT));
    }

    @Test
    void tellsARemovalFromAnEmptyDocument() {
        var removal = LogRecord.take(new LogRecord(KEY, Optional.empty()).toBytes(), "here");
        var empty = LogRecord.take(new LogRecord(KEY, Optional.of(new byte[0])).toBytes(), "here");

        assertThat(removal.document()).isEmpty();
        assertThat(empty.document()).isPresent();
    }

    @Test
    void isWholeOnlyToItsLastByte() {
        var bytes = new LogRecord(KEY, Optional.of(DOCUMENT)).toBytes();

        assertThat(LogRecord.isWhole(bytes, "here")).isTrue();
        for (int length = 0; length < bytes.capacity(); length++) {
            assertThat(LogRecord.isWhole(bytes.duplicate().limit(length), "here"))
                    .isFalse();
        }
    }

    @Test
    void noticesEachChangedByte() {
        var bytes = new LogRecord(KEY, Optional.of(DOCUMENT)).toBytes().array();
        for (int i = Integer.BYTES; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 0x10;

            assertThatThrownBy(() -> LogRecord.take(ByteBuffer.wrap(changed), "byte 7 of x"))
                    .isInstanceOf(DamagedStoreException.class)
                    .hasMessage("The store is damaged: byte 7 of x");
        }
    }

    @Test
    void noticesAnImpossibleLength() {
        var zeros = ByteBuffer.allocate(100);

        assertThatThrownBy(() -> LogRecord.isWhole(zeros, "here")).isInstanceOf(DamagedStoreException.class);
    }
}
