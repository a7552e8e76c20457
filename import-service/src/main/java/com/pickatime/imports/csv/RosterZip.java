package com.pickatime.imports.csv;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip of CSV files, at its top or in a folder, unpacked no further than the limits allow. */
final class RosterZip implements AutoCloseable {

    private static final int BYTE_ORDER_MARK = '\uFEFF';
    private static final long HARMLESS = 16L * 1024 * 1024;
    private static final int PACKED_AT_MOST = 100;

    private final ZipFile zip;
    private final Map<String, ZipEntry> files = new HashMap<>();
    private final long mostRows;
    private long bytesLeft;

    private RosterZip(ZipFile zip, CsvLimits limits) {
        this.zip = zip;
        bytesLeft = limits.bytes();
        mostRows = limits.rows();
        if (zip.size() > limits.entries() || zip.stream().anyMatch(RosterZip::isBomb)) {
            throw Incomplete.tooLarge();
        }
        zip.stream().filter(RosterZip::isFile).forEach(this::remember);
    }

    static RosterZip open(Path file, CsvLimits limits) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw Incomplete.noZip();
        }
        try {
            return new RosterZip(zip, limits);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Of each file, its header not counted. */
    long mostRows() {
        return mostRows;
    }

    boolean has(String fileName) {
        return files.containsKey(fileName.toLowerCase(Locale.ROOT));
    }

    /** The file's text; what is not UTF-8 fails instead of turning names into question marks. */
    Reader read(String fileName) throws IOException {
        var entry = files.get(fileName.toLowerCase(Locale.ROOT));
        if (entry == null) {
            throw new IllegalArgumentException("the zip holds no " + fileName);
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(new Counted(zip.getInputStream(entry)), decoder));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Rosters become a tenth when they are packed, and nothing sensible a hundredth. */
    private static boolean isBomb(ZipEntry entry) {
        return entry.getSize() > HARMLESS && entry.getSize() / PACKED_AT_MOST > entry.getCompressedSize();
    }

    /** Leaves out what operating systems add on their own. */
    private static boolean isFile(ZipEntry entry) {
        return !entry.isDirectory()
                && !entry.getName().startsWith("__MACOSX/")
                && !name(entry).startsWith(".");
    }

    private void remember(ZipEntry entry) {
        files.merge(name(entry), entry, (one, other) -> {
            if (depth(one) == depth(other)) {
                throw Incomplete.twice(name(entry));
            }
            return depth(one) < depth(other) ? one : other;
        });
    }

    private static String name(ZipEntry entry) {
        var path = entry.getName();
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static long depth(ZipEntry entry) {
        return entry.getName().chars().filter(c -> c == '/').count();
    }

    /** Counts what really comes out, for the sizes that a zip claims need not be true. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            bytesLeft -= bytes;
            if (bytesLeft < 0) {
                throw Incomplete.tooLarge();
            }
        }
    }
}
