package com.pickatime.simulator.tables;

import com.pickatime.simulator.people.Blueprint;
import java.util.EnumMap;
import java.util.Map;

/** All collections of one district. */
public final class RecordTables {

    private final Relations relations;
    private final Map<Collection, RecordTable> tables = new EnumMap<>(Collection.class);

    /** Lays out the collections; only the few that are small are filled now. */
    public RecordTables(Blueprint blueprint, String districtName) {
        var classes = new ClassTable(blueprint);
        var users = new UserTable(blueprint);
        var enrollments = new EnrollmentTable(blueprint, classes);
        relations = new Relations(blueprint, this, classes, users, enrollments);
        tables.put(Collection.ORGS, Orgs.of(blueprint, districtName));
        tables.put(Collection.ACADEMIC_SESSIONS, AcademicSessions.of(blueprint));
        tables.put(Collection.COURSES, Courses.of(blueprint));
        tables.put(Collection.CLASSES, classes);
        tables.put(Collection.USERS, users);
        tables.put(Collection.ENROLLMENTS, enrollments);
        tables.put(Collection.DEMOGRAPHICS, new DemographicsTable(blueprint));
    }

    public Relations relations() {
        return relations;
    }

    /** The records of one collection. */
    public RecordTable get(Collection collection) {
        var table = tables.get(collection);
        if (table == null) {
            throw new IllegalArgumentException("no table of " + collection);
        }
        return table;
    }
}
