package com.pickatime.contacts.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongHashSetTest {

    @Test
    void behavesLikeAnySet() {
        var random = new Random(1);
        var expected = new HashSet<Long>();
        var set = new LongHashSet();
        for (int i = 0; i < 50_000; i++) {
            long hash = random.nextInt(20_000) * 0x9e3779b97f4a7c15L;
            assertThat(set.contains(hash)).isEqualTo(expected.contains(hash));
            assertThat(set.add(hash)).isEqualTo(expected.add(hash));
        }
        assertThat(set.size()).isEqualTo(expected.size());
    }

    @Test
    void holdsZeroToo() {
        var set = new LongHashSet();

        assertThat(set.contains(0)).isFalse();
        assertThat(set.add(0)).isTrue();
        assertThat(set.add(0)).isFalse();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void getsADifferentHashForEachOfManySimilarIds() {
        var set = new LongHashSet();
        for (int i = 0; i < 200_000; i++) {
            set.add(SourceIdHashes.of("T" + i));
            set.add(SourceIdHashes.ofPair("T" + i, "S" + (i + 1)));
        }

        assertThat(set.size()).isEqualTo(400_000);
    }

    @Test
    void tellsPairsApartByOrderAndByWhereOneIdEnds() {
        assertThat(SourceIdHashes.ofPair("a", "b")).isNotEqualTo(SourceIdHashes.ofPair("b", "a"));
        assertThat(SourceIdHashes.ofPair("ab", "c")).isNotEqualTo(SourceIdHashes.ofPair("a", "bc"));
        assertThat(SourceIdHashes.ofUnorderedPair("a", "b")).isEqualTo(SourceIdHashes.ofUnorderedPair("b", "a"));
    }
}
