package com.pickatime.local.infrastructure.store.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValueBytesTest {

    private static final UUID SOME_UUID = UUID.fromString("00000000-0000-0001-0000-000000000002");

    /** In MongoDB's order. */
    private static final List<Object> ASCENDING = Arrays.asList(
            MinKey.getInstance(),
            null,
            Double.NEGATIVE_INFINITY,
            Long.MIN_VALUE,
            -1.5,
            -1,
            0,
            0.5,
            1,
            2L,
            1e10,
            Long.MAX_VALUE - 2,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            "",
            "\u0000",
            "\u0000a",
            "A",
            "a",
            "a\u0000",
            "a\u0000b",
            "a:1",
            "aa",
            "b",
            "\u00e9",
            "\uD83D\uDE00",
            new Document("a", 1),
            List.of(1),
            new BinData(new byte[] {9}),
            new BinData(new byte[] {1, 0}),
            new LegacyUUID(SOME_UUID),
            SOME_UUID,
            new ObjectId(),
            false,
            true,
            Instant.ofEpochMilli(-1),
            Instant.ofEpochMilli(1),
            new BsonTimestamp(5),
            new BsonRegularExpression("a", "i"),
            MaxKey.getInstance());

    @Test
    void sortsAsMongoDbSortsTheValues() {
        for (int i = 1; i < ASCENDING.size(); i++) {
            var lower = ASCENDING.get(i - 1);
            var higher = ASCENDING.get(i);
            assertThat(Arrays.compareUnsigned(ValueBytes.of(lower), ValueBytes.of(higher)))
                    .as("%s before %s", lower, higher)
                    .isNegative();
        }
    }

    @Test
    void neverStartsAsAnotherValueGoesOn() {
        for (var one : ASCENDING) {
            for (var other : ASCENDING) {
                var start = ValueBytes.of(one);
                var bytes = ValueBytes.of(other);
                if (one != other && bytes.length >= start.length) {
                    assertThat(Arrays.copyOf(bytes, start.length))
                            .as("%s and %s", one, other)
                            .isNotEqualTo(start);
                }
            }
        }
    }

    @Test
    void takesEqualNumbersForOne() {
        assertThat(ValueBytes.of(1)).isEqualTo(ValueBytes.of(1L)).isEqualTo(ValueBytes.of(1.0));
        assertThat(ValueBytes.of(-0.0)).isEqualTo(ValueBytes.of(0));
        assertThat(ValueBytes.of(new Document("a", 1))).isEqualTo(ValueBytes.of(new Document("a", 1.0)));
    }

    @Test
    void takesAMissingFieldForNull() {
        assertThat(ValueBytes.of(Missing.getInstance())).isEqualTo(ValueBytes.of(null));
    }

    @Test
    void tellsDocumentsAndArraysApart() {
        assertThat(ValueBytes.of(new Document("a", 1))).isNotEqualTo(ValueBytes.of(new Document("b", 1)));
        assertThat(ValueBytes.of(List.of("a", "b"))).isNotEqualTo(ValueBytes.of(List.of("ab")));
    }

    @Test
    void sortsSeveralValuesByTheFirstThenTheSecond() {
        assertThat(List.of(
                        ValueBytes.key(List.of("a", "z")),
                        ValueBytes.key(List.of("ab", "a")),
                        ValueBytes.key(List.of("ab", "b"))))
                .isSorted();
    }

    @Test
    void refusesWhatHasNoOrder() {
        assertThatThrownBy(() -> ValueBytes.of(new BsonJavaScript("1"))).hasMessageContaining("BsonJavaScript");
    }
}
