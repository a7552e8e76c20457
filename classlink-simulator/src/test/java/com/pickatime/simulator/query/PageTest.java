package com.pickatime.simulator.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @ParameterizedTest
    @CsvSource({"10, 0, 10", "10, 95, 5", "10, 100, 0", "10, 2000000000, 0", "1000, 0, 100", "1, 99, 1"})
    void picksItsPartAndCountsTheRest(int limit, int offset, int size) {
        var page = page(limit, offset);

        assertThat(page.indexes().toArray())
                .containsExactly(IntStream.range(offset, offset + size).toArray());
        assertThat(page.total()).isEqualTo(100);
    }

    @Test
    void losesItsSecondHalf() {
        assertThat(page(5, 0).halved().indexes().toArray()).containsExactly(0, 1);
        assertThat(page(5, 0).halved().total()).isEqualTo(100);
    }

    private static Page page(int limit, int offset) {
        return Page.collect(IntStream.range(0, 100), new PageRequest(limit, offset, false, Filter.parse(null)));
    }
}
