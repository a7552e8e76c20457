package com.pickatime.local.infrastructure.store.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentTest {

    private static final int LARGER_THAN_ANY_BUFFER = 1 << 20;

    @TempDir
    private Path directory;

    enum Kind {
        MEMORY,
        FILE
    }

    private Segment open(Kind kind) {
        return kind == Kind.MEMORY ? new MemorySegment() : openFile();
    }

    private FileSegment openFile() {
        return FileSegment.open(directory.resolve("segment"));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Segment segment, int offset, int length) {
        return StandardCharsets.UTF_8.decode(segment.read(offset, length)).toString();
    }

    @ParameterizedTest
    @EnumSource
    void readsBackWhatIsFlushedAndWhatIsNot(Kind kind) {
        try (var segment = open(kind)) {
            segment.append(bytes("flushed"));
            segment.flush();
            segment.append(bytes("not yet"));

            assertThat(read(segment, 0, 7)).isEqualTo("flushed");
            assertThat(read(segment, 7, 7)).isEqualTo("not yet");
            assertThat(segment.size()).isEqualTo(14);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesMoreThanItsBufferAtOnce(Kind kind) {
        try (var segment = open(kind)) {
            segment.append(bytes("before"));
            segment.append(bytes("x".repeat(LARGER_THAN_ANY_BUFFER) + "end"));
            segment.append(bytes("after"));

            assertThat(read(segment, 0, 6)).isEqualTo("before");
            assertThat(read(segment, 6, LARGER_THAN_ANY_BUFFER + 3)).endsWith("xend");
            assertThat(read(segment, 6 + LARGER_THAN_ANY_BUFFER + 3, 5)).isEqualTo("after");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItWasCutOff(Kind kind) {
        try (var segment = open(kind)) {
            segment.append(bytes("stays, goes"));
            segment.flush();

            segment.truncate(5);
            segment.append(bytes("!"));
            segment.flush();

            assertThat(segment.size()).isEqualTo(6);
            assertThat(read(segment, 0, 6)).isEqualTo("stays!");
        }
    }

    @Test
    void hasInItsFileWhatIsFlushed() throws Exception {
        try (var segment = openFile()) {
            segment.append(bytes("one"));
            assertThat(Files.size(directory.resolve("segment"))).isZero();
            segment.flush();
            assertThat(directory.resolve("segment")).hasContent("one");
        }
        try (var reopened = openFile()) {
            reopened.append(bytes("two"));
        }
        assertThat(directory.resolve("segment")).hasContent("onetwo");
    }

    @Test
    void refusesEverythingAfterAFailedWrite() {
        var segment = openFile();
        segment.append(bytes("one"));
        segment.close();
        segment.append(bytes("two"));

        assertThatThrownBy(segment::flush).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> segment.read(0, 3)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void noticesAFileThatBecameShorter() throws Exception {
        try (var segment = openFile()) {
            segment.append(bytes("complete"));
            segment.flush();
            Files.writeString(directory.resolve("segment"), "com");

            assertThatThrownBy(() -> segment.read(0, 8)).isInstanceOf(DamagedStoreException.class);
        }
    }

    @Test
    void namesItsFile() {
        try (var segment = openFile()) {
            assertThat(segment).hasToString(directory.resolve("segment").toString());
        }
    }

    @Test
    void comesBackInOrderOfNumbers() {
        var storage = new DirectoryStorage(directory.resolve("log"));
        assertThat(storage.existing()).isEmpty();
        List.of(10, 9, 1_000_000).forEach(number -> storage.create(number).close());

        var segments = storage.existing();

        assertThat(segments.keySet()).containsExactly(9, 10, 1_000_000);
        segments.values().forEach(Segment::delete);
        storage.delete();
        assertThat(directory.resolve("log")).doesNotExist();
    }
}
