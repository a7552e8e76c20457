package com.pickatime.simulator.query;

import com.pickatime.simulator.tables.Collection;
import java.util.Arrays;

/** What can be asked for by name: the collections, and parts of them that have a name of their own. */
public enum Resource {
    ORGS("orgs", Collection.ORGS, ""),
    SCHOOLS("schools", Collection.ORGS, "school"),
    ACADEMIC_SESSIONS("academicSessions", Collection.ACADEMIC_SESSIONS, ""),
    TERMS("terms", Collection.ACADEMIC_SESSIONS, "semester"),
    GRADING_PERIODS("gradingPeriods", Collection.ACADEMIC_SESSIONS, "gradingPeriod"),
    COURSES("courses", Collection.COURSES, ""),
    CLASSES("classes", Collection.CLASSES, ""),
    USERS("users", Collection.USERS, ""),
    STUDENTS("students", Collection.USERS, "student"),
    TEACHERS("teachers", Collection.USERS, "teacher"),
    ENROLLMENTS("enrollments", Collection.ENROLLMENTS, ""),
    DEMOGRAPHICS("demographics", Collection.DEMOGRAPHICS, "");

    private final String path;
    private final Collection collection;
    private final String kind;

    Resource(String path, Collection collection, String kind) {
        this.path = path;
        this.collection = collection;
        this.kind = kind;
    }

    public Collection collection() {
        return collection;
    }

    /** Whether records of this role or type belong to it. */
    public boolean includes(String kind) {
        return isWhole() || this.kind.equals(kind);
    }

    /** Whether every record of the collection belongs to it. */
    public boolean isWhole() {
        return kind.isEmpty();
    }

    public static Resource named(String path) {
        return Arrays.stream(values())
                .filter(resource -> resource.path.equals(path))
                .findFirst()
                .orElseThrow(() -> OneRosterException.unknown("there is no collection of this name"));
    }
}
