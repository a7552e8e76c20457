package com.pickatime.imports.source.snapshot;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.row.RowBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one bucket of a snapshot holds, as bytes:
 *
 * <pre>
 * bucket = { hash (16 bytes) whole (1 byte: 1 or 0) length (4 bytes) bytes }
 * bytes  = row as {@link RowBytes} writes it, of one that is whole; else the source ID in UTF-8
 * </pre>
 */
final class BucketContent {

    private static final int HASH_BYTES = 16;

    private BucketContent() {}

    /**
     * One entity.
     *
     * @param hash content hash (16 bytes)
     * @param row null where only its hash is known
     */
    record Entry(String sourceId, byte[] hash, @Nullable RosterRow row) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Entry[]";
        }
    }

    static byte[] write(List<Entry> entries) {
        var bytes = new ByteArrayOutputStream();
        var rows = new RowBytes();
        try (var out = new DataOutputStream(bytes)) {
            for (var entry : entries) {
                var row = entry.row();
                var content = row == null ? entry.sourceId().getBytes(StandardCharsets.UTF_8) : rows.of(row);
                out.write(entry.hash());
                out.writeBoolean(row != null);
                out.writeInt(content.length);
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be written", e);
        }
        return bytes.toByteArray();
    }

    static List<Entry> read(RecordType type, byte[] bytes, Schema writtenWith) {
        var entries = new ArrayList<Entry>();
        var rows = new RowBytes();
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                var hash = in.readNBytes(HASH_BYTES);
                boolean whole = in.readBoolean();
                var content = in.readNBytes(in.readInt());
                if (whole) {
                    var row = rows.read(type, content, writtenWith);
                    entries.add(new Entry(row.sourceId(), hash, row));
                } else {
                    entries.add(new Entry(new String(content, StandardCharsets.UTF_8), hash, null));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a bucket of a snapshot is cut off", e);
        }
        return entries;
    }

    static byte[] deflate(byte[] bytes) {
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be written", e);
        }
        return deflated.toByteArray();
    }

    static byte[] inflate(byte[] deflated) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("a part of a snapshot cannot be inflated", e);
        }
    }
}
