package com.pickatime.schemas.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pickatime.events.ContentHash;
import com.pickatime.events.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterDigestTest {

    private static final byte[] HASH = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final byte[] OTHER_HASH = {0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    static List<RosterDigest> values() {
        return List.of(
                RosterDigest.EMPTY,
                new RosterDigest(0, -1),
                new RosterDigest(Long.MIN_VALUE, 1),
                new RosterDigest(-1, -1),
                RosterDigest.of(RecordType.PERSON, "s-1", HASH));
    }

    @Test
    void staysTheSameFromReleaseToRelease() {
        // the first half of SHA-256 over "PERSON", 0, "s-1", 0 and the hash: stores keep sums of these
        assertThat(RosterDigest.of(RecordType.PERSON, "s-1", HASH).toHex())
                .isEqualTo("9dfe919f276210a7a2df5f8b109566d4");
        assertThat(RosterDigest.of(RecordType.PERSON, "s-1", (byte[]) null).toHex())
                .isEqualTo("e5262e0b59a589fc0384dd0621b4f273");
    }

    @Test
    void doesNotDependOnTheOrder() {
        var entries = new ArrayList<>(entries(200));
        var expected = sum(entries);
        Collections.shuffle(entries, new Random(1));

        assertThat(sum(entries)).isEqualTo(expected);
        assertThat(sum(entries.subList(0, 70)).plus(sum(entries.subList(70, 200))))
                .isEqualTo(expected);
    }

    @Test
    void showsAnEntryThatIsMissingOrCountedTwice() {
        var entries = entries(5);
        var whole = sum(entries);

        assertThat(sum(entries.subList(0, 4))).isNotEqualTo(whole);
        assertThat(whole.plus(entries.get(0))).isNotEqualTo(whole);
        assertThat(whole.plus(entries.get(0)).plus(entries.get(0))).isNotEqualTo(whole);
    }

    @Test
    void differsByTypeSourceIdAndContent() {
        assertThat(Stream.of(
                        RosterDigest.of(RecordType.PERSON, "s-1", HASH),
                        RosterDigest.of(RecordType.DEMOGRAPHICS, "s-1", HASH),
                        RosterDigest.of(RecordType.PERSON, "S-1", HASH),
                        RosterDigest.of(RecordType.PERSON, "s-1", OTHER_HASH),
                        RosterDigest.of(RecordType.PERSON, "s-1", (byte[]) null)))
                .doesNotHaveDuplicates();
    }

    @Test
    void separatesItsParts() {
        assertThat(RosterDigest.of(RecordType.PERSON, "s", bytes("1\0x")))
                .isNotEqualTo(RosterDigest.of(RecordType.PERSON, "s1", bytes("\0x")))
                .isNotEqualTo(RosterDigest.of(RecordType.PERSON, "s1\0", bytes("x")));
    }

    @Test
    void takesTheAvroHashForTheSame() {
        assertThat(RosterDigest.of(RecordType.ORG, "o-1", new ContentHash(HASH)))
                .isEqualTo(RosterDigest.of(RecordType.ORG, "o-1", HASH));
        assertThat(RosterDigest.of(RecordType.ORG, "o-1", (ContentHash) null))
                .isEqualTo(RosterDigest.of(RecordType.ORG, "o-1", (byte[]) null));
    }

    @Test
    void carriesFromTheLowHalfIntoTheHigh() {
        assertThat(new RosterDigest(0, -1).plus(new RosterDigest(0, 1))).isEqualTo(new RosterDigest(1, 0));
        assertThat(new RosterDigest(4, Long.MIN_VALUE).plus(new RosterDigest(5, Long.MIN_VALUE)))
                .isEqualTo(new RosterDigest(10, 0));
        assertThat(new RosterDigest(4, Long.MAX_VALUE).plus(new RosterDigest(5, 1)))
                .isEqualTo(new RosterDigest(9, Long.MIN_VALUE));
        assertThat(new RosterDigest(-1, -1).plus(new RosterDigest(0, 1))).isEqualTo(RosterDigest.EMPTY);
    }

    @ParameterizedTest
    @MethodSource("values")
    void addsNothingToNothing(RosterDigest digest) {
        assertThat(digest.plus(RosterDigest.EMPTY)).isEqualTo(digest);
        assertThat(RosterDigest.EMPTY.plus(digest)).isEqualTo(digest);
    }

    @ParameterizedTest
    @MethodSource("values")
    void comesBackFromHexAndFromAvro(RosterDigest digest) {
        assertThat(digest.toHex()).hasSize(32).matches("[0-9a-f]+");
        assertThat(RosterDigest.fromHex(digest.toHex())).isEqualTo(digest);
        assertThat(RosterDigest.fromAvro(digest.toAvro())).isEqualTo(digest);
    }

    @Test
    void writesTheHighHalfFirst() {
        assertThat(new RosterDigest(1, 0xab).toHex()).isEqualTo("000000000000000100000000000000ab");
        assertThat(new RosterDigest(1, 0xab).toAvro().bytes())
                .startsWith(0, 0, 0, 0, 0, 0, 0, 1)
                .endsWith(0xab);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "000000000000000100000000000000a", "000000000000000100000000000000abc"})
    void refusesHexOfAnotherLength(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> RosterDigest.fromHex(hex));
    }

    @Test
    void refusesWhatIsNotHex() {
        assertThatIllegalArgumentException().isThrownBy(() -> RosterDigest.fromHex("00000000000000010000000000000zzz"));
    }

    @Test
    void isTheSameOnEveryThread() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<RosterDigest> task = () -> sum(entries(500));
            for (var result : threads.invokeAll(Collections.nCopies(8, task))) {
                assertThat(result.get()).isEqualTo(sum(entries(500)));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<RosterDigest> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> RosterDigest.of(RecordType.PERSON, "s-" + number, HASH))
                .toList();
    }

    private static RosterDigest sum(Collection<RosterDigest> digests) {
        return digests.stream().reduce(RosterDigest.EMPTY, RosterDigest::plus);
    }
}
