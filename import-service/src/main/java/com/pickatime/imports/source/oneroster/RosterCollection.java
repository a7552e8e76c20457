package com.pickatime.imports.source.oneroster;

import com.pickatime.events.RecordType;
import java.util.stream.Stream;

/** The OneRoster collections that are read, in this order. */
enum RosterCollection {
    ORGS("orgs", RecordType.ORG),
    ACADEMIC_SESSIONS("academicSessions", RecordType.ACADEMIC_SESSION),
    COURSES("courses", RecordType.COURSE),
    CLASSES("classes", RecordType.CLASS),
    USERS("users", RecordType.PERSON),
    ENROLLMENTS("enrollments", RecordType.ENROLLMENT),
    DEMOGRAPHICS("demographics", RecordType.DEMOGRAPHICS);

    private final String path;
    private final RecordType type;

    RosterCollection(String path, RecordType type) {
        this.path = path;
        this.type = type;
    }

    /** The one of a type; every type of a roster has one. */
    static RosterCollection of(RecordType type) {
        return Stream.of(values())
                .filter(collection -> collection.type == type)
                .findFirst()
                .orElseThrow();
    }

    /** The last part of its path, and the key of its JSON envelope. */
    String path() {
        return path;
    }

    RecordType type() {
        return type;
    }
}
