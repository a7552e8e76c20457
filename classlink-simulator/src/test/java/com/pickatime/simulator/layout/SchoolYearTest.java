package com.pickatime.simulator.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchoolYearTest {

    private final SeededRandom random = new SeededRandom(7);

    @ParameterizedTest
    @CsvSource({
        "2026-06-30, 2025",
        "2026-07-01, 2026",
        "2026-12-30, 2026",
        "2027-01-01, 2026",
        "2028-02-29, 2027",
    })
    void turnsOverOnTheFirstOfJuly(LocalDate today, int firstYear) {
        assertThat(SchoolYear.at(noonOf(today))).isEqualTo(new SchoolYear(firstYear));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-01", "2026-12-30", "2027-06-30"})
    void modifiesNothingAfterToday(LocalDate today) {
        var clock = noonOf(today);
        var year = SchoolYear.at(clock);

        assertThat(IntStream.range(0, 1000).mapToObj(record -> year.modifiedAt(record, random)))
                .allMatch(clock.instant()::isAfter);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 12})
    void hasStudentsOfTheRightAge(int grade) {
        var year = new SchoolYear(2026);
        var cutOff = LocalDate.of(2026, 9, 1);

        assertThat(IntStream.range(0, 1000).mapToObj(student -> year.birthDate(grade, student, random)))
                .allSatisfy(birthDate ->
                        assertThat(birthDate.until(cutOff).getYears()).isEqualTo(5 + grade));
    }

    @Test
    void keepsItsTermsInOrder() {
        var year = new SchoolYear(2026);

        assertThat(new LocalDate[] {year.start(), year.winterBreak(), year.springStart(), year.end()})
                .isSorted();
    }

    private static Clock noonOf(LocalDate day) {
        return Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
    }
}
