package com.pickatime.simulator.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every school, cohort and class of a district of a given size; finds each by index. */
public final class Schools {

    private static final int STUDENTS_PER_SCHOOL = 600;

    /** From here on there is a school of each level. */
    private static final int STUDENTS_OF_THREE_SCHOOLS = 60;

    private static final int STUDENTS_PER_TEACHER = 16;

    private final List<School> schools = new ArrayList<>();
    private final List<Cohort> cohorts = new ArrayList<>();
    private final int[] firstStudents;
    private final int[] firstClasses;
    private final int[] firstTeachers;
    private final int students;

    /**
     * Lays out a district.
     *
     * @param students how many, at least 1
     */
    public Schools(int students) {
        this.students = students;
        var least = students < STUDENTS_OF_THREE_SCHOOLS ? 1 : 3;
        var count = Math.max(least, Math.round(students / (float) STUDENTS_PER_SCHOOL));
        SchoolLevel.of(count).forEach(this::found);
        firstStudents = cohorts.stream().mapToInt(Cohort::firstStudent).toArray();
        firstClasses = cohorts.stream().mapToInt(Cohort::firstClass).toArray();
        firstTeachers = schools.stream().mapToInt(School::firstTeacher).toArray();
    }

    private void found(SchoolLevel level) {
        for (int n = 0; n < level.schools(); n++) {
            var firstClass = classes();
            var firstStudent = placed();
            for (int grade = level.firstGrade(); grade <= level.lastGrade(); grade++) {
                admit(level.share(students, grade, n), grade);
            }
            var teachers = Math.max(2, (placed() - firstStudent + STUDENTS_PER_TEACHER - 1) / STUDENTS_PER_TEACHER);
            schools.add(new School(level.title(), level.firstGrade(), firstStudent, firstClass, teachers(), teachers));
        }
    }

    /** An empty grade gets no cohort, so that searching by first student is never ambiguous. */
    private void admit(int size, int grade) {
        if (size > 0) {
            cohorts.add(new Cohort(schools.size(), grade, placed(), size, classes()));
        }
    }

    private int placed() {
        if (cohorts.isEmpty()) {
            return 0;
        }
        var last = cohorts.get(cohorts.size() - 1);
        return last.firstStudent() + last.students();
    }

    public int students() {
        return students;
    }

    public int classes() {
        if (cohorts.isEmpty()) {
            return 0;
        }
        var last = cohorts.get(cohorts.size() - 1);
        return last.firstClass() + last.classes();
    }

    public int teachers() {
        if (schools.isEmpty()) {
            return 0;
        }
        var last = schools.get(schools.size() - 1);
        return last.firstTeacher() + last.teachers();
    }

    public int count() {
        return schools.size();
    }

    public School school(int index) {
        return schools.get(index);
    }

    /** The index behind the last student of a school. */
    public int endOfStudents(int school) {
        return school + 1 < count() ? school(school + 1).firstStudent() : students;
    }

    /** The index behind the last class of a school. */
    public int endOfClasses(int school) {
        return school + 1 < count() ? school(school + 1).firstClass() : classes();
    }

    public Cohort cohortOf(int student) {
        return cohorts.get(lastAtMost(firstStudents, student));
    }

    public ClassSection classSection(int classIndex) {
        return cohorts.get(lastAtMost(firstClasses, classIndex)).classSection(classIndex);
    }

    /** The index of the school a teacher works at. */
    public int schoolOfTeacher(int teacher) {
        return lastAtMost(firstTeachers, teacher);
    }

    public int leadTeacher(int classIndex) {
        return schoolOfClass(classIndex).leadTeacher(classIndex);
    }

    public int secondTeacher(int classIndex) {
        return schoolOfClass(classIndex).secondTeacher(classIndex);
    }

    private School schoolOfClass(int classIndex) {
        return schools.get(classSection(classIndex).cohort().school());
    }

    private static int lastAtMost(int[] firsts, int index) {
        var found = Arrays.binarySearch(firsts, index);
        return found >= 0 ? found : -found - 2;
    }
}
