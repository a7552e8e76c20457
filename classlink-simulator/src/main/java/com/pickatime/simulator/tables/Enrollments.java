package com.pickatime.simulator.tables;

import com.pickatime.simulator.layout.ClassList;
import com.pickatime.simulator.layout.Noise.Trait;
import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.OrgIds;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Enrollment.Seat;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.Ref;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Who sits in and who teaches which class: class by class, its students first, then its one or two teachers. */
final class Enrollments implements Table {

    private static final int CLASSES_TO_ONE_CO_TAUGHT = 11;
    private static final char SEPARATOR = '_';

    private final Blueprint blueprint;
    private final Classes classes;
    private final int[] firsts;

    Enrollments(Blueprint blueprint, Classes classes) {
        this.blueprint = blueprint;
        this.classes = classes;
        firsts = new int[classes.size() + 1];
        for (int index = 0; index < classes.size(); index++) {
            firsts[index + 1] = firsts[index] + list(index).students() + teachers(index);
        }
    }

    @Override
    public int size() {
        return firsts[classes.size()];
    }

    @Override
    public String id(int index) {
        return classes.id(classOf(index)) + SEPARATOR + person(index);
    }

    @Override
    public int indexOf(String id) {
        var separator = id.indexOf(SEPARATOR);
        var schoolClass = separator < 0 ? -1 : classes.indexOf(id.substring(0, separator));
        if (schoolClass < 0) {
            return -1;
        }
        return IntStream.range(firsts[schoolClass], firsts[schoolClass + 1])
                .filter(index -> id(index).equals(id))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public String kind(int index) {
        var schoolClass = classOf(index);
        return isStudent(index, schoolClass) ? Users.STUDENT : Users.TEACHER;
    }

    @Override
    public String person(int index) {
        var schoolClass = classOf(index);
        var place = index - firsts[schoolClass];
        return isStudent(index, schoolClass)
                ? blueprint.ids().student(list(schoolClass).student(place))
                : blueprint.ids().teacher(teacher(index, schoolClass));
    }

    @Override
    public Instant modifiedAt(int index) {
        return Modified.at(blueprint, Collection.ENROLLMENTS, index);
    }

    @Override
    public Entity row(int index) {
        var schoolClass = classOf(index);
        var list = list(schoolClass);
        return new Enrollment(
                Base.of(id(index), modifiedAt(index)),
                Ref.user(person(index)),
                Ref.schoolClass(classes.id(schoolClass)),
                Ref.org(OrgIds.school(list.cohort().school())),
                seat(index, schoolClass));
    }

    private Seat seat(int index, int schoolClass) {
        var list = list(schoolClass);
        var isLead = !isStudent(index, schoolClass)
                && teacher(index, schoolClass) == blueprint.schools().leadTeacher(schoolClass);
        if (list.cohort().isElementary()) {
            return new Seat(kind(index), Boolean.toString(isLead), "", "");
        }
        var year = blueprint.year();
        var term = Classes.term(list);
        var begin = term.equals(AcademicSessions.SECOND_SEMESTER) ? year.springStart() : year.start();
        var last = term.equals(AcademicSessions.FIRST_SEMESTER) ? year.winterBreak() : year.end();
        return new Seat(
                kind(index),
                Boolean.toString(isLead),
                begin.toString(),
                last.plusDays(1).toString());
    }

    private boolean isStudent(int index, int schoolClass) {
        return index - firsts[schoolClass] < list(schoolClass).students();
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
        return blueprint.noise().once(CLASSES_TO_ONE_CO_TAUGHT, Trait.CO_TAUGHT, schoolClass) ? 2 : 1;
    }

    private ClassList list(int schoolClass) {
        return blueprint.schools().classList(schoolClass);
    }

    private int classOf(int index) {
        var found = Arrays.binarySearch(firsts, index);
        return found >= 0 ? found : -found - 2;
    }
}
