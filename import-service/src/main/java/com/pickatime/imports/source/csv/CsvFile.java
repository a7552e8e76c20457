package com.pickatime.imports.source.csv;

import com.pickatime.events.RecordType;
import java.util.List;
import java.util.Map;

/** The files that are read, in this order, the columns they must have, and what older versions call them. */
enum CsvFile {
    ORGS("orgs", RecordType.ORG, true, List.of("sourcedId", "name", "type"), Map.of()),
    ACADEMIC_SESSIONS(
            "academicSessions", RecordType.ACADEMIC_SESSION, false, List.of("sourcedId", "title", "type"), Map.of()),
    COURSES(
            "courses",
            RecordType.COURSE,
            false,
            List.of("sourcedId", "title"),
            Map.of("schoolYearSourcedId", "schoolYearId", "grades", "grade")),
    CLASSES(
            "classes",
            RecordType.CLASS,
            true,
            List.of("sourcedId", "title"),
            Map.of("termSourcedIds", "termSourcedId", "grades", "grade")),
    USERS(
            "users",
            RecordType.PERSON,
            true,
            List.of("sourcedId", "givenName", "familyName", "email", "agentSourcedIds"),
            Map.of("agentSourcedIds", "agents", "grades", "grade")),
    ENROLLMENTS(
            "enrollments",
            RecordType.ENROLLMENT,
            true,
            List.of("sourcedId", "classSourcedId", "userSourcedId", "role"),
            Map.of()),
    DEMOGRAPHICS(
            "demographics",
            RecordType.DEMOGRAPHICS,
            false,
            List.of("sourcedId", "birthDate"),
            Map.of("sourcedId", "userSourcedId")),
    /** OneRoster 1.2 keeps the roles of users in a file of their own; read before the users are. */
    ROLES("roles", RecordType.PERSON, false, List.of("userSourcedId", "role", "orgSourcedId"), Map.of());

    private final String property;
    private final RecordType type;
    private final boolean required;
    private final List<String> columns;
    private final Map<String, String> olderNames;

    CsvFile(String property, RecordType type, boolean required, List<String> columns, Map<String, String> olderNames) {
        this.property = property;
        this.type = type;
        this.required = required;
        this.columns = columns;
        this.olderNames = olderNames;
    }

    /** What the manifest calls it, after {@code file.}. */
    String property() {
        return property;
    }

    String fileName() {
        return property + ".csv";
    }

    RecordType type() {
        return type;
    }

    boolean isRequired() {
        return required;
    }

    List<String> columns() {
        return columns;
    }

    /** Its columns that hold dates. */
    List<String> dateColumns() {
        return switch (this) {
            case ACADEMIC_SESSIONS -> List.of("startDate", "endDate");
            case ENROLLMENTS, ROLES -> List.of("beginDate", "endDate");
            case DEMOGRAPHICS -> List.of("birthDate");
            case ORGS, COURSES, CLASSES, USERS -> List.of();
        };
    }

    /** The name OneRoster 1.0 had for a column, or the column's own. */
    String olderName(String column) {
        return olderNames.getOrDefault(column, column);
    }
}
