package com.pickatime.contacts.own.files;

import com.pickatime.platform.text.Blanks;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip of up to six files, each known by its columns whatever it is called, and unpacked no further than the limits allow.
 *
 * <p>What is wrong with it as a whole is a {@link FilesRefusedException}. Not for use by several threads at a time.
 */
public final class FilesZip implements AutoCloseable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final long HARMLESS = 16L * 1024 * 1024;
    private static final int PACKED_AT_MOST = 100;

    /** Names that are no data of anybody, to repeat in an answer. */
    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z][A-Za-z0-9 _.-]{0,60}");

    private final ZipFile zip;
    private final Encoding encoding;
    private final FilesLimits limits;
    private final Map<FileKind, Part> parts = new EnumMap<>(FileKind.class);

    private FilesZip(ZipFile zip, Encoding encoding, FilesLimits limits) throws IOException {
        this.zip = zip;
        this.encoding = encoding;
        this.limits = limits;
        if (zip.size() > limits.entries() || zip.stream().anyMatch(FilesZip::isBomb)) {
            throw tooLarge();
        }
        var entries = zip.stream().filter(FilesZip::isFile).toList();
        for (int i = 0; i < entries.size(); i++) {
            recognise(entries.get(i), shown(entries.get(i), i + 1));
        }
        if (parts.isEmpty()) {
            throw new FilesRefusedException(
                    "NO_FILES",
                    "The zip holds no file. Put the Teacher, Student, Class, Enrollment, Parent and"
                            + " Parent-Student Relationship files into it, those of them that you have.");
        }
    }

    /** One of the files. */
    private record Part(ZipEntry entry, FileHeader header, String shown) {}

    public static FilesZip open(Path file, Encoding encoding, FilesLimits limits) throws IOException {
        var zip = opened(file);
        try {
            return new FilesZip(zip, encoding, limits);
        } catch (RuntimeException | IOException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile opened(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            try {
                // names in another alphabet than UTF-8 do not matter
                return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
            } catch (ZipException | EOFException | IllegalArgumentException again) {
                throw new FilesRefusedException(
                        "NO_ZIP",
                        "What was sent is no zip that can be opened, or a part of it is missing. Pack the files"
                                + " into a zip without a password and send it again.");
            }
        }
    }

    /** Which files there are. */
    public Set<FileKind> kinds() {
        return Set.copyOf(parts.keySet());
    }

    /** The rows of one of the files; close it. */
    public FileLines lines(FileKind kind, DateOrder order, LocalDate today) throws IOException {
        var part = parts.get(kind);
        if (part == null) {
            throw new IllegalArgumentException("the zip has no such file");
        }
        try {
            return new FileLines(
                    kind,
                    part.header(),
                    new DateReading(order, today),
                    text(part.entry(), part.shown()),
                    limits.rows(),
                    encoding);
        } catch (ZipException | EOFException e) {
            throw corrupt(part.shown());
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private void recognise(ZipEntry entry, String shown) throws IOException {
        var header = header(entry, shown);
        var kind = header.kind();
        if (parts.putIfAbsent(kind, new Part(entry, header, shown)) != null) {
            throw new FilesRefusedException(
                    "TWO_FILES_OF_A_KIND",
                    "%s and another file are both %s files. Put all rows into one of them."
                            .formatted(shown, kind.title()));
        }
    }

    private FileHeader header(ZipEntry entry, String shown) throws IOException {
        try {
            return FileHeader.read(text(entry, shown), shown, encoding);
        } catch (ZipException | EOFException e) {
            throw corrupt(shown);
        }
    }

    private Reader text(ZipEntry entry, String shown) throws IOException {
        var decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = new Counted(zip.getInputStream(entry), entry.getCrc());
        var reader = new BufferedReader(new InputStreamReader(bytes, decoder));
        try {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
        } catch (CharacterCodingException e) {
            throw notDecodable(shown, encoding);
        }
        return reader;
    }

    static FilesRefusedException notDecodable(String file, Encoding encoding) {
        return encoding == Encoding.UTF_8
                ? new FilesRefusedException(
                        "NOT_UTF_8",
                        file + " holds bytes that are no UTF-8, so names would be spoilt. Is it Windows-1252, as Excel"
                                + " saves text on Windows? Then load it again with encoding=windows-1252; else save it as"
                                + " UTF-8.")
                : new FilesRefusedException(
                        "NOT_WINDOWS_1252",
                        file + " holds bytes that are no Windows-1252. Save it as UTF-8, and load it again without an"
                                + " encoding.");
    }

    static FilesRefusedException corrupt(String file) {
        return new FilesRefusedException(
                "CORRUPT", file + " cannot be unpacked as a whole. Pack the zip anew and send it again.");
    }

    private static FilesRefusedException tooLarge() {
        return new FilesRefusedException(
                "TOO_LARGE",
                "The zip would be larger than any business's files when it is unpacked. Send the six files alone.");
    }

    /** Texts become a tenth when they are packed, and nothing sensible a hundredth. */
    private static boolean isBomb(ZipEntry entry) {
        return entry.getSize() > HARMLESS && entry.getSize() / PACKED_AT_MOST > entry.getCompressedSize();
    }

    /** Leaves out folders, however they are written, and what operating systems add or hide on their own. */
    private static boolean isFile(ZipEntry entry) {
        var path = entry.getName().replace('\\', '/');
        return !path.endsWith("/") && Stream.of(path.split("/")).noneMatch(FilesZip::isAddedOrHidden);
    }

    private static boolean isAddedOrHidden(String part) {
        return part.equals("__MACOSX") || (part.startsWith(".") && !part.equals(".") && !part.equals(".."));
    }

    private static String shown(ZipEntry entry, int number) {
        var name = name(entry.getName().replace('\\', '/'));
        return QUOTABLE.matcher(name).matches() ? name : "File " + number + " of the zip";
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Counts and checks what really comes out, for the sizes that a zip claims need not be true. */
    private final class Counted extends FilterInputStream {

        private final CRC32 sum = new CRC32();
        private final long expected;
        private long bytesLeft = limits.bytes();

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
            bytesLeft -= Math.max(read, 0);
            if (bytesLeft < 0) {
                throw tooLarge();
            }
            return read;
        }
    }

    static List<String> stripped(List<String> cells) {
        return cells.stream().map(Blanks::strip).toList();
    }
}
