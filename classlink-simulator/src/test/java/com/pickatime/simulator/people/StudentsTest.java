package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.User;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentsTest {

    private final Blueprint blueprint = Blueprint.of(500, 7, new SchoolYear(2026));
    private final Students students = new Students(blueprint);
    private final Guardians guardians = new Guardians(blueprint, new Staff(blueprint));

    @Test
    void nameTheGuardiansThatTheyClaim() {
        assertThat(IntStream.range(0, 500)).allSatisfy(student -> {
            var claimed = blueprint
                    .families()
                    .guardiansOf(student)
                    .filter(guardian -> blueprint.families().isClaimedByStudent(student, guardian))
                    .mapToObj(guardians::id);
            assertThat(user(student).membership().agents())
                    .extracting(agent -> agent.sourcedId())
                    .containsExactlyElementsOf(claimed.toList());
        });
    }

    @Test
    void bearTheNameOfTheirSiblings() {
        var siblings = IntStream.range(0, guardians.count())
                .mapToObj(guardian -> blueprint.families().studentsOf(guardian).toArray())
                .filter(children -> children.length > 1)
                .findFirst()
                .orElseThrow();

        assertThat(user(siblings[0]).name().familyName())
                .isEqualTo(user(siblings[1]).name().familyName());
    }

    @Test
    void haveTwoIdentifiersFromOtherSystems() {
        assertThat(user(3).account().userIds())
                .extracting(id -> id.type() + " " + id.identifier())
                .containsExactly("Fed " + students.id(3), "StateID 3000000003");
    }

    @Test
    void areFoundByTheWholeSourcedIdOnly() {
        var id = students.id(3);

        assertThat(students.indexOf(id)).isEqualTo(3);
        assertThat(students.indexOf(id + "|9")).isEqualTo(-1);
        assertThat(students.indexOf("1900500")).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"0, KG", "1, 01", "9, 09", "10, 10", "12, 12"})
    void areInGradesWithTwoCharacters(int grade, String code) {
        assertThat(Grades.code(grade)).isEqualTo(code);
    }

    private User user(int student) {
        return students.user(student, Base.of(students.id(student), Instant.EPOCH));
    }
}
