package com.pickatime.simulator.tables;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** The seven kinds of record that a district lists. */
public enum Collection {
    ORGS("orgs", "org", "type"),
    ACADEMIC_SESSIONS("academicSessions", "academicSession", "type"),
    COURSES("courses", "course", ""),
    CLASSES("classes", "class", ""),
    USERS("users", "user", "role"),
    ENROLLMENTS("enrollments", "enrollment", "role"),
    DEMOGRAPHICS("demographics", "demographics", "");

    private final String plural;
    private final String singular;
    private final String kindField;

    Collection(String plural, String singular, String kindField) {
        this.plural = plural;
        this.singular = singular;
        this.kindField = kindField;
    }

    /** Name in paths, and the key around a page. */
    @JsonValue
    public String plural() {
        return plural;
    }

    /** The key around a single record. */
    public String singular() {
        return singular;
    }

    /** The field that says what kind of record it is, or an empty string. */
    public String kindField() {
        return kindField;
    }

    /** Finds a collection by its name in paths. */
    @JsonCreator
    public static Collection named(String plural) {
        return Arrays.stream(values())
                .filter(collection -> collection.plural.equals(plural))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not one of " + names()));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Collection::plural).toList();
    }
}
