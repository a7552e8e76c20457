package com.pickatime.local.infrastructure.store.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    private static final int SMALL_SEGMENT = 1000;

    @TempDir
    private Path directory;

    private static Key key(String text) {
        return new Key(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] document(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Key key) {
        return new String(key.bytes(), StandardCharsets.UTF_8);
    }

    private static Optional<String> read(Documents documents, String key) {
        return documents.get(key(key)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private Documents open() {
        return Documents.open(Optional.of(directory));
    }

    private Documents openSmall() {
        return new Documents(new DirectoryStorage(directory), SMALL_SEGMENT);
    }

    private long filesSize() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void givesBackWhatWasPutLast() {
        try (var documents = open()) {
            documents.put(key("a"), document("one"));
            documents.put(key("b"), document(""));
            documents.put(key("a"), document("two"));

            assertThat(read(documents, "a")).contains("two");
            assertThat(read(documents, "b")).contains("");
            assertThat(read(documents, "c")).isEmpty();
            assertThat(documents.size()).isEqualTo(2);
        }
    }

    @Test
    void givesBackAfterReopeningWhatWasFlushed() {
        var documents = open();
        documents.put(key("a"), document("one"));
        documents.put(key("b"), document("two"));
        documents.put(key("c"), document("three"));
        documents.remove(key("b"));
        documents.put(key("c"), document("four"));
        documents.flush();

        // not closed: a killed process does not close either
        try (var reopened = open()) {
            assertThat(reopened.keys()).extracting(DocumentsTest::text).containsExactly("a", "c");
            assertThat(read(reopened, "c")).contains("four");
            assertThat(reopened.liveBytes()).isEqualTo(documents.liveBytes());
        }
    }

    @Test
    void removesOnlyWhatIsThere() {
        try (var documents = open()) {
            documents.put(key("a"), document("one"));

            assertThat(documents.remove(key("a"))).isTrue();
            assertThat(documents.remove(key("a"))).isFalse();
            assertThat(documents.liveBytes()).isZero();
        }
    }

    @Test
    void listsTheKeysOfRangesInOrder() {
        try (var documents = Documents.open(Optional.empty())) {
            List.of("d", "a", "c", "b").forEach(key -> documents.put(key(key), document(key)));

            var found = documents.keys(List.of(
                    new KeyRange(key("b"), key("d")),
                    new KeyRange(key("x"), key("z")),
                    new KeyRange(key("z"), key("a"))));

            assertThat(found).extracting(DocumentsTest::text).containsExactly("b", "c");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 20})
    void dropsARecordThatAKillLeftUnfinished(int missing) throws IOException {
        try (var documents = open()) {
            documents.put(key("whole"), document("stays"));
            documents.put(key("torn"), document("never acknowledged"));
        }
        var file = directory.resolve("000001.log");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - missing);
        }

        try (var reopened = open()) {
            assertThat(reopened.keys()).extracting(DocumentsTest::text).containsExactly("whole");
            reopened.put(key("next"), document("goes on"));
        }
        try (var again = open()) {
            assertThat(read(again, "next")).contains("goes on");
        }
    }

    @Test
    void refusesALogWithAChangedByte() throws IOException {
        try (var documents = open()) {
            documents.put(key("a"), document("the first document"));
            documents.put(key("b"), document("the second document"));
        }
        var file = directory.resolve("000001.log");
        var bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(this::open)
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining("byte 0 of")
                .hasMessageContaining("000001.log");
    }

    @Test
    void refusesALogThatEndsInItsMiddle() throws IOException {
        try (var documents = openSmall()) {
            for (int i = 0; i < 40; i++) {
                documents.put(key("key-" + i), document("x".repeat(50)));
            }
        }
        var first = directory.resolve("000001.log");
        Files.write(first, java.util.Arrays.copyOf(Files.readAllBytes(first), 500));

        assertThatThrownBy(this::openSmall).isInstanceOf(DamagedStoreException.class);
    }

    @Test
    void givesUpSegmentsOfReplacedDocuments() throws IOException {
        try (var documents = openSmall()) {
            for (int i = 0; i < 10_000; i++) {
                documents.put(key("key-" + i % 10), document("content " + i));
            }
            documents.flush();

            assertThat(filesSize()).isLessThan(3 * SMALL_SEGMENT);
            assertThat(documents.logBytes()).isEqualTo(filesSize());
        }
        try (var reopened = openSmall()) {
            assertThat(read(reopened, "key-3")).contains("content 9993");
            assertThat(reopened.size()).isEqualTo(10);
        }
    }

    @Test
    void doesNotBringBackWhatWasRemovedBeforeItsSegmentWasGivenUp() {
        try (var documents = openSmall()) {
            documents.put(key("gone"), document("x".repeat(100)));
            for (int i = 0; i < 100; i++) {
                documents.put(key("filler-" + i), document("x".repeat(50)));
            }
            documents.remove(key("gone"));
            for (int i = 0; i < 100; i++) {
                documents.remove(key("filler-" + i));
            }
        }
        try (var reopened = openSmall()) {
            assertThat(reopened.keys()).isEmpty();
        }
    }

    @Test
    void agreesWithAnOrdinaryMapWhateverHappens() {
        var random = new Random(42);
        var expected = new HashMap<String, String>();
        for (int round = 0; round < 20; round++) {
            try (var documents = openSmall()) {
                assertThat(contentOf(documents)).isEqualTo(expected);
                for (int i = 0; i < 200; i++) {
                    var key = "key-" + random.nextInt(50);
                    if (random.nextInt(4) == 0) {
                        assertThat(documents.remove(key(key))).isEqualTo(expected.remove(key) != null);
                    } else {
                        var value = "v".repeat(random.nextInt(2000)) + i;
                        documents.put(key(key), document(value));
                        expected.put(key, value);
                    }
                }
                assertThat(contentOf(documents)).isEqualTo(expected);
            }
        }
    }

    private static Map<String, String> contentOf(Documents documents) {
        var content = new HashMap<String, String>();
        documents.forEach((key, bytes) -> assertThat(content.put(text(key), new String(bytes, StandardCharsets.UTF_8)))
                .isNull());
        for (var key : documents.keys()) {
            assertThat(read(documents, text(key))).contains(content.get(text(key)));
        }
        return content;
    }

    @Test
    void showsTheSameKeyObjectsThatItHolds() {
        try (var documents = open()) {
            documents.put(key("a"), document("one"));
            documents.put(key("a"), document("two"));
            var shown = new ArrayList<Key>();

            documents.forEach((key, bytes) -> shown.add(key));

            assertThat(shown).hasSize(1);
            assertThat(shown.get(0)).isSameAs(documents.keys().get(0));
        }
    }

    @Test
    void refusesEverythingOnceItsFileIsClosed() {
        var documents = open();
        documents.put(key("a"), document("x".repeat(100_000)));
        documents.close();

        assertThatThrownBy(() -> documents.get(key("a"))).isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void leavesNothingWhenDeleted() {
        var documents = openSmall();
        documents.put(key("a"), document("one"));

        documents.delete();

        assertThat(directory).doesNotExist();
        assertThat(documents.keys()).isEmpty();
    }

    @Test
    void keepsKeysOutOfMessages() {
        assertThat(key("person@example.org")).hasToString("Key of 18 bytes");
    }
}
