package com.pickatime.simulator.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SeededRandom.Trait;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededRandomTest {

    private final SeededRandom random = new SeededRandom(7);

    @Test
    void repeatsItself() {
        assertThat(random.bits(Trait.GIVEN_NAME, 42)).isEqualTo(new SeededRandom(7).bits(Trait.GIVEN_NAME, 42));
    }

    @Test
    void dependsOnSeedTraitAndIndex() {
        var bits = random.bits(Trait.GIVEN_NAME, 42);

        assertThat(new SeededRandom(8).bits(Trait.GIVEN_NAME, 42)).isNotEqualTo(bits);
        assertThat(random.bits(Trait.FAMILY_NAME, 42)).isNotEqualTo(bits);
        assertThat(random.bits(Trait.GIVEN_NAME, 43)).isNotEqualTo(bits);
    }

    @Test
    void spreadsEvenly() {
        var perBucket = new int[10];
        IntStream.range(0, 10_000).forEach(index -> perBucket[random.below(10, Trait.SEX, index)]++);

        assertThat(IntStream.of(perBucket))
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500, 12_345})
    void choosesOneInEachRun(int start) {
        var chosen = IntStream.range(start, start + 97).filter(index -> random.once(97, Trait.BIRTH_DATE_BLANK, index));

        assertThat(chosen.count()).isEqualTo(1);
    }
}
