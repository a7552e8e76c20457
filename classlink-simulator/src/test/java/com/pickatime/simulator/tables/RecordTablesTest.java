package com.pickatime.simulator.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.records.AcademicSession;
import com.pickatime.simulator.records.Course;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.Org;
import com.pickatime.simulator.records.SchoolClass;
import com.pickatime.simulator.records.User;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordTablesTest {

    private final RecordTables tables = new RecordTables(Blueprint.of(6000, 7, new SchoolYear(2026)), "Testville");

    @ParameterizedTest
    @EnumSource(Collection.class)
    void tellKindAndTimeAsTheRecordDoes(Collection collection) {
        var table = tables.get(collection);

        assertThat(IntStream.range(0, Math.min(300, table.size()))).allSatisfy(index -> {
            assertThat(table.row(index).base().dateLastModified()).isEqualTo(withMilliseconds(table.modifiedAt(index)));
            assertThat(table.kind(index)).isEqualTo(kind(table.row(index)));
        });
    }

    @Test
    void nestSchoolsInTheDistrict() {
        var orgs = rows(Collection.ORGS, Org.class).toList();
        var district = orgs.get(0);

        assertThat(district.about().name()).isEqualTo("Testville");
        assertThat(district.about().type()).isEqualTo("district");
        assertThat(district.children()).hasSize(10);
        assertThat(orgs).hasSize(12);
        assertThat(orgs.get(11).base().status()).isEqualTo("tobedeleted");
        assertThat(orgs.subList(1, 11)).allSatisfy(school -> {
            assertThat(school.parent())
                    .isNotNull()
                    .satisfies(parent -> assertThat(parent.sourcedId()).isEqualTo("0"));
            assertThat(school.about().name()).matches(".+ (Elementary|Middle|High) School");
        });
    }

    @Test
    void leaveSomeSchoolsWithoutANumber() {
        assertThat(rows(Collection.ORGS, Org.class).map(org -> org.about().identifier()))
                .contains("")
                .anyMatch(number -> !number.isEmpty());
    }

    @Test
    void divideTheYearIntoSemestersAndQuarters() {
        assertThat(rows(Collection.ACADEMIC_SESSIONS, AcademicSession.class)
                        .map(session -> session.base().sourcedId() + " "
                                + session.span().type()))
                .containsExactly(
                        "FY schoolYear",
                        "FY_2026 schoolYear",
                        "Q1 gradingPeriod",
                        "Q2 gradingPeriod",
                        "Q3 gradingPeriod",
                        "Q4 gradingPeriod",
                        "S1 semester",
                        "S2 semester");
    }

    @Test
    void keepEachSessionWithinItsParent() {
        var sessions = rows(Collection.ACADEMIC_SESSIONS, AcademicSession.class).toList();

        assertThat(sessions).filteredOn(session -> session.parent() != null).allSatisfy(session -> {
            var parent = sessions.stream()
                    .filter(candidate -> session.parent() != null
                            && candidate
                                    .base()
                                    .sourcedId()
                                    .equals(session.parent().sourcedId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(session.span().startDate())
                    .isGreaterThanOrEqualTo(parent.span().startDate());
            assertThat(session.span().endDate())
                    .isLessThanOrEqualTo(parent.span().endDate());
            assertThat(session.span().startDate()).isLessThan(session.span().endDate());
            assertThat(session.span().schoolYear()).isEqualTo("2027");
            assertThat(parent.children())
                    .anyMatch(child -> child.sourcedId().equals(session.base().sourcedId()));
        });
    }

    @Test
    void offerTwoCoursesInElementaryGradesAndSixAbove() {
        var perGrade = rows(Collection.COURSES, Course.class)
                .collect(Collectors.groupingBy(
                        course -> course.content().grades().get(0), Collectors.counting()));

        assertThat(perGrade)
                .hasSize(13)
                .containsEntry("KG", 2L)
                .containsEntry("05", 2L)
                .containsEntry("06", 6L);
    }

    @Test
    void repeatTitlesInParallelClasses() {
        var titles = rows(Collection.CLASSES, SchoolClass.class)
                .map(schoolClass -> schoolClass.heading().title())
                .toList();

        assertThat(titles.stream().distinct().count()).isLessThan(titles.size());
    }

    @Test
    void leaveClassCodesAndPeriodsEmpty() {
        assertThat(rows(Collection.CLASSES, SchoolClass.class)).allSatisfy(schoolClass -> {
            assertThat(schoolClass.heading().classCode()).isEmpty();
            assertThat(schoolClass.place().periods()).isEmpty();
            assertThat(schoolClass.heading().location()).matches("\\d{3}");
        });
    }

    @Test
    void runSomeClassesForASemesterOnly() {
        assertThat(rows(Collection.CLASSES, SchoolClass.class)
                        .flatMap(schoolClass -> schoolClass.place().terms().stream())
                        .map(term -> term.sourcedId()))
                .contains("FY", "S1", "S2");
    }

    @Test
    void haveOneHomeroomPerElementarySection() {
        var homerooms = rows(Collection.CLASSES, SchoolClass.class)
                .filter(schoolClass -> schoolClass.heading().classType().equals("homeroom"))
                .toList();

        assertThat(homerooms)
                .isNotEmpty()
                .allSatisfy(homeroom -> assertThat(homeroom.heading().title()).startsWith("Homeroom"));
    }

    @Test
    void endEnrollmentsTheDayAfterTheLast() {
        var ends = rows(Collection.ENROLLMENTS, Enrollment.class)
                .map(enrollment -> enrollment.seat().endDate())
                .distinct();

        assertThat(ends).containsExactlyInAnyOrder("", "2027-06-13", "2026-12-19", "2026-09-08");
    }

    @Test
    void beginEnrollmentsBeforeTheyEnd() {
        assertThat(rows(Collection.ENROLLMENTS, Enrollment.class)
                        .map(Enrollment::seat)
                        .filter(seat ->
                                !seat.beginDate().isEmpty() && !seat.endDate().isEmpty()))
                .isNotEmpty()
                .allSatisfy(seat ->
                        assertThat(LocalDate.parse(seat.beginDate())).isBefore(LocalDate.parse(seat.endDate())));
    }

    @Test
    void nameEnrollmentsByClassAndUser() {
        assertThat(rows(Collection.ENROLLMENTS, Enrollment.class))
                .allSatisfy(enrollment -> assertThat(enrollment.base().sourcedId())
                        .isIn(
                                enrollment.schoolClass().sourcedId() + "_"
                                        + enrollment.user().sourcedId(),
                                enrollment.schoolClass().sourcedId() + "_"
                                        + enrollment.user().sourcedId() + "_2"));
    }

    @Test
    void letSomeStudentsComeBackToAClassTheyLeft() {
        var table = tables.get(Collection.ENROLLMENTS);
        var second = rows(Collection.ENROLLMENTS, Enrollment.class)
                .filter(enrollment -> enrollment.base().sourcedId().endsWith("_2"))
                .toList();

        assertThat(second).hasSizeGreaterThan(50).allSatisfy(enrollment -> {
            var id = enrollment.base().sourcedId();
            var first = (Enrollment) table.row(table.indexOf(id.substring(0, id.length() - 2)));
            assertThat(first.user()).isEqualTo(enrollment.user());
            assertThat(LocalDate.parse(first.seat().endDate()))
                    .isBefore(LocalDate.parse(enrollment.seat().beginDate()));
        });
    }

    @Test
    void listDroppedClassesToBeDeleted() {
        var dropped = rows(Collection.ENROLLMENTS, Enrollment.class)
                .filter(enrollment -> enrollment.base().status().equals("tobedeleted"))
                .toList();
        var users = tables.get(Collection.USERS);

        assertThat(dropped)
                .allMatch(enrollment -> enrollment.seat().role().equals("student"))
                .anyMatch(enrollment ->
                        users.isActive(users.indexOf(enrollment.user().sourcedId())))
                .anyMatch(enrollment ->
                        !users.isActive(users.indexOf(enrollment.user().sourcedId())));
    }

    @Test
    void openSomeClassesToTwoGrades() {
        assertThat(rows(Collection.CLASSES, SchoolClass.class)
                        .map(schoolClass -> schoolClass.subject().grades().size())
                        .distinct())
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void enrollEachStudentTwiceOrSixTimes() {
        var perStudent = rows(Collection.ENROLLMENTS, Enrollment.class)
                .filter(enrollment -> enrollment.seat().role().equals("student"))
                .filter(enrollment -> enrollment.base().status().equals("active"))
                .collect(Collectors.groupingBy(
                        enrollment -> enrollment.user().sourcedId(),
                        Collectors.collectingAndThen(
                                Collectors.mapping(
                                        enrollment -> enrollment.schoolClass().sourcedId(), Collectors.toSet()),
                                classes -> (long) classes.size())));

        assertThat(perStudent).hasSize(6000);
        assertThat(perStudent.values()).containsOnly(2L, 6L);
    }

    @Test
    void leadNoClassWithAStudent() {
        assertThat(rows(Collection.ENROLLMENTS, Enrollment.class)
                        .filter(enrollment -> enrollment.seat().primary().equals("true")))
                .allMatch(enrollment -> enrollment.seat().role().equals("teacher"));
    }

    @Test
    void giveStudentsAGradeAndNobodyElse() {
        assertThat(rows(Collection.USERS, User.class))
                .allSatisfy(user -> assertThat(user.membership().grades())
                        .hasSize(user.membership().role().equals("student") ? 1 : 0));
    }

    @Test
    void giveEveryStudentAnAddressAndANumberOfTheirOwn() {
        var students = rows(Collection.USERS, User.class)
                .filter(user -> user.membership().role().equals("student"))
                .toList();

        assertThat(students).extracting(user -> user.contact().email()).doesNotHaveDuplicates();
        assertThat(students)
                .extracting(user -> user.membership().identifier())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(
                        students.stream().map(user -> user.base().sourcedId()).toList());
    }

    @Test
    void writeToNobodyOutsideTheExampleDomain() {
        assertThat(rows(Collection.USERS, User.class).map(user -> user.contact().email()))
                .allMatch(email -> email.isEmpty() || email.strip().matches("[a-z'.0-9]+@[a-z]+\\.example\\.org"));
    }

    @Test
    void haveOneAdministrator() {
        assertThat(rows(Collection.USERS, User.class)
                        .filter(user -> user.membership().role().equals("administrator")))
                .hasSize(1);
    }

    @Test
    void blankOneBirthDateInNinetySeven() {
        var blank = rows(Collection.DEMOGRAPHICS, Demographics.class)
                .filter(row -> row.birth().birthDate().isEmpty())
                .count();

        assertThat(blank).isBetween(61L, 65L);
    }

    @Test
    void makeStudentsAsOldAsTheirGrade() {
        var users = tables.get(Collection.USERS);
        var demographics = tables.get(Collection.DEMOGRAPHICS);

        assertThat(IntStream.range(0, 6000)).allSatisfy(index -> {
            var birthDate = ((Demographics) demographics.row(index)).birth().birthDate();
            var code = ((User) users.row(index)).membership().grades().get(0);
            var grade = code.equals("KG") ? 0 : Integer.parseInt(code);
            if (birthDate.strip().matches("\\d{4}-.*")) {
                assertThat(LocalDate.parse(birthDate.strip())
                                .until(LocalDate.of(2026, 9, 1))
                                .getYears())
                        .isEqualTo(5 + grade);
            }
        });
    }

    private <R extends Entity> Stream<R> rows(Collection collection, Class<R> type) {
        var table = tables.get(collection);
        return IntStream.range(0, table.size()).mapToObj(table::row).map(type::cast);
    }

    private static String kind(Entity row) {
        if (row instanceof User user) {
            return user.membership().role();
        }
        if (row instanceof Enrollment enrollment) {
            return enrollment.seat().role();
        }
        if (row instanceof Org org) {
            return org.about().type();
        }
        return row instanceof AcademicSession session ? session.span().type() : "";
    }

    private static String withMilliseconds(Instant moment) {
        return moment.toString().replaceFirst("(:\\d\\d)Z", "$1.000Z");
    }
}
