package com.pickatime.simulator.tables;

import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Guardians;
import com.pickatime.simulator.people.Staff;
import com.pickatime.simulator.people.Students;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Entity;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Everybody: students first, then the administrator, the guardians and the teachers, as their sourcedIds sort. Behind the
 * students and behind the teachers stand those who left.
 */
final class UserTable implements RecordTable {

    static final String STUDENT = "student";
    static final String TEACHER = "teacher";
    private static final String ADMINISTRATOR = "administrator";

    private final Blueprint blueprint;
    private final Students students;
    private final Guardians guardians;
    private final Staff staff;
    private final int firstGuardian;

    UserTable(Blueprint blueprint) {
        this.blueprint = blueprint;
        students = new Students(blueprint);
        staff = new Staff(blueprint);
        guardians = new Guardians(blueprint, staff);
        firstGuardian = students.listed() + 1;
    }

    @Override
    public int size() {
        return firstTeacher() + staff.listed();
    }

    @Override
    public String id(int index) {
        if (index < students.listed()) {
            return students.id(index);
        }
        if (index < firstGuardian) {
            return staff.administratorId();
        }
        return index < firstTeacher() ? guardians.id(index - firstGuardian) : staff.id(index - firstTeacher());
    }

    @Override
    public int indexOf(String id) {
        if (id.equals(staff.administratorId())) {
            return students.listed();
        }
        if (id.startsWith("G")) {
            return shifted(guardians.indexOf(id), firstGuardian);
        }
        return id.startsWith("T") ? shifted(staff.indexOf(id), firstTeacher()) : students.indexOf(id);
    }

    @Override
    public boolean isActive(int index) {
        return index < students.listed() ? index < students.count() : index < firstTeacher() + staff.count();
    }

    @Override
    public String kind(int index) {
        if (index < students.listed()) {
            return STUDENT;
        }
        if (index < firstGuardian) {
            return ADMINISTRATOR;
        }
        return index < firstTeacher() ? guardians.role(index - firstGuardian) : TEACHER;
    }

    @Override
    public String person(int index) {
        return id(index);
    }

    @Override
    public Instant modifiedAt(int index) {
        return ModificationTimes.at(blueprint, Collection.USERS, index);
    }

    @Override
    public Entity row(int index) {
        var base = base(index);
        if (index < students.listed()) {
            return students.user(index, base);
        }
        if (index < firstGuardian) {
            return staff.administrator(base);
        }
        return index < firstTeacher()
                ? guardians.user(index - firstGuardian, base)
                : staff.teacher(index - firstTeacher(), base);
    }

    int indexOfTeacher(int teacher) {
        return firstTeacher() + teacher;
    }

    /** The indexes of the schools in which somebody can be in a class. */
    IntStream schools(int index) {
        if (index < students.listed()) {
            return IntStream.of(
                    blueprint.schools().cohortOf(students.model(index)).school());
        }
        return index >= firstTeacher() ? staff.schools(index - firstTeacher()) : IntStream.empty();
    }

    private Base base(int index) {
        var base = Base.of(id(index), isActive(index), modifiedAt(index));
        return index % 4 == 0 ? base.with("homeLanguage", index % 8 == 0 ? "English" : "Spanish") : base;
    }

    private int firstTeacher() {
        return firstGuardian + guardians.count();
    }

    private static int shifted(int index, int by) {
        return index < 0 ? -1 : index + by;
    }
}
