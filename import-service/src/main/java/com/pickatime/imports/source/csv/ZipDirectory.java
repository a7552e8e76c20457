package com.pickatime.imports.source.csv;

import com.pickatime.imports.source.RosterIncompleteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The table of contents at the end of a zip, read only to say why the archive cannot be opened (APPNOTE 4.3.12, 4.3.16). */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int MOST_BYTES = 1 << 20;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DEFLATE64 = 9;

    private ZipDirectory() {}

    /** @throws IOException if the file itself cannot be read */
    static RosterIncompleteException whyUnreadable(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var start = bytes(channel, 0, 2);
            if (start.remaining() < 2 || start.get(0) != 'P' || start.get(1) != 'K') {
                return Incomplete.noZip();
            }
            var tail = bytes(channel, Math.max(0, channel.size() - (END_LENGTH + 0xffff)), END_LENGTH + 0xffff);
            for (int at = tail.remaining() - END_LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    long from = Integer.toUnsignedLong(tail.getInt(at + 16));
                    return why(bytes(channel, from, MOST_BYTES));
                }
            }
            return Incomplete.cutOff();
        }
    }

    private static RosterIncompleteException why(ByteBuffer entries) {
        int at = 0;
        while (at + ENTRY_LENGTH <= entries.remaining() && entries.getInt(at) == ENTRY) {
            int method = entries.getShort(at + 10);
            if ((entries.getShort(at + 8) & 1) != 0) {
                return Incomplete.encrypted();
            }
            if (method != STORED && method != DEFLATED) {
                return Incomplete.packedOtherwise(
                        method == DEFLATE64 ? "Deflate64, as Windows Explorer does with large files" : "a rare method");
            }
            at += ENTRY_LENGTH + length(entries, at + 28) + length(entries, at + 30) + length(entries, at + 32);
        }
        return Incomplete.noZip();
    }

    private static int length(ByteBuffer entries, int at) {
        return Short.toUnsignedInt(entries.getShort(at));
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int most) throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(most, channel.size() - from)))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // read on
        }
        return bytes.flip();
    }
}
