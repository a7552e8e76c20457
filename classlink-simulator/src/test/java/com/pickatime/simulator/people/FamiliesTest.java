package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SeededRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamiliesTest {

    private static final int STUDENTS = 1000;

    private final Families families = new Families(STUDENTS, new SeededRandom(7));

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 27, 28, 500, 1003})
    void knowsEachRelationshipFromBothEnds(int students) {
        var some = new Families(students, new SeededRandom(7));
        var fromStudents = new HashSet<Pair>();
        IntStream.range(0, students)
                .forEach(student ->
                        some.guardiansOf(student).forEach(guardian -> fromStudents.add(new Pair(student, guardian))));
        var fromGuardians = new HashSet<Pair>();
        IntStream.range(0, some.guardians())
                .forEach(guardian ->
                        some.studentsOf(guardian).forEach(student -> fromGuardians.add(new Pair(student, guardian))));

        assertThat(fromGuardians).isEqualTo(fromStudents);
    }

    @Test
    void givesEachStudentOneOrTwoGuardians() {
        assertThat(IntStream.range(0, STUDENTS))
                .allSatisfy(student ->
                        assertThat(families.guardiansOf(student).count()).isBetween(1L, 2L));
    }

    @Test
    void leavesNoGuardianWithoutAStudent() {
        assertThat(IntStream.range(0, families.guardians()))
                .allSatisfy(guardian ->
                        assertThat(families.studentsOf(guardian).count()).isPositive());
    }

    @Test
    void letsSiblingsShareGuardians() {
        assertThat(IntStream.range(0, families.guardians())
                        .filter(guardian -> families.studentsOf(guardian).count() > 1))
                .isNotEmpty();
    }

    @Test
    void linksOnlyTheEldestToTheParentInTheOtherHousehold() {
        var apart = IntStream.range(0, families.count())
                .filter(families::livesApart)
                .findFirst()
                .orElseThrow();
        var parents = families.guardiansIn(apart).toArray();

        assertThat(families.studentsOf(parents[0]).count()).isEqualTo(1);
        assertThat(families.studentsOf(parents[1]).count()).isEqualTo(3);
    }

    @Test
    void namesEachRelationshipOnAtLeastOneSide() {
        var sides = new HashSet<Set<String>>();
        IntStream.range(0, STUDENTS)
                .forEach(student ->
                        families.guardiansOf(student).forEach(guardian -> sides.add(sidesNaming(student, guardian))));

        assertThat(sides)
                .containsExactlyInAnyOrder(Set.of("student"), Set.of("guardian"), Set.of("student", "guardian"));
    }

    private record Pair(int student, int guardian) {}

    private Set<String> sidesNaming(int student, int guardian) {
        var sides = new HashSet<String>();
        if (families.isClaimedByStudent(student, guardian)) {
            sides.add("student");
        }
        if (families.isClaimedByGuardian(student, guardian)) {
            sides.add("guardian");
        }
        return sides;
    }
}
