package com.pickatime.contacts.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClassRosterTest {

    @Test
    void offersACoTaughtClassOncePerTeacherThePrimaryOneFirst() {
        var rosters = ClassRoster.of(
                List.of(teacher("t1", false), teacher("t2", true), student("s2"), student("s1")), Map.of());

        assertThat(rosters).extracting(roster -> roster.teacher().sourceId()).containsExactly("t2", "t1");
        assertThat(rosters)
                .allSatisfy(roster -> assertThat(roster.students())
                        .extracting(ClassRoster.Member::sourceId)
                        .containsExactly("s1", "s2"));
    }

    @Test
    void offersAClassWithoutATeacherToNobody() {
        assertThat(ClassRoster.of(List.of(student("s1")), Map.of())).isEmpty();
    }

    @Test
    void putsNobodyInOneRosterTwice() {
        var rosters = ClassRoster.of(
                List.of(teacher("t1", false), teacher("t1", true), student("s1"), student("s1")), Map.of());

        assertThat(rosters).singleElement().satisfies(roster -> {
            assertThat(roster.teacher().primary()).isTrue();
            assertThat(roster.students()).hasSize(1);
        });
    }

    @Test
    void showsTheNamesBesideTheRestAndNoneOfSomebodyWhoIsNotInTheRoster() {
        var roster = ClassRoster.of(List.of(teacher("t1", true)), Map.of()).get(0);

        var teacher = JsonMapper.shared().valueToTree(roster).path("teacher");

        assertThat(teacher.propertyNames())
                .contains("contactId", "sourceId", "givenName", "familyName", "primary")
                .doesNotContain("names");
        assertThat(teacher.path("givenName").isNull()).isTrue();
    }

    private static Enrollment teacher(String sourceId, boolean primary) {
        return new Enrollment("c1", sourceId, "TEACHER", primary, null, null);
    }

    private static Enrollment student(String sourceId) {
        return new Enrollment("c1", sourceId, "STUDENT", false, "2026-08-15", "2027-06-01");
    }
}
