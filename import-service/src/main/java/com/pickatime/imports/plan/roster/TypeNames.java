package com.pickatime.imports.plan.roster;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import org.jspecify.annotations.Nullable;

/** Record types and roles in an administrator's words. */
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

    /** Those of a role alone; all of the type for null. */
    public static String plural(RecordType type, @Nullable PersonRole role) {
        if (role == null) {
            return plural(type);
        }
        return type == RecordType.PERSON ? plural(role) : plural(type) + " of " + plural(role);
    }

    private static String plural(PersonRole role) {
        return switch (role) {
            case STUDENT -> "students";
            case TEACHER -> "teachers";
            case PARENT -> "parents";
            case GUARDIAN -> "guardians";
            case RELATIVE -> "relatives";
            case ADMINISTRATOR -> "administrators";
            case AIDE -> "aides";
            case PROCTOR -> "proctors";
            case UNKNOWN -> "people of other roles";
        };
    }
}
