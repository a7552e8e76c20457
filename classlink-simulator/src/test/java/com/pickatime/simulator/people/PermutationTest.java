package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 500, 4096, 100_000})
    void placesEveryNumberOnce(int size) {
        var shuffle = new Permutation(size, 7);

        assertThat(IntStream.range(0, size).map(shuffle::at).distinct().count()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 500, 1_000_000})
    void findsTheWayBack(int size) {
        var shuffle = new Permutation(size, -12_345_678_901L);

        assertThat(IntStream.range(0, size).filter(number -> shuffle.at(shuffle.positionOf(number)) != number))
                .isEmpty();
    }
}
