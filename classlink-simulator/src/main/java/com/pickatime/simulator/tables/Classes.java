package com.pickatime.simulator.tables;

import com.pickatime.simulator.layout.ClassList;
import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Grades;
import com.pickatime.simulator.people.OrgIds;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.Ref;
import com.pickatime.simulator.records.SchoolClass;
import com.pickatime.simulator.records.SchoolClass.Heading;
import com.pickatime.simulator.records.SchoolClass.Place;
import com.pickatime.simulator.records.SchoolClass.Subject;
import java.time.Instant;
import java.util.List;

/** The classes of a district, each computed from its index. */
final class Classes implements Table {

    private static final int LAST_PERIOD = 5;

    private final Blueprint blueprint;

    Classes(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    @Override
    public int size() {
        return blueprint.schools().classes();
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
    public String kind(int index) {
        return "";
    }

    @Override
    public String person(int index) {
        return "";
    }

    @Override
    public Instant modifiedAt(int index) {
        return Modified.at(blueprint, Collection.CLASSES, index);
    }

    @Override
    public Entity row(int index) {
        var list = blueprint.schools().classList(index);
        var grade = list.cohort().grade();
        var subject = new Subject(
                List.of(Grades.code(grade)),
                List.of(Courses.subject(grade, list.period())),
                List.of(Courses.subjectCode(grade, list.period())));
        return new SchoolClass(
                Base.of(id(index), modifiedAt(index)), heading(index, list), subject, place(list), List.of());
    }

    /** The last period of the upper grades changes with the semester; everything else runs all year. */
    static String term(ClassList list) {
        if (list.cohort().isElementary() || list.period() < LAST_PERIOD) {
            return AcademicSessions.FULL_YEAR;
        }
        return list.section() % 2 == 0 ? AcademicSessions.FIRST_SEMESTER : AcademicSessions.SECOND_SEMESTER;
    }

    private Heading heading(int index, ClassList list) {
        var isHomeroom = list.cohort().isElementary() && list.period() == 0;
        var room = 100 + blueprint.schools().leadTeacher(index) % 300;
        return new Heading(
                Courses.title(list.cohort().grade(), list.period()),
                "",
                isHomeroom ? "homeroom" : "scheduled",
                Integer.toString(room));
    }

    private static Place place(ClassList list) {
        return new Place(
                Ref.course(Courses.id(list.cohort().grade(), list.period())),
                Ref.org(OrgIds.school(list.cohort().school())),
                List.of(Ref.session(term(list))),
                List.of());
    }
}
