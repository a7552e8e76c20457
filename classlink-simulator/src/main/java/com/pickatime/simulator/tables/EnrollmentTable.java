package com.pickatime.simulator.tables;

import com.pickatime.simulator.layout.ClassSection;
import com.pickatime.simulator.layout.SeededRandom.Trait;
import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.OrgIds;
import com.pickatime.simulator.people.Students;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Enrollment.Seat;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.GuidRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Who sits in and who teaches which class: class by class, its students first, then those who dropped it, then its one or
 * two teachers.
 *
 * <p>In some classes the first student left and came back and so has two enrollments, the second student has left, or the
 * last one has yet to join. In some a student of a parallel class or one who left the district is still listed, to be
 * deleted.
 */
final class EnrollmentTable implements RecordTable {

    private static final int CLASSES_TO_ONE_CO_TAUGHT = 11;
    private static final int CLASSES_TO_ONE_OF_A_RETURNER = 9;
    private static final int CLASSES_TO_ONE_LEFT_EARLY = 10;
    private static final int CLASSES_TO_ONE_JOINED_LATE = 8;
    private static final int CLASSES_TO_ONE_DROPPED = 5;
    private static final int CLASSES_TO_ONE_OF_A_FORMER = 7;

    /** Below it a class would be empty for most of the year. */
    private static final int STUDENTS_TO_CHANGE = 3;

    private static final char SEPARATOR = '_';
    private static final String SECOND_STAY = "_2";

    private final Blueprint blueprint;
    private final ClassTable classes;
    private final Students students;
    private final int[] firsts;

    EnrollmentTable(Blueprint blueprint, ClassTable classes) {
        this.blueprint = blueprint;
        this.classes = classes;
        students = new Students(blueprint);
        firsts = new int[classes.held() + 1];
        for (int index = 0; index < classes.held(); index++) {
            firsts[index + 1] = firsts[index] + rowsOfStudents(index) + teachers(index);
        }
    }

    @Override
    public int size() {
        return firsts[classes.held()];
    }

    /** The indexes of a class's enrollments; none of a cancelled class. */
    Selection ofClass(int schoolClass) {
        return schoolClass < classes.held() ? ofClasses(schoolClass, schoolClass + 1) : Selection.range(0, 0);
    }

    /** The indexes of the enrollments of classes that follow each other. */
    Selection ofClasses(int first, int end) {
        return Selection.range(firsts[first], firsts[end]);
    }

    @Override
    public String id(int index) {
        var schoolClass = classOf(index);
        var place = index - firsts[schoolClass];
        var id = classes.id(schoolClass) + SEPARATOR + person(index);
        return place == 1 && hasReturner(schoolClass) ? id + SECOND_STAY : id;
    }

