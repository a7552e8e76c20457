package com.pickatime.simulator.tables;

import com.pickatime.simulator.layout.ClassSection;
import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Grades;
import com.pickatime.simulator.people.OrgIds;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.SchoolClass;
import com.pickatime.simulator.records.SchoolClass.Heading;
import com.pickatime.simulator.records.SchoolClass.Place;
import com.pickatime.simulator.records.SchoolClass.Subject;
import java.time.Instant;
import java.util.List;

/** The classes of a district, each computed from its index. */
final class ClassTable implements RecordTable {

    private static final int LAST_PERIOD = 5;
    private static final int LAST_GRADE = 12;

    /** One class in so many was planned and cancelled: listed behind the others, to be deleted. */
    private static final int CLASSES_TO_ONE_CANCELLED = 40;

    private final Blueprint blueprint;

    ClassTable(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    @Override
    public int size() {
        return held() + Math.max(1, held() / CLASSES_TO_ONE_CANCELLED);
    }

    /** Those that are held; behind them are the cancelled ones. */
    int held() {
        return blueprint.schools().classes();
    }

    /** The class, or for a cancelled one the class that it would have been parallel to. */
    ClassSection list(int index) {
        return blueprint.schools().classSection(index < held() ? index : index - held());
    }

    /** The sourcedId of the course that a class teaches. */
    String course(int index) {
        var list = list(index);
        return Courses.id(list.cohort().grade(), list.period());
    }

    @Override
    public String id(int index) {
        return blueprint.ids().schoolClass(index);
    }

    @Override
    public int indexOf(String id) {
        var index = blueprint.ids().classIndex(id);
        return index >= 0 && index < size() && id(index).equals(id) ? index : -1;
    }

    @Override
    public boolean isActive(int index) {
        return index < held();
    }

    @Override
    public String kind(int index) {
        return "";
    }

    @Override
    public String person(int index) {
        return "";
    }

    @Override
    public Instant modifiedAt(int index) {
        return ModificationTimes.at(blueprint, Collection.CLASSES, index);
    }

    @Override
    public Entity row(int index) {
        var list = list(index);
        var grade = list.cohort().grade();
        var subject = new Subject(
                grades(list),
                List.of(Courses.subject(grade, list.period())),
                List.of(Courses.subjectCode(grade, list.period())));
        return new SchoolClass(base(index), heading(index, list), subject, place(list), List.of());
    }

    /** The last period of the upper grades changes with the semester; everything else runs all year. */
    static String term(ClassSection list) {
        if (list.cohort().isElementary() || list.period() < LAST_PERIOD) {
            return AcademicSessions.FULL_YEAR;
        }
        return list.section() % 2 == 0 ? AcademicSessions.FIRST_SEMESTER : AcademicSessions.SECOND_SEMESTER;
    }

    private Base base(int index) {
        var base = Base.of(id(index), isActive(index), modifiedAt(index));
        return index % 3 == 0 ? base.with("roomType", "standard") : base;
    }

    /** Art, physical education and languages are open to two grades. */
    private static List<String> grades(ClassSection list) {
        var grade = list.cohort().grade();
        var isShared = list.cohort().isElementary() ? list.period() == 1 : list.period() >= LAST_PERIOD - 1;
        if (!isShared) {
            return List.of(Grades.code(grade));
        }
        var first = Math.min(grade, LAST_GRADE - 1);
        return List.of(Grades.code(first), Grades.code(first + 1));
    }

    private Heading heading(int index, ClassSection list) {
        var isHomeroom = list.cohort().isElementary() && list.period() == 0;
        var room = 100 + blueprint.schools().leadTeacher(index % held()) % 300;
        return new Heading(
                Courses.title(list.cohort().grade(), list.period()),
                "",
                isHomeroom ? "homeroom" : "scheduled",
                Integer.toString(room));
    }

    private static Place place(ClassSection list) {
        return new Place(
                GuidRef.course(Courses.id(list.cohort().grade(), list.period())),
                GuidRef.org(OrgIds.school(list.cohort().school())),
                List.of(GuidRef.session(term(list))),
                List.of());
    }
}
