package com.pickatime.imports.brake;

import com.pickatime.events.RecordType;

/** Record types in an administrator's words. */
final class TypeNames {

    private TypeNames() {}

    static String plural(RecordType type) {
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
