package com.pickatime.imports.plan.staging.row;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;

/** A set of roles as the bits of a number, one per role, for comparisons in SQL. */
public final class RoleBits {

    public static final int STUDENT = mask(PersonRole.STUDENT);
    public static final int TEACHER = mask(PersonRole.TEACHER);

    /** Whoever may be linked to a student as a parent. */
    public static final int PARENT_LIKE = mask(PersonRole.PARENT, PersonRole.GUARDIAN, PersonRole.RELATIVE);

    /** Whoever works at a school. */
    public static final int STAFF =
            mask(PersonRole.TEACHER, PersonRole.ADMINISTRATOR, PersonRole.AIDE, PersonRole.PROCTOR);

    private RoleBits() {}

    public static int mask(PersonRole... roles) {
        int mask = 0;
        for (var role : roles) {
            mask |= 1 << role.ordinal();
        }
        return mask;
    }

    /** The role that alone gives this mask. */
    public static PersonRole of(int mask) {
        return PersonRole.values()[Integer.numberOfTrailingZeros(mask)];
    }

    /** What a person in this role of an enrollment is. */
    public static PersonRole of(EnrollmentRole role) {
        return PersonRole.valueOf(role.name());
    }
}
