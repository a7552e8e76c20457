package com.pickatime.simulator.tables;

import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Students;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Entity;
import java.time.Instant;

/** The demographics of every student; the district keeps none of anybody else. */
final class DemographicsTable implements RecordTable {

    private final Blueprint blueprint;
    private final Students students;

    DemographicsTable(Blueprint blueprint) {
        this.blueprint = blueprint;
        students = new Students(blueprint);
    }

    @Override
    public int size() {
        return students.listed();
    }

    @Override
    public String id(int index) {
        return students.id(index);
    }

    @Override
    public int indexOf(String id) {
        return students.indexOf(id);
    }

    @Override
    public boolean isActive(int index) {
        return index < students.count();
    }

    @Override
    public String kind(int index) {
        return "";
    }

    @Override
    public String person(int index) {
        return id(index);
    }

    @Override
    public Instant modifiedAt(int index) {
        return ModificationTimes.at(blueprint, Collection.DEMOGRAPHICS, index);
    }

    @Override
    public Entity row(int index) {
        var base = Base.of(id(index), isActive(index), modifiedAt(index));
        return students.demographics(index, index % 5 == 0 ? base.with("birthDateVerified", "yes") : base);
    }
}
