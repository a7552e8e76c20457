package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SeededRandom;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcedIdsTest {

    private final SourcedIds ids = new SourcedIds(new SeededRandom(7), 32);

    @Test
    void ascendWithTheIndexWhateverTheirShape() {
        assertThat(first(2000, ids::student)).isSorted();
        assertThat(first(2000, ids::schoolClass)).isSorted();
        assertThat(first(2000, ids::guardian)).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\d{7}", "\\d{7}\\|\\d", "\\d{7} A", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"})
    void comeInEveryShape(String shape) {
        assertThat(first(500, ids::student)).anyMatch(id -> id.matches(shape));
    }

    @ParameterizedTest
    @CsvSource({"32, 0, T0001", "9999, 9998, T9999", "10000, 0, T00001", "63346, 63345, T63346"})
    void giveTeachersAsManyDigitsAsTheLastOneNeeds(int teachers, int index, String id) {
        assertThat(new SourcedIds(new SeededRandom(7), teachers).teacher(index)).isEqualTo(id);
    }

    @Test
    void canBeReadBack() {
        assertThat(IntStream.range(0, 2000)).allSatisfy(index -> {
            assertThat(ids.studentIndex(ids.student(index))).isEqualTo(index);
            assertThat(ids.classIndex(ids.schoolClass(index))).isEqualTo(index);
            assertThat(ids.guardianIndex(ids.guardian(index))).isEqualTo(index);
        });
        assertThat(IntStream.range(0, 32))
                .allSatisfy(index ->
                        assertThat(ids.teacherIndex(ids.teacher(index))).isEqualTo(index));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "G", "T", "Tx", "T99999999999", "G123", "not-an-id", "１２３４５６７"})
    void readNothingFromOtherText(String text) {
        assertThat(ids.studentIndex(text)).isNegative();
        assertThat(ids.guardianIndex(text)).isNegative();
        assertThat(ids.teacherIndex(text)).isNegative();
    }

    private static List<String> first(int count, IntFunction<String> id) {
        return IntStream.range(0, count).mapToObj(id).toList();
    }
}
