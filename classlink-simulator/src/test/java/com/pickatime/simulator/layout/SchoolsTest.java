package com.pickatime.simulator.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchoolsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "59, 1", "60, 3", "500, 3", "1800, 3", "6000, 10", "60000, 100"})
    void foundsASchoolForEachSixHundredStudentsAndOneOfEachLevel(int students, int schools) {
        assertThat(new Schools(students).count()).isEqualTo(schools);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 25, 500, 1201, 1801, 5003})
    void seatsEveryStudentOnceInEachPeriod(int students) {
        var schools = new Schools(students);
        var seats = new HashSet<String>();

        forEachSeat(
                schools,
                (list, student) -> assertThat(seats.add(student + " in period " + list.period()))
                        .isTrue());

        var expected = IntStream.range(0, students)
                .map(student -> schools.cohortOf(student).periods())
                .sum();
        assertThat(seats).hasSize(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 500, 5003})
    void keepsStudentsInTheirOwnCohort(int students) {
        var schools = new Schools(students);

        forEachSeat(
                schools,
                (list, student) -> assertThat(schools.cohortOf(student)).isEqualTo(list.cohort()));
    }

    @Test
    void fillsClassesEvenly() {
        var schools = new Schools(5003);

        assertThat(IntStream.range(0, schools.classes())
                        .map(index -> schools.classSection(index).students()))
                .allSatisfy(size -> assertThat(size).isBetween(13, 26));
    }

    @Test
    void mixesClassmatesFromPeriodToPeriod() {
        var cohort = new Schools(6000).cohortOf(5900);
        var first = new ClassSection(cohort, 0, 0);
        var second = new ClassSection(cohort, 1, 0);

        assertThat(studentsOf(second)).isNotEqualTo(studentsOf(first));
    }

    @Test
    void listsClassmatesInAscendingOrder() {
        var schools = new Schools(5003);

        assertThat(IntStream.range(0, schools.classes()).mapToObj(index -> studentsOf(schools.classSection(index))))
                .allSatisfy(students -> assertThat(students).isSorted());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 5003})
    void letsTwoTeachersOfTheSchoolShareAClass(int students) {
        var schools = new Schools(students);

        assertThat(IntStream.range(0, schools.classes())).allSatisfy(index -> {
            var school = schools.classSection(index).cohort().school();
            assertThat(schools.leadTeacher(index)).isNotEqualTo(schools.secondTeacher(index));
            assertThat(schools.schoolOfTeacher(schools.leadTeacher(index))).isEqualTo(school);
            assertThat(schools.schoolOfTeacher(schools.secondTeacher(index))).isEqualTo(school);
        });
    }

    @Test
    void teachesEveryGradeInLargeDistricts() {
        var schools = new Schools(60_000);
        var grades = IntStream.range(0, 60_000)
                .mapToObj(student -> schools.cohortOf(student).grade())
                .collect(Collectors.groupingBy(grade -> grade, Collectors.counting()));

        assertThat(grades).hasSize(13);
        assertThat(grades.values()).allSatisfy(count -> assertThat(count).isBetween(4_615L, 4_616L));
    }

    private interface Seat {
        void check(ClassSection list, int student);
    }

    private static void forEachSeat(Schools schools, Seat seat) {
        for (int index = 0; index < schools.classes(); index++) {
            var list = schools.classSection(index);
            studentsOf(list).forEach(student -> seat.check(list, student));
        }
    }

    private static List<Integer> studentsOf(ClassSection list) {
        return IntStream.range(0, list.students()).map(list::student).boxed().toList();
    }
}
