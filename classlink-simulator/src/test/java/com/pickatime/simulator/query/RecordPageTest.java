package com.pickatime.simulator.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.query.PageRequest.Order;
import com.pickatime.simulator.tables.Selection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordPageTest {

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

    @Test
    void startsAtTheEndWhenDescending() {
        assertThat(RecordPage.of(Selection.range(0, 100), request(3, 1, true), 0)
                        .indexes()
                        .toArray())
                .containsExactly(98, 97, 96);
    }

    @Test
    void goesRoundWhenShifted() {
        assertThat(RecordPage.of(Selection.of(IntStream.of(7, 8, 9)), request(2, 1, false), 1)
                        .indexes()
                        .toArray())
                .containsExactly(9, 7);
    }

    private static RecordPage page(int limit, int offset) {
        return RecordPage.of(Selection.range(0, 100), request(limit, offset, false), 0);
    }

    private static PageRequest request(int limit, int offset, boolean descending) {
        return new PageRequest(limit, offset, new Order("sourcedId", descending), Filter.parse(null), List.of());
    }
}
