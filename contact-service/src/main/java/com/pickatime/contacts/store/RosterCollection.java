package com.pickatime.contacts.store;

import com.pickatime.events.RecordType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where each type of roster record is kept. */
public enum RosterCollection {
    ORGS(RecordType.ORG, "orgs"),
    ACADEMIC_SESSIONS(RecordType.ACADEMIC_SESSION, "academic_sessions"),
    COURSES(RecordType.COURSE, "courses"),
    CLASSES(RecordType.CLASS, "classes"),
    ENROLLMENTS(RecordType.ENROLLMENT, "enrollments"),
    CONTACTS(RecordType.PERSON, "contacts"),
    SECURITY_VALUES(RecordType.DEMOGRAPHICS, "security_values");

    private static final Map<RecordType, RosterCollection> BY_TYPE = new EnumMap<>(RecordType.class);

    static {
        Arrays.stream(values()).forEach(collection -> BY_TYPE.put(collection.type, collection));
    }

    private final RecordType type;
    private final String collectionName;

    RosterCollection(RecordType type, String collectionName) {
        this.type = type;
        this.collectionName = collectionName;
    }

    /** The collection for records of {@code type}; empty for a barrier or a type that this version does not know. */
    public static Optional<RosterCollection> of(RecordType type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /**
     * All of them, in two halves about as long in any district, to be read side by side. Birth dates stand before contacts, which are
     * counted with and without.
     */
    public static List<List<RosterCollection>> halves() {
        return List.of(
                List.of(SECURITY_VALUES, CONTACTS), List.of(ENROLLMENTS, CLASSES, ORGS, ACADEMIC_SESSIONS, COURSES));
    }

    public RecordType type() {
        return type;
    }

    public String collectionName() {
        return collectionName;
    }
}
