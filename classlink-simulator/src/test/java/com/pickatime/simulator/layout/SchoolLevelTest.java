package com.pickatime.simulator.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchoolLevelTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 10, 117, 1667})
    void dividesAllSchools(int schools) {
        assertThat(SchoolLevel.of(schools))
                .allSatisfy(level -> assertThat(level.schools()).isPositive());
        assertThat(SchoolLevel.of(schools).stream()
                        .mapToInt(SchoolLevel::schools)
                        .sum())
                .isEqualTo(schools);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void teachesEveryGradeOnce(int schools) {
        var grades = SchoolLevel.of(schools).stream()
                .flatMapToInt(level -> IntStream.rangeClosed(level.firstGrade(), level.lastGrade()));

        assertThat(grades.toArray())
                .containsExactly(IntStream.range(0, SchoolLevel.GRADES).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13, 1000, 999_999})
    void sharesOutEveryStudent(int students) {
        var shared = SchoolLevel.of(5).stream()
                .flatMapToInt(level -> IntStream.rangeClosed(level.firstGrade(), level.lastGrade())
                        .flatMap(grade -> IntStream.range(0, level.schools())
                                .map(school -> level.share(students, grade, school))));

        assertThat(shared.sum()).isEqualTo(students);
    }

    @Test
    void callsASingleSchoolJustThat() {
        assertThat(SchoolLevel.of(1)).extracting(SchoolLevel::title).containsExactly("School");
    }
}