    @Override
    public int indexOf(String id) {
        var separator = id.indexOf(SEPARATOR);
        var schoolClass = separator < 0 ? -1 : classes.indexOf(id.substring(0, separator));
        if (schoolClass < 0) {
            return -1;
        }
        return ofClass(schoolClass)
                .indexes()
                .filter(index -> id(index).equals(id))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public boolean isActive(int index) {
        var schoolClass = classOf(index);
        var place = index - firsts[schoolClass];
        return place < stays(schoolClass) || place >= rowsOfStudents(schoolClass);
    }

    @Override
    public String kind(int index) {
        return isStudent(index, classOf(index)) ? UserTable.STUDENT : UserTable.TEACHER;
    }

    @Override
    public String person(int index) {
        var schoolClass = classOf(index);
        return isStudent(index, schoolClass)
                ? blueprint.ids().student(student(schoolClass, index - firsts[schoolClass]))
                : blueprint.ids().teacher(teacher(index, schoolClass));
    }

    @Override
    public Instant modifiedAt(int index) {
        return ModificationTimes.at(blueprint, Collection.ENROLLMENTS, index);
    }

    @Override
    public Entity row(int index) {
        var schoolClass = classOf(index);
        return new Enrollment(
                Base.of(id(index), isActive(index), modifiedAt(index)),
                GuidRef.user(person(index)),
                GuidRef.schoolClass(classes.id(schoolClass)),
                GuidRef.org(OrgIds.school(list(schoolClass).cohort().school())),
                seat(index, schoolClass));
    }

    private Seat seat(int index, int schoolClass) {
        var isLead = !isStudent(index, schoolClass)
                && teacher(index, schoolClass) == blueprint.schools().leadTeacher(schoolClass);
        return new Seat(
                kind(index),
                Boolean.toString(isLead),
                begin(index - firsts[schoolClass], schoolClass),
                end(index - firsts[schoolClass], schoolClass));
    }

    private String begin(int place, int schoolClass) {
        var year = blueprint.year();
        if (hasReturner(schoolClass) && place == 1) {
            return day(year.earlyReturn());
        }
        if (joinsLate(schoolClass) && place == stays(schoolClass) - 1) {
            return day(year.lateStart());
        }
        var list = list(schoolClass);
        if (list.cohort().isElementary()) {
            return "";
        }
        return day(ClassTable.term(list).equals(AcademicSessions.SECOND_SEMESTER) ? year.springStart() : year.start());
    }

    private String end(int place, int schoolClass) {
        var year = blueprint.year();
        var hasLeft = hasReturner(schoolClass) ? place == 0 : place == 1 && leftEarly(schoolClass);
        if (hasLeft) {
            return day(year.earlyEnd());
        }
        var list = list(schoolClass);
        if (list.cohort().isElementary()) {
            return "";
        }
        var last = ClassTable.term(list).equals(AcademicSessions.FIRST_SEMESTER) ? year.winterBreak() : year.end();
        return day(last.plusDays(1));
    }

    private static String day(LocalDate date) {
        return date.toString();
    }

    private boolean isStudent(int index, int schoolClass) {
        return index - firsts[schoolClass] < rowsOfStudents(schoolClass);
    }

    /** The index of the student at a place among the rows of the class's students. */
    private int student(int schoolClass, int place) {
        var stays = stays(schoolClass);
        if (place < stays) {
            return list(schoolClass).student(hasReturner(schoolClass) ? Math.max(0, place - 1) : place);
        }
        return place == stays && hasDropped(schoolClass)
                ? list(schoolClass).cohort().lastStudent()
                : students.count() + schoolClass % students.former();
    }

    /** Those who are, were or will be in the class, and the second stay of whoever came back. */
    private int stays(int schoolClass) {
        return list(schoolClass).students() + (hasReturner(schoolClass) ? 1 : 0);
    }

    private int rowsOfStudents(int schoolClass) {
        return stays(schoolClass) + (hasDropped(schoolClass) ? 1 : 0) + (hasFormer(schoolClass) ? 1 : 0);
    }

    /** Only where the whole year is one stay: the days of leaving and coming back are in the first semester. */
    private boolean hasReturner(int schoolClass) {
        return canChange(schoolClass)
                && blueprint.random().once(CLASSES_TO_ONE_OF_A_RETURNER, Trait.RETURNED, schoolClass);
    }

    private boolean leftEarly(int schoolClass) {
        return canChange(schoolClass)
                && blueprint.random().once(CLASSES_TO_ONE_LEFT_EARLY, Trait.LEFT_EARLY, schoolClass);
    }

    private boolean joinsLate(int schoolClass) {
        return canChange(schoolClass)
                && blueprint.random().once(CLASSES_TO_ONE_JOINED_LATE, Trait.JOINS_LATE, schoolClass);
    }

    private boolean canChange(int schoolClass) {
        var list = list(schoolClass);
        return list.students() >= STUDENTS_TO_CHANGE && ClassTable.term(list).equals(AcademicSessions.FULL_YEAR);
    }

    /** The last student of the grade, where they sit in a parallel class: behind all of this one's, as their sourcedIds. */
    private boolean hasDropped(int schoolClass) {
        var list = list(schoolClass);
        return blueprint.random().once(CLASSES_TO_ONE_DROPPED, Trait.DROPPED_CLASS, schoolClass)
                && !list.holds(list.cohort().lastStudent());
    }

    private boolean hasFormer(int schoolClass) {
        return blueprint.random().once(CLASSES_TO_ONE_OF_A_FORMER, Trait.FORMER_CLASSMATE, schoolClass);
    }

    /** The teachers of a class stand after its students, in the order of their sourcedIds. */
    private int teacher(int index, int schoolClass) {
        var lead = blueprint.schools().leadTeacher(schoolClass);
        if (teachers(schoolClass) == 1) {
            return lead;
        }
        var second = blueprint.schools().secondTeacher(schoolClass);
        var isLast = index == firsts[schoolClass + 1] - 1;
        return isLast ? Math.max(lead, second) : Math.min(lead, second);
    }

    private int teachers(int schoolClass) {
        return blueprint.random().once(CLASSES_TO_ONE_CO_TAUGHT, Trait.CO_TAUGHT, schoolClass) ? 2 : 1;
    }

    private ClassSection list(int schoolClass) {
        return blueprint.schools().classSection(schoolClass);
    }

    private int classOf(int index) {
        var found = Arrays.binarySearch(firsts, index);
        return found >= 0 ? found : -found - 2;
    }
}
