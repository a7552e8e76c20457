package com.pickatime.simulator.tables;

import com.pickatime.simulator.layout.Schools;
import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Staff;
import com.pickatime.simulator.people.Students;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What belongs to what, found where it stands instead of by looking through a collection; records are named by index. */
public final class Relations {

    private static final String TERM = "semester";
    private static final String GRADING_PERIOD = "gradingPeriod";

    private final Schools schools;
    private final Students students;
    private final Staff staff;
    private final RecordTables tables;
    private final ClassTable classes;
    private final UserTable users;
    private final EnrollmentTable enrollments;

    Relations(
            Blueprint blueprint,
            RecordTables tables,
            ClassTable classes,
            UserTable users,
            EnrollmentTable enrollments) {
        this.tables = tables;
        this.classes = classes;
        this.users = users;
        this.enrollments = enrollments;
        schools = blueprint.schools();
        students = new Students(blueprint);
        staff = new Staff(blueprint);
    }

    /** The classes of the organisation with this index; none of a school that is closed. */
    public Selection classesOfOrg(int org) {
        return isOpenSchool(org) ? Selection.of(classesOfSchool(org - 1)) : none();
    }

    public Selection coursesOfOrg(int org) {
        var courses = tables.get(Collection.COURSES);
        return isOpenSchool(org)
                ? Selection.of(classesOfSchool(org - 1)
                        .map(schoolClass -> courses.indexOf(classes.course(schoolClass)))
                        .distinct()
                        .sorted())
                : none();
    }

    public Selection enrollmentsOfOrg(int org) {
        return isOpenSchool(org)
                ? enrollments.ofClasses(schools.school(org - 1).firstClass(), schools.endOfClasses(org - 1))
                : none();
    }

    public Selection studentsOfOrg(int org) {
        if (!isOpenSchool(org)) {
            return none();
        }
        var school = org - 1;
        var first = schools.school(school).firstStudent();
        var former = IntStream.range(students.count(), students.listed())
                .filter(student -> schools.cohortOf(students.model(student)).school() == school);
        return Selection.of(IntStream.concat(IntStream.range(first, schools.endOfStudents(school)), former));
    }

    public Selection teachersOfOrg(int org) {
        return isOpenSchool(org)
                ? Selection.of(IntStream.range(0, staff.listed())
                        .filter(teacher -> staff.schools(teacher).anyMatch(school -> school == org - 1))
                        .map(users::indexOfTeacher))
                : none();
    }

    /** Every school has the district's terms. */
    public Selection terms() {
        return sessions(
                index -> tables.get(Collection.ACADEMIC_SESSIONS).kind(index).equals(TERM));
    }

    public Selection gradingPeriodsOfTerm(int session) {
        var sessions = tables.get(Collection.ACADEMIC_SESSIONS);
        return sessions(index -> sessions.kind(index).equals(GRADING_PERIOD)
                && AcademicSessions.isWithin(sessions.row(index), sessions.id(session)));
    }

    public Selection classesOfTerm(int session) {
        var term = tables.get(Collection.ACADEMIC_SESSIONS).id(session);
        return classes(index -> ClassTable.term(classes.list(index)).equals(term));
    }

    public Selection classesOfCourse(int course) {
        var id = tables.get(Collection.COURSES).id(course);
        return classes(index -> classes.course(index).equals(id));
    }

    /** The classes that a person is in, was in or will be in. */
    public Selection classesOfUser(int user) {
        var id = users.id(user);
        return Selection.of(users.schools(user)
                .flatMap(school -> IntStream.range(schools.school(school).firstClass(), schools.endOfClasses(school)))
                .filter(schoolClass -> activeIn(schoolClass)
                        .anyMatch(enrollment -> enrollments.person(enrollment).equals(id)))
                .sorted());
    }

    /** The users in a class who have this role in it, {@code student} or {@code teacher}. */
    public Selection usersOfClass(int schoolClass, String role) {
        return Selection.of(activeIn(schoolClass)
                .filter(enrollment -> enrollments.kind(enrollment).equals(role))
                .map(enrollment -> users.indexOf(enrollments.person(enrollment)))
                .distinct()
                .sorted());
    }

    public Selection enrollmentsOfClass(int schoolClass) {
        return enrollments.ofClass(schoolClass);
    }

    /** Whether a class belongs to an organisation. */
    public boolean isClassOfOrg(int schoolClass, int org) {
        return classes.list(schoolClass).cohort().school() == org - 1;
    }

    private IntStream activeIn(int schoolClass) {
        return enrollments.ofClass(schoolClass).indexes().filter(enrollments::isActive);
    }

    private IntStream classesOfSchool(int school) {
        var cancelled = IntStream.range(classes.held(), classes.size())
                .filter(index -> classes.list(index).cohort().school() == school);
        return IntStream.concat(
                IntStream.range(schools.school(school).firstClass(), schools.endOfClasses(school)), cancelled);
    }

    private Selection classes(IntPredicate which) {
        return Selection.of(IntStream.range(0, classes.size()).filter(which));
    }

    private Selection sessions(IntPredicate which) {
        return Selection.of(
                IntStream.range(0, tables.get(Collection.ACADEMIC_SESSIONS).size())
                        .filter(which));
    }

    /** The district comes first, and the school behind the last is closed. */
    private boolean isOpenSchool(int org) {
        return org >= 1 && org <= schools.count();
    }

    private static Selection none() {
        return Selection.range(0, 0);
    }
}
