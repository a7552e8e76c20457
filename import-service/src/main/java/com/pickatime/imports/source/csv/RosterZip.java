package com.pickatime.imports.source.csv;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip of CSV files, at its top or in a folder, unpacked no further than the limits allow. */
final class RosterZip implements AutoCloseable {

    private static final int BYTE_ORDER_MARK = '\uFEFF';
    private static final long HARMLESS = 16L * 1024 * 1024;
    private static final int PACKED_AT_MOST = 100;

    /** {@code .AppleDouble} for one, but not where a folder stands for itself or the one above. */
    private static final Pattern HIDDEN = Pattern.compile("\\.[^.].*");

    private static final Set<String> LOOKED_FOR = Stream.concat(
                    Stream.of(Manifest.FILE_NAME), Stream.of(CsvFile.values()).map(CsvFile::fileName))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

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
        var zip = opened(file);
        try {
            return new RosterZip(zip, limits);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Names in other alphabets than UTF-8 do not matter: those that are looked for are plain. */
    private static ZipFile opened(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            try {
                return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
            } catch (ZipException | IllegalArgumentException again) {
                throw ZipDirectory.whyUnreadable(file);
            }
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
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(bytes(fileName), decoder));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** Whether what comes out is not what was packed, so that nothing else that is wrong with the file is its maker's fault. */
    boolean isDamaged(String fileName) {
        try (var bytes = bytes(fileName)) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private InputStream bytes(String fileName) throws IOException {
        var entry = files.get(fileName.toLowerCase(Locale.ROOT));
        if (entry == null) {
            throw new IllegalArgumentException("the zip holds no " + fileName);
        }
        return new Counted(zip.getInputStream(entry), entry.getCrc());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Rosters become a tenth when they are packed, and nothing sensible a hundredth. */
    private static boolean isBomb(ZipEntry entry) {
        return entry.getSize() > HARMLESS && entry.getSize() / PACKED_AT_MOST > entry.getCompressedSize();
    }

    /** Leaves out what operating systems add on their own, and whatever else somebody packed. */
    private static boolean isFile(ZipEntry entry) {
        return !entry.isDirectory()
                && LOOKED_FOR.contains(name(entry))
                && Stream.of(path(entry).split("/")).noneMatch(RosterZip::isAddedOrHidden);
    }

    private static boolean isAddedOrHidden(String folder) {
        return folder.equals("__MACOSX") || HIDDEN.matcher(folder).matches();
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
        var path = path(entry);
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static long depth(ZipEntry entry) {
        return path(entry).chars().filter(c -> c == '/').count();
    }

    /** Windows PowerShell 5 writes backslashes between folders. */
    private static String path(ZipEntry entry) {
        return entry.getName().replace('\\', '/');
    }

    /** Counts and checks what really comes out, for the sizes that a zip claims need not be true. */
    private final class Counted extends FilterInputStream {

        private final CRC32 sum = new CRC32();
        private final long expected;

        Counted(InputStream in, long expected) {
            super(in);
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0 && sum.getValue() != expected) {
                throw new ZipException("the check sum is another");
            }
            sum.update(buffer, offset, Math.max(read, 0));
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
