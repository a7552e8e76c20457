package com.pickatime.imports.roster;

import com.pickatime.events.RecordType;

/** Record types of a roster in an administrator's words. */
public final class TypeNames {

    private TypeNames() {}

    public static String plural(RecordType type) {
        return switch (type) {
            case ORG -> "schools and other organisations";
            case ACADEMIC_SESSION -> "terms";
            case COURSE -> "courses";
            case CLASS -> "classes";
            case ENROLLMENT -> "enrollments";
            case PERSON -> "people";
            case DEMOGRAPHICS -> "birth dates";
            case BARRIER, UNKNOWN -> throw new IllegalArgumentException(type + " is no type of a roster");
        };
    }
}
