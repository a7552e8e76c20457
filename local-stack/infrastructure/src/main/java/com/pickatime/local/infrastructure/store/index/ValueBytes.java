package com.pickatime.local.infrastructure.store.index;

import com.pickatime.local.infrastructure.store.documents.Key;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * BSON values as bytes that sort as MongoDB sorts the values; equal values, such as 1 and 1.0, have equal bytes.
 *
 * <p>Each value starts with a tag for its type and none starts as another goes on, so the bytes of several values in a
 * row sort by the first, then by the second. Embedded documents, arrays and decimals beyond a double's precision are
 * only told apart, and decimals not even always.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">the order of types</a>
 */
final class ValueBytes {

    /** Above every tag, hence above all that begins with the bytes before it. */
    static final int ABOVE_ALL = 0xFF;

    private static final int MIN_KEY = 0x01;
    private static final int NULL = 0x05;
    private static final int NUMBER = 0x10;
    private static final int STRING = 0x20;
    private static final int DOCUMENT = 0x30;
    private static final int ARRAY = 0x38;
    private static final int BINARY = 0x40;
    private static final int UUID_OLD = 0x41;
    private static final int UUID_NEW = 0x42;
    private static final int OBJECT_ID = 0x50;
    private static final int BOOLEAN = 0x58;
    private static final int DATE = 0x60;
    private static final int TIMESTAMP = 0x68;
    private static final int REGEX = 0x70;
    private static final int MAX_KEY = 0xF0;
    private static final int END = 0x00;

    private ValueBytes() {}

    /** The key of these values in a row. */
    static Key key(Iterable<?> values) {
        var out = Unpooled.buffer();
        values.forEach(value -> write(value, out));
        return new Key(ByteBufUtil.getBytes(out));
    }

    static byte[] of(@Nullable Object value) {
        var out = Unpooled.buffer();
        write(value, out);
        return ByteBufUtil.getBytes(out);
    }

    /** The type's tag: where the values of this one's type begin. */
    static byte[] typeOf(@Nullable Object value) {
        return new byte[] {of(value)[0]};
    }

    private static void write(@Nullable Object value, ByteBuf out) {
        if (value == null || value instanceof Missing) {
            out.writeByte(NULL);
        } else if (value instanceof String text) {
            out.writeByte(STRING);
            writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else if (value instanceof Instant instant) {
            out.writeByte(DATE).writeLong(ordered(instant.toEpochMilli()));
        } else if (value instanceof ObjectId id) {
            out.writeByte(OBJECT_ID).writeBytes(id.toByteArray());
        } else if (value instanceof Boolean bool) {
            out.writeByte(BOOLEAN).writeBoolean(bool);
        } else {
            writeRare(value, out);
        }
    }

    private static void writeRare(Object value, ByteBuf out) {
        if (value instanceof Map<?, ?> document) {
            out.writeByte(DOCUMENT);
            document.forEach((name, field) -> {
                write(name, out);
                write(field, out);
            });
            out.writeByte(END);
        } else if (value instanceof Collection<?> array) {
            out.writeByte(ARRAY);
            array.forEach(element -> write(element, out));
            out.writeByte(END);
        } else if (value instanceof BinData data) {
            out.writeByte(BINARY).writeInt(data.getData().length).writeBytes(data.getData());
        } else if (value instanceof UUID uuid) {
            write(UUID_NEW, uuid, out);
        } else if (value instanceof LegacyUUID legacy) {
            write(UUID_OLD, legacy.getUuid(), out);
        } else {
            writeRarest(value, out);
        }
    }

    private static void writeRarest(Object value, ByteBuf out) {
        if (value instanceof BsonTimestamp timestamp) {
            out.writeByte(TIMESTAMP).writeLong(timestamp.getValue());
        } else if (value instanceof BsonRegularExpression regex) {
            out.writeByte(REGEX);
            write(regex.getPattern(), out);
            write(regex.getOptions(), out);
        } else if (value instanceof MinKey) {
            out.writeByte(MIN_KEY);
        } else if (value instanceof MaxKey) {
            out.writeByte(MAX_KEY);
        } else {
            throw new IllegalArgumentException(
                    "No index can hold a " + value.getClass().getName());
        }
    }

    private static void write(int tag, UUID uuid, ByteBuf out) {
        out.writeByte(tag).writeLong(uuid.getMostSignificantBits()).writeLong(uuid.getLeastSignificantBits());
    }

    /** A zero byte inside is written as 00 FF, so that 00 00 can end the bytes and still sort before every other. */
    private static void writeBytes(byte[] bytes, ByteBuf out) {
        for (byte one : bytes) {
            out.writeByte(one);
            if (one == 0) {
                out.writeByte(0xFF);
            }
        }
        out.writeShort(0);
    }

    /** As a double, then what a long loses by that. */
    private static void writeNumber(Number number, ByteBuf out) {
        var approximate = number.doubleValue() + 0.0;
        var bits = Double.doubleToLongBits(approximate);
        out.writeByte(NUMBER).writeLong(bits < 0 ? ~bits : ordered(bits));
        var lost = number instanceof Long exact ? exact - (long) approximate : 0;
        out.writeShort((int) lost ^ Short.MIN_VALUE);
    }

    private static long ordered(long signed) {
        return signed ^ Long.MIN_VALUE;
    }
}
